"""The report for the SVRP, as a Word document that can be edited: a first page, the contents, and a page for
every success measure."""

from collections.abc import Sequence
from typing import Any

from ieo_metrics.disclosure.shareable_results import hidden_kinds
from ieo_metrics.exports.office.sealed_package import sealed_bytes, set_properties
from ieo_metrics.exports.office.unit_logo import logo_in_header
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.wording import (
    change_bullets,
    lines_of,
    measure_names,
    not_judged,
    of_verdict,
    revised_says,
    target_verdicts,
    worth_watching,
)
from ieo_metrics.exports.report import document_parts as parts
from ieo_metrics.exports.report.chart_pictures import Pictures
from ieo_metrics.exports.report.measure_pages import ROWS, measure_headings, page_of, success_measures
from ieo_metrics.exports.workbook.text_sheets import FOR_SHARING, FRAMEWORK
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import label, label_with_months
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.overview_lines import OverviewLine, page_chance, page_regression
from ieo_metrics.statistics.verdict_wording import HOW_JUDGED
from ieo_metrics.statistics.verdicts import IMPROVING, NO_CLEAR_CHANGE, WORSENING

NOTHING = "None."


def report_document(pack: Pack) -> bytes:
    """The document as bytes; the same pack gives the same bytes."""
    document, numbers, pictures = parts.blank_document(), parts.Numbers(), Pictures()
    set_properties(document, f"{FRAMEWORK}: report for {label(pack.quarter)}", pack.look.name, pack.made)
    logo_in_header(document, pack.look)
    parts.add_footer(document, f"{label(pack.quarter)}. {FOR_SHARING}")
    lines = lines_of(pack)
    _first_page(document, pack, lines)
    fits = (
        sum(parts.paragraph_height(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs)
        <= parts.ROOM
    )
    entries: list[tuple[int, str, str, int]] = []
    page = 2

    def heading(text: str, level: int, new_page: bool = False) -> None:
        nonlocal page
        page += new_page
        entries.append(
            (level, text, parts.add_heading(document, text, level, numbers, new_page=new_page), page)
        )

    parts.add_heading(document, "Contents", 1, numbers, new_page=True)
    after_contents = document.paragraphs[-1]
    said_of = target_verdicts(pack.results, pack.quarter, pack.targets)
    successes, certain = success_measures(pack, lines, said_of)
    heading("How to read this report", 1)
    _reading(document, pack, len(successes), page_regression(lines))
    before = ""
    for pages in successes:
        area, success = measure_headings(pages[0][0].measure)
        if area != before:
            heading(area, 1, new_page=True)
        heading(success, 2, new_page=area == before)
        before = area
        for some in pages:
            page_of(document, pack, some, said_of, heading, pictures, numbers, new_page=some is not pages[0])
    # Where first page or comments are longer than a page has room for, nobody knows before Word what comes
    # where: then the numbers are left away.
    parts.add_contents(
        document,
        [(level, text, mark, at if fits and certain else None) for level, text, mark, at in entries],
        after_contents,
    )
    return sealed_bytes(document)


def _bullets(document: Any, texts: Sequence[str]) -> None:
    for text in texts or [NOTHING]:
        paragraph = document.add_paragraph(text, "List Bullet" if texts else None)
        paragraph.paragraph_format.space_after = 0


def _first_page(document: Any, pack: Pack, lines: Sequence[OverviewLine]) -> None:
    parts.styled_paragraph(document, f"{FRAMEWORK}: {label_with_months(pack.quarter)}", "Title")
    document.add_paragraph(
        " ".join(
            filter(
                None,
                (
                    f"{pack.look.name}. Report to the Strategic Violence Reduction Partnership.",
                    pack.which_issue,
                    f"Date of the latest return: {day_in_words(pack.made)}.",
                ),
            )
        )
    )
    document.add_paragraph(f"{FOR_SHARING} {pack.protection}")
    document.add_paragraph(f"{HOW_JUDGED} {page_chance(lines)}".strip())
    for words, verdict in (("What is improving", IMPROVING), ("What is worsening", WORSENING)):
        parts.styled_paragraph(document, words, "Heading 3")
        _bullets(document, change_bullets(lines, verdict))
    parts.styled_paragraph(document, "What is not judged", "Heading 3")
    _bullets(
        document, [f"{why[:1].upper()}{why[1:]}: {measure_names(some)}." for why, some in not_judged(lines)]
    )
    parts.styled_paragraph(document, "What was revised", "Heading 3")
    _bullets(
        document, [revised_says(revised, MEASURE[revised.ref], pack.quarter) for revised in pack.revisions]
    )
    parts.styled_paragraph(document, "Decisions sought", "Heading 3")
    _bullets(document, list(pack.decisions))
    parts.styled_paragraph(document, "Everything else", "Heading 3")
    same, watched = of_verdict(lines, NO_CLEAR_CHANGE), worth_watching(lines)
    said = [f"No clear change: {measure_names(same)}."] if same else []
    if watched:
        said.append(f"Of these worth watching, though it is no verdict: {measure_names(watched)}.")
    _bullets(document, said)


def _reading(document: Any, pack: Pack, successes: int, regression: str) -> None:
    document.add_paragraph(
        f"Each of the {successes} success measures starts on its own page. Each of its measures has a "
        f"chart of all quarters, a table of the last {ROWS} and what they show. Earlier quarters are in "
        "the tables (.xlsx), on the measure's sheet. A letter in square brackets says why a figure is "
        "missing, or what else to know about it."
    )
    _bullets(document, [f"[{marker}] {meaning}" for marker, meaning in MARKERS.items() if marker in "cxzpr"])
    document.add_paragraph().paragraph_format.space_after = 0
    document.add_paragraph(f"What is hidden: {hidden_kinds(pack.results.settings)}.")
    document.add_paragraph(
        "95% range: how far the value could be off by chance alone, 95 times out of 100 (the 95% "
        "interval). With few young people it is wide."
    )
    if regression:
        document.add_paragraph(regression)
