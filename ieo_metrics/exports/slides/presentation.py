"""The slides for the SVRP: a title, the quarter in one table, what is to be decided, what is new, what was
corrected, and a slide for every measure with a native chart that can be edited."""

from collections.abc import Mapping, Sequence
from typing import Any

from ieo_metrics.exports.office.sealed_package import LANGUAGE, sealed_bytes, set_properties
from ieo_metrics.exports.office.unit_logo import logo_on_slide
from ieo_metrics.exports.pack.charted import is_charted
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.wording import (
    comments_of_all,
    corrections,
    corrections_in_short,
    explained_bullets,
    figure_as_shown,
    nothing_changed,
    reasons_first,
    target_cell,
    target_outcomes,
    target_verdicts,
    targets_in_force,
)
from ieo_metrics.exports.slides import slide_parts as parts
from ieo_metrics.exports.slides.measure_slide import add_measure_slide
from ieo_metrics.exports.slides.section_slide import add_section_slide
from ieo_metrics.exports.workbook.text_sheets import FOR_SHARING, FRAMEWORK
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import label, label_with_months
from ieo_metrics.measuring.overview_lines import OverviewLine, is_first_quarter, page_chance, page_regression
from ieo_metrics.statistics.figure_wording import ROUNDED
from ieo_metrics.statistics.finding_wording import headline, outcomes_told
from ieo_metrics.statistics.verdict_wording import HOW_JUDGED, verdict_in_short, verdict_tally

SHORTHAND = (
    "[c] hidden, so that no young person can be recognised; [x] no return covers it; [z] nobody to count."
)
MISSED_OR_CHANGED = "What was missed or changed:"
LIST_SIZES, LIST_TOP = (28, 24, 20), 1.2
TITLE_HIGH = 0.6  # inches: above the table of all measures
ABOUT_HIGH, TOLD_HIGH = 2.2, 2.8  # inches: what the title slide says of the pack, and of its figures


def presentation_bytes(pack: Pack) -> bytes:
    """The presentation as bytes; the same pack gives the same bytes."""
    presentation = parts.blank_presentation(pack.look)
    set_properties(presentation, f"{FRAMEWORK}: slides for {label(pack.quarter)}", pack.look.name, pack.made)
    _title(presentation, pack)
    _summary(presentation, pack)
    decisions = [f"{place}. {decision.says}" for place, decision in enumerate(pack.decisions, 1)]
    _list(presentation, "What the board is asked to decide", decisions)
    _lists(presentation, {"Key updates": pack.updates, "Corrections": corrections(pack)})
    if any(map(is_charted, pack.lines)):
        said_of, targets = target_verdicts(pack.lines, pack.targets), targets_in_force(pack)
        for line in pack.lines:
            add_measure_slide(presentation, pack, line, said_of, targets.get(line.measure.ref))
    else:
        _list(presentation, "Comments on the first figures", comments_of_all(pack, reasons_first(pack)))
    for section in pack.sections:
        add_section_slide(presentation, section)
    _in_english(presentation)
    return sealed_bytes(presentation)


def _title(presentation: Any, pack: Pack) -> None:
    slide = parts.titled(
        presentation, parts.TITLE_SLIDE, f"{FRAMEWORK}: {label_with_months(pack.quarter)}", 36
    )
    said = [
        pack.look.name,
        pack.look.cover_text,
        pack.which_issue,
        corrections_in_short(pack),
        f"Date of the latest return: {day_in_words(pack.made)}. {FOR_SHARING}",
        f"Contact: {pack.look.contact}" if pack.look.contact else "",
        pack.warning,
    ]
    parts.at(slide.shapes.title, 0.6, 1.5)
    logo_on_slide(slide, pack.look, parts.WIDTH)
    words = "\n".join(filter(None, said))
    parts.fill(parts.at(slide.placeholders[1], 2.2, ABOUT_HIGH), words, _size(words, ABOUT_HIGH))
    tally = verdict_tally([line.verdict for line in pack.lines])
    # The reasons stand with the measures, if these have slides.
    explained = explained_bullets(pack, reasons=not any(map(is_charted, pack.lines)))
    told = "\n".join([MISSED_OR_CHANGED, *explained] if explained else [nothing_changed(pack)])
    parts.words(slide, "More than chance", told, 2.3 + ABOUT_HIGH, TOLD_HIGH, _size(told, TOLD_HIGH))
    parts.note(
        slide,
        "\n".join(
            [
                f"{tally}. {HOW_JUDGED} {page_chance(pack.lines)}",
                page_regression(pack.lines),
                pack.protection,
            ]
        ),
    )


def _size(words: str, room: float) -> int:
    """The largest letters with which words of the title slide fit into so many inches."""
    return next((size for size in (20, 16) if parts.words_height(words, size) <= room), parts.SMALLEST)


def _summary(presentation: Any, pack: Pack) -> None:
    """All measures on one slide, with their targets."""
    outcomes, verdicts = target_outcomes(pack), [line.verdict for line in pack.lines]
    title = headline(pack.quarter, outcomes.values(), verdicts, first=is_first_quarter(pack.lines))
    size = next((size for size in (22, 18) if parts.words_height(title, size) <= TITLE_HIGH), 16)
    slide = parts.titled(presentation, parts.TITLE_ONLY, title, size)
    parts.at(slide.shapes.title, 0.15, TITLE_HIGH)
    targets = targets_in_force(pack)

    def row(line: OverviewLine) -> tuple[str, ...]:
        ref = line.measure.ref
        return (
            f"{ref} {line.name}",
            figure_as_shown(line.now, line.measure),
            target_cell(line, targets.get(ref), outcomes),
            verdict_in_short(line.verdict),
        )

    rows = [("Measure", "Value", "Target", "Verdict"), *map(row, pack.lines)]
    alt = f"{title} The value, target and verdict of each measure, one row for each."
    parts.table(slide, rows, (0.46, 0.115, 0.19, 0.235), 0.8, "Table of measures", alt)
    below = f"{SHORTHAND} {ROUNDED}"
    high = parts.words_height(below)
    parts.words(slide, "Shorthand", below, parts.BOTTOM - high, high)
    parts.note(slide, "\n".join([*(outcomes_told(outcomes) if outcomes else ()), pack.protection]))


def _list(presentation: Any, title: str, texts: Sequence[str]) -> None:
    """A list on a slide of its own, or on several where there is no room on one; none without texts."""
    room = parts.BOTTOM - LIST_TOP
    size = next((some for some in LIST_SIZES if len(parts.listed(texts, some, room)) == 1), LIST_SIZES[-1])
    held = parts.listed(texts, size, room)
    for number, some in enumerate(held, start=1):
        part = f" ({number} of {len(held)})" if len(held) > 1 else ""
        slide = parts.titled(presentation, parts.TITLE_ONLY, f"{title}{part}", 28)
        parts.at(slide.shapes.title, 0.3, 0.8)
        box = parts.words(slide, "List", "\n".join(some), LIST_TOP, room, size)
        for paragraph in box.text_frame.paragraphs:
            paragraph.space_after = parts.BETWEEN * parts.POINT


def _lists(presentation: Any, lists: Mapping[str, Sequence[str]]) -> None:
    """Several lists on one slide, under their titles, where there is room; else each on its own."""
    held = {title: texts for title, texts in lists.items() if texts}
    texts = [part for title, some in held.items() for part in (title, *some)]
    if len(held) < 2 or len(parts.listed(texts, LIST_SIZES[-1], parts.BOTTOM - LIST_TOP)) > 1:
        for title, some in held.items():
            _list(presentation, title, some)
        return
    first, *others = held
    _list(presentation, " and ".join([first, *(f"{title[0].lower()}{title[1:]}" for title in others)]), texts)
    box = list(presentation.slides)[-1].shapes[-1]
    for paragraph in box.text_frame.paragraphs:
        paragraph.font.bold = paragraph.text in held


def _in_english(presentation: Any) -> None:
    """Every run of text is in British English, so that it is spelt and read aloud so."""
    for slide in presentation.slides:
        for part in (slide, slide.notes_slide):
            for run in part._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r"):
                run.get_or_add_rPr().set("lang", LANGUAGE)
