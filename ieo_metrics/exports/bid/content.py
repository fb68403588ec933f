"""What the evidence for a bid says, in which order: the round, the need and what meets it; the figures as
they were issued; what is hidden, how good the evidence is, what was learned, who takes part, and the
sources."""

from collections.abc import Sequence
from itertools import groupby

from ieo_metrics.exports.bid.blocks_until import blocks_until
from ieo_metrics.exports.bid.chosen_rows import BidChoice, Rows
from ieo_metrics.exports.pack.charted import is_charted
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.wording import (
    gaps_in_words,
    source_line,
    target_verdicts,
    value_with_marker,
)
from ieo_metrics.exports.report.blocks import (
    Block,
    Cell,
    Heading,
    Items,
    Link,
    Paragraph,
    Report,
    Success,
    Table,
    Trend,
)
from ieo_metrics.exports.report.measure_content import (
    anchor_of,
    measure_headings,
    measured,
    side_by_side,
    trend_in_words,
)
from ieo_metrics.exports.workbook.text_sheets import FOR_SHARING
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import label, last_day
from ieo_metrics.framework.figure_markers import HIDDEN, MARKERS
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.group.sections.until_quarter import text_until
from ieo_metrics.measuring.overview_lines import OverviewLine, page_regression
from ieo_metrics.statistics.figure_wording import ROUNDED
from ieo_metrics.statistics.verdict_wording import HOW_JUDGED, verdict_in_short

EVIDENCE, NOT_SAID = "Evidence for a bid", "not said"
NO_CHOICE = "Choose a programme and at least one of its measures: without figures there is no evidence."


def bid_report(pack: Pack, choice: BidChoice, rows: Rows) -> Report:
    """The document as what stands in it. `pack`: of an issue, without what was recorded for the board;
    `rows`: of `rows_for`."""
    chosen = [line for line in pack.lines if line.measure.ref in choice.measures]
    name = text_until(rows["rounds"][0].words["name"], pack.quarter) if rows["rounds"] else ""
    return Report(
        f"{EVIDENCE}: {name}" if name else EVIDENCE,
        pack.look,
        pack.made,
        f"{label(pack.quarter)} as issued. {FOR_SHARING}",
        (
            Paragraph(_which(pack), small=True),
            *blocks_until((*_round(rows), *_need(rows), *_programmes(choice, rows)), pack.quarter),
            *_table_of_all(chosen, pack),
        ),
        (),
        (*_figures(pack, chosen), *_beside(pack, chosen, choice, rows)),
        (),
    )


def _which(pack: Pack) -> str:
    look = pack.look
    contact = f"Contact: {look.contact.rstrip('.')}." if look.contact else ""
    return " ".join(filter(None, (f"{look.name}.", pack.which_issue, contact)))


def _pairs(title: str, pairs: Sequence[tuple[str, str]]) -> Table:
    """A table of what is said of one thing."""
    return Table(title, ("What", "As entered"), tuple(pairs), (0.3, 0.7))


def _round(rows: Rows) -> list[Block]:
    if not rows["rounds"]:
        return []
    (row,) = rows["rounds"]
    words = row.words
    names = ("funder", "closes", "most", "lead", "partners")
    fields = {"funder": "Funder", "closes": "Closes", "most": "Most that can be asked for"}
    fields |= {"lead": "Leads the bid", "partners": "Partners in the consortium"}
    return [
        Heading("The funding round", 1),
        _pairs(words["name"], [(fields[name], words[name] or NOT_SAID) for name in names]),
    ]


def _need(rows: Rows) -> list[Block]:
    blocks: list[Block] = [Heading("The need", 1)]
    for need in rows["needs"]:
        words = need.words
        blocks.append(
            Paragraph(
                f"A {words['kind']}. {words['source'].rstrip('.')}, as of {words['as_of']}.",
                f"{words['name'].rstrip('.')}.",
            )
        )
        met = [
            f"{row.words['programme']}: {row.words['how'].rstrip('.')}."
            for row in rows["provision"]
            if row.values["need"] == need.values["name"]
        ]
        heard = [
            f"{row.words['who']}, {row.words['said_on']}: “{row.words['what'].rstrip('.')}.”"
            + (f" What changed: {row.words['changed'].rstrip('.')}." if row.words["changed"] else "")
            for row in rows["voices"]
            if row.values.get("need") == need.values["name"]
        ]
        blocks += [Items((*met, *heard))] if met or heard else []
    return blocks if len(blocks) > 1 else [*blocks, Paragraph("No need was chosen.")]


def _programmes(choice: BidChoice, rows: Rows) -> list[Block]:
    others = {row.words["name"]: row.words for row in rows["programmes"]}
    out: list[Block] = [Heading("What the programme does", 1)]
    for programme in choice.programmes:
        if programme in others:
            words = others[programme]
            run_by = f" Run by {words['run_by'].rstrip('.')}." if words["run_by"] else ""
            out.append(Paragraph(f"{words['about'].rstrip('.')}.{run_by}", f"{programme}."))
            continue
        own = [held for held in RETURN_TYPES if held.programme == programme]
        said = " ".join(f"{held.about} ({held.provider})." for held in own)
        out.append(Paragraph(said, f"{programme}."))
    return out


def _table_of_all(chosen: Sequence[OverviewLine], pack: Pack) -> list[Block]:
    def row(line: OverviewLine) -> tuple[Cell, ...]:
        return (
            Link(f"{line.measure.ref} {line.name}", anchor_of(line.measure)),
            value_with_marker(line.now, line.measure),
            _people(line),
            verdict_in_short(line.verdict),
            Trend(line, trend_in_words(line)),
        )

    title = f"The chosen measures in {label(pack.quarter)}"
    headings = ("Measure", "Value", "Of", "Verdict", "Trend")
    return [
        Heading("What has changed", 1),
        Table(title, headings, tuple(map(row, chosen)), (0.42, 0.12, 0.16, 0.18, 0.12), (1,)),
    ]


def _people(line: OverviewLine) -> str:
    figure, measure = line.now, line.measure
    if figure.value is None:
        return f"[{figure.marker}]"
    return measure.unit if measure.counts else f"{figure.n or 0:,}"


def _figures(pack: Pack, chosen: Sequence[OverviewLine]) -> list[Success]:
    """Each measure with its finding, chart, quarters, n, range and verdict, as in the report."""
    said_of = target_verdicts(chosen, pack.targets)
    out, areas = [], set[str]()
    for _, group in groupby(chosen, lambda line: line.measure.success):
        held = list(group)
        area, success = measure_headings(held[0].measure)
        headings = ([] if area in areas else [Heading(area, 1)]) + [Heading(success, 2)]
        areas.add(area)
        out.append(
            Success(tuple(headings), tuple(measured(pack, beside, said_of) for beside in side_by_side(held)))
        )
    return out


def _beside(pack: Pack, chosen: Sequence[OverviewLine], choice: BidChoice, rows: Rows) -> list[Success]:
    """What stands after the figures, each under a heading of its own."""
    parts = (
        ("How sure these figures are", _how_sure(pack, chosen)),
        ("Level of evidence", _levels(choice, rows)),
        ("What we learned", _learned(rows)),
        ("Partners and match funding", _partners(rows)),
        ("Sources", [Items(tuple(_sources(pack, chosen, rows)))]),
    )
    return [Success((Heading(title, 1),), (blocks_until(blocks, pack.quarter),)) for title, blocks in parts]


def _how_sure(pack: Pack, chosen: Sequence[OverviewLine]) -> list[Block]:
    gone = [
        f"{line.measure.ref} {line.name}: {said}"
        for line in chosen
        if HIDDEN in {figure.marker for figure in line.history} and (said := gaps_in_words(line))
    ]
    used = {marker for line in chosen for figure in line.history for marker in figure.marker}
    markers = "; ".join(f"[{marker}] {meaning}" for marker, meaning in MARKERS.items() if marker in used)
    ranges = (
        "The 95% range says how far a value could be off by chance alone; the dashed lines of a chart are "
        "the range that chance alone gives from quarter to quarter."
        if any(map(is_charted, chosen))
        else ""
    )
    texts = (
        pack.protection,
        f"{markers}." if markers else "",
        f"{HOW_JUDGED} {page_regression(chosen)}".strip(),
        f"{ranges} {ROUNDED}".strip(),
        "A change beside a programme is no proof that the programme made it: nobody else was measured to "
        "compare with.",
    )
    listed: list[Block] = [Items(tuple(gone))] if gone else []
    return [*(Paragraph(text, small=True) for text in texts if text), *listed]


def _levels(choice: BidChoice, rows: Rows) -> list[Block]:
    held = {row.words["programme"]: row.words for row in rows["evidence_levels"]}
    said = tuple(
        (
            programme,
            held[programme]["level"] if programme in held else "not entered",
            held[programme]["as_of"] if programme in held else "none",
        )
        for programme in choice.programmes
    )
    return [
        Table(
            "Level of evidence of each programme",
            ("Programme", "Level", "Assessed on"),
            said,
            (0.25, 0.5, 0.25),
        )
    ]


def _learned(rows: Rows) -> list[Block]:
    said = tuple(
        f"{row.words['measure']} {MEASURE[row.words['measure']].name}, {row.words['quarter']}. "
        + " ".join(
            f"{words}: {row.words[name].rstrip('.')}."
            for name, words in (
                ("behind", "What we think is behind it"),
                ("doing", "What we do about it"),
                ("changed", "What changed because of it"),
            )
            if row.words[name]
        )
        for row in rows["learning"]
    )
    return [Items(said)] if said else [Paragraph("Nothing is entered of these measures.")]


def _partners(rows: Rows) -> list[Block]:
    if not rows["grants"]:
        return [Paragraph("No agreed grant of these programmes is entered that goes on.")]
    said = tuple(
        (
            f"{row.words['programme']}, {row.words['funder']}",
            row.words["amount"],
            row.words["ends"],
            ", ".join(filter(None, (row.words["match"], row.words["match_from"]))) or NOT_SAID,
            row.words["partners"] or NOT_SAID,
        )
        for row in rows["grants"]
    )
    headings = ("Programme and funder", "Amount", "Agreed until", "Match funding", "Partners")
    return [Table("Grants that are agreed", headings, said, (0.28, 0.13, 0.17, 0.2, 0.22), (1,))]


def _sources(pack: Pack, chosen: Sequence[OverviewLine], rows: Rows) -> list[str]:
    issue = pack.issued.rstrip(".")
    return [
        *dict.fromkeys(source_line(line.measure).removeprefix("Source: ") for line in chosen),
        f"Figures: {issue}, quarters up to {label(pack.quarter)}, which ended on "
        f"{day_in_words(last_day(pack.quarter))}.",
        *dict.fromkeys(f"{row.words['name']}: {row.words['source'].rstrip('.')}." for row in rows["needs"]),
        *(
            f"Level of evidence of {row.words['programme']}: {row.words['source'].rstrip('.')}."
            + (f" {row.words['address']}" if row.words["address"] else "")
            for row in rows["evidence_levels"]
        ),
    ]
