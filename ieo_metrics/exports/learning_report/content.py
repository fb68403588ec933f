"""What the learning report says, in which order: what was learned in the year, measure by measure, and what
was not; recommendations and practice from elsewhere. Figures are those that were issued."""

from collections.abc import Iterator

from ieo_metrics.exports.learning_report.year import Texts, Year
from ieo_metrics.exports.pack.wording import value_with_marker
from ieo_metrics.exports.report.blocks import Block, Heading, Items, Paragraph, Report, Table
from ieo_metrics.exports.workbook.text_sheets import FOR_SHARING
from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import label, last_day, quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.framework.registers.choices import ADAPTED, ADOPTED
from ieo_metrics.framework.terms_of_reference import NOT_STARTED, RECOMMENDATIONS
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.learning.learned import TARGET_MISSED, Learned, quarter_of_row
from ieo_metrics.group.what_works.practice_log import practice_says
from ieo_metrics.group.what_works.section import practice_seen_by
from ieo_metrics.statistics.target_outcomes import HOW_TARGETS_ARE_MET
from ieo_metrics.statistics.verdict_wording import HOW_JUDGED
from ieo_metrics.store.record.meetings_and_actions import Action
from ieo_metrics.store.registers.register_rows import RegisterRow

JUDGEMENT = (
    "What is behind a measure is what the working group thinks, and not a finding of the figures. A measure "
    "that moved, or missed its target, and of which nothing was written in the year stands under “What was "
    "not learned”."
)
NONE = "None."


def learning_content(year: Year, texts: Texts) -> Report:
    """The report of a year, as what stands in it."""
    pack = year.pack
    return Report(
        f"Learning report {year.name}",
        pack.look,
        pack.made,
        f"Learning report {year.name}. {FOR_SHARING}",
        (
            *_first(year),
            *_learned(year, texts),
            *_not_learned(year),
            *_recommendations(year, texts),
            *_practice(year, texts),
            Heading("How to read this report", 1),
            *(Paragraph(text, small=True) for text in (JUDGEMENT, HOW_JUDGED, HOW_TARGETS_ARE_MET)),
            Paragraph(pack.protection, lead="What is hidden.", small=True),
        ),
        (),
        (),
        (),
    )


def _first(year: Year) -> Iterator[Block]:
    pack, look, written = year.pack, year.pack.look, {row.values["measure"] for row in year.rows}
    said = (
        f"{look.name}.",
        pack.which_issue,
        f"Its last issued quarter is {label(pack.quarter)}.",
        f"Contact: {look.contact.rstrip('.')}." if look.contact else "",
    )
    yield Paragraph(" ".join(filter(None, said)), small=True)
    yield Heading(f"Something was learned on {len(written)} of {len(MEASURES)} measures in {year.name}", 1)
    changed = {row.values["measure"] for row in year.rows if "changed" in row.values}
    missing = [label(q) for q in range(quarter(year.year, 1), pack.quarter) if q not in year.quarters]
    moved, silent, done = len(year.reasons), len(year.not_learned), len(year.actions)
    unsaid = (
        f"nothing was written on {silent} of these"
        if silent
        else f"something was written on {'each' if moved > 1 else 'it'}"
    )
    told = (
        f"On {len(changed)} of them something is said to have changed because of it." if written else "",
        f"{plural(moved, 'measure')} moved by more than chance, or missed the target, in an issued quarter"
        f"{f'; {unsaid}' if moved else ''}.",
        f"{plural(done, 'action')} agreed in the year {'is' if done == 1 else 'are'} done."
        if done
        else "No action agreed in the year is done.",
        f"Not issued, so nothing is said of it: {list_in_words(missing)}." if missing else "",
    )
    yield Items(tuple(filter(None, told)))
    yield _verdicts(year)


def _verdicts(year: Year) -> Table:
    """Each measure in each issued quarter of the year."""
    of_quarters = [list(every) for every in year.learned.values()]
    rows = tuple(
        (f"{every[0].line.measure.ref} {every[0].line.name}", *map(_figure, every))
        for every in zip(*of_quarters, strict=True)
    )
    # With few quarters there is more room for the names.
    name = max(0.36, 0.8 - 0.15 * len(of_quarters))
    return Table(
        f"All measures in the issued quarters of {year.name}",
        ("Measure", *map(label, year.quarters)),
        rows,
        (name, *((1 - name) / len(of_quarters) for _ in of_quarters)),
    )


def _figure(one: Learned) -> str:
    """`62%; improving; target missed`."""
    line = one.line
    missed = [TARGET_MISSED] if TARGET_MISSED in one.reasons else []
    return "; ".join([value_with_marker(line.now, line.measure), line.verdict.word, *missed])


def _learned(year: Year, texts: Texts) -> Iterator[Block]:
    yield Heading("What was learned", 1)
    written = [measure for measure in MEASURES if any(_of_measure(year, measure.ref))]
    if not written:
        yield Paragraph(NONE)
    for measure in written:
        rows, actions = _of_measure(year, measure.ref)
        yield Heading(f"{measure.ref} {measure.name}", 2)
        for row in rows:
            about, words = quarter_of_row(row), row.words
            yield Paragraph(
                texts.read(words["behind"], about, measure.ref),
                lead=f"{words['quarter']}, what we think is behind it.",
            )
            if words["doing"]:
                yield Paragraph(texts.read(words["doing"], about, measure.ref), lead="What we do about it.")
            if words["helps"]:
                yield Paragraph(words["helps"], lead="Who helps.")
            yield Paragraph(
                texts.read(words["changed"], about, measure.ref) or "Not said yet.",
                lead="What changed because of it.",
            )
        if actions:
            yield Paragraph("", lead="Actions done.")
            yield Items(tuple(_action(action, texts) for action in actions))
    if others := [action for action in year.actions if not action.ref]:
        yield Heading("Actions done that are about no single measure", 2)
        yield Items(tuple(_action(action, texts) for action in others))


def _of_measure(year: Year, ref: str) -> tuple[list[RegisterRow], list[Action]]:
    return (
        [row for row in year.rows if row.values["measure"] == ref],
        [action for action in year.actions if action.ref == ref],
    )


def _action(action: Action, texts: Texts) -> str:
    words = texts.read(action.words, action.quarter, action.ref)
    how = texts.read(action.why or "", action.quarter, action.ref)
    return f"{words.rstrip('.')} ({action.owner}). {how}".strip()


def _not_learned(year: Year) -> Iterator[Block]:
    yield Heading("What was not learned", 1)
    said = [
        f"{ref} {MEASURE[ref].name}: {list_in_words(year.reasons[ref])}; nothing was written."
        for ref in year.not_learned
    ]
    yield (
        Items(tuple(said))
        if said
        else Paragraph("Something was written on every measure that moved or missed its target.")
    )


def _recommendations(year: Year, texts: Texts) -> Iterator[Block]:
    yield Heading("Recommendations", 1)
    said = []
    for recommendation in RECOMMENDATIONS:
        now = year.record.recommendations.get(recommendation.ref)
        stands = NOT_STARTED
        if now is not None:
            since = day_in_words(day_in_london(now.at))
            stands = f"{now.state} since {since}. {texts.read(now.evidence, year.pack.quarter)}".strip()
        said.append(f"{recommendation.ref} {recommendation.words}: {stands.rstrip('.')}.")
    yield Items(tuple(said))


def _practice(year: Year, texts: Texts) -> Iterator[Block]:
    rows, last = practice_seen_by(year.record), year.pack.quarter
    yield Heading("Practice from Thames Valley", 1)
    yield Paragraph(
        practice_says(rows) or f"None was entered that was seen by {day_in_words(last_day(last))}."
    )
    taken = [row for row in rows if row.values["state"] in (ADOPTED, ADAPTED)]
    if taken:
        yield Table(
            "What was adopted or adapted",
            ("Practice", "Seen on", "For us it is", "Why"),
            tuple(
                (
                    texts.read(row.words["name"], last),
                    row.words["seen_on"],
                    row.words["state"],
                    texts.read(row.words["why"], last),
                )
                for row in taken
            ),
            (0.28, 0.16, 0.14, 0.42),
        )
