"""The slides for the SVRP: a title, the quarter in one table, what is to be decided, what is new, what was
corrected, and a slide for every measure with a native chart that can be edited."""

from collections.abc import Sequence
from typing import Any

from ieo_metrics.exports.office.sealed_package import LANGUAGE, sealed_bytes, set_properties
from ieo_metrics.exports.office.unit_logo import logo_on_slide
from ieo_metrics.exports.pack.charted import is_charted
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.wording import (
    change_bullets,
    comment_says,
    figure_as_shown,
    lines_of,
    revised_says,
    target_outcomes,
    target_verdicts,
    targets_in_force,
)
from ieo_metrics.exports.slides import slide_parts as parts
from ieo_metrics.exports.slides.measure_slide import add_measure_slide
from ieo_metrics.exports.workbook.text_sheets import FOR_SHARING, FRAMEWORK
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import label, label_with_months
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.overview_lines import OverviewLine, page_chance, page_regression
from ieo_metrics.statistics.figure_wording import value_in_words
from ieo_metrics.statistics.finding_wording import headline, outcomes_told
from ieo_metrics.statistics.verdict_wording import HOW_JUDGED, verdict_in_short, verdict_tally
from ieo_metrics.statistics.verdicts import IMPROVING, WORSENING

SHORTHAND = (
    "[c] hidden, so that no young person can be recognised; [x] no return covers it; [z] nobody to count."
)
LIST_SIZE, LIST_TOP = 20, 1.2
ABOUT_HIGH = 2.0  # inches: what the title slide says of the pack


def presentation_bytes(pack: Pack) -> bytes:
    """The presentation as bytes; the same pack gives the same bytes."""
    presentation = parts.blank_presentation(pack.look)
    set_properties(presentation, f"{FRAMEWORK}: slides for {label(pack.quarter)}", pack.look.name, pack.made)
    lines = lines_of(pack)
    outcomes = target_outcomes(pack, lines)
    _title(presentation, pack, lines)
    _summary(presentation, pack, lines, outcomes)
    decisions = [f"{place}. {item.says}" for place, item in enumerate(pack.decisions, 1)]
    _list(presentation, "What the board is asked to decide", decisions)
    _list(presentation, "Key updates", [item.says for item in pack.updates])
    corrected = [revised_says(revised, MEASURE[revised.ref], pack.quarter) for revised in pack.revisions]
    _list(presentation, "What was corrected since it was issued", corrected)
    if any(map(is_charted, lines)):
        said_of, targets = target_verdicts(pack.results, pack.quarter, pack.targets), targets_in_force(pack)
        for line in lines:
            add_measure_slide(presentation, pack, line, said_of, targets.get(line.measure.ref))
    else:
        _list(presentation, "What is said of the first figures", _comments(pack, lines))
    _in_english(presentation)
    return sealed_bytes(presentation)


def _comments(pack: Pack, lines: Sequence[OverviewLine]) -> list[str]:
    return [
        f"{line.measure.ref} {line.name}. {' '.join(comment_says(comment))}"
        for line in lines
        for comment in pack.comments.get(line.measure.ref, ())
    ]


def _title(presentation: Any, pack: Pack, lines: Sequence[OverviewLine]) -> None:
    slide = parts.titled(
        presentation, parts.TITLE_SLIDE, f"{FRAMEWORK}: {label_with_months(pack.quarter)}", 36
    )
    said = [
        pack.look.name,
        pack.look.cover_text,
        pack.which_issue,
        f"Date of the latest return: {day_in_words(pack.made)}. {FOR_SHARING}",
        f"Contact: {pack.look.contact}" if pack.look.contact else "",
        pack.warning,
    ]
    parts.at(slide.shapes.title, 0.6, 1.5)
    logo_on_slide(slide, pack.look, parts.WIDTH)
    words = "\n".join(filter(None, said))
    size = next((size for size in (20, 16) if parts.words_height(words, size) <= ABOUT_HIGH), parts.SMALLEST)
    parts.fill(parts.at(slide.placeholders[1], 2.2, ABOUT_HIGH), words, size)
    heads = {"What is improving:": IMPROVING, "What is worsening:": WORSENING}
    told = [
        text
        for head, word in heads.items()
        if (some := change_bullets(lines, word))
        for text in (head, *some)
    ]
    if told:
        size = 16 if len(told) <= 3 else parts.SMALLEST
        parts.words(slide, "More than chance", "\n".join(told), 4.3, 2.9, size)
    parts.note(
        slide,
        "\n".join(
            [
                f"{verdict_tally([line.verdict for line in lines])}. {HOW_JUDGED} {page_chance(lines)}",
                page_regression(lines),
                pack.protection,
            ]
        ),
    )


def _summary(presentation: Any, pack: Pack, lines: Sequence[OverviewLine], outcomes: dict[str, str]) -> None:
    """All measures on one slide, with their targets."""
    title = headline(pack.quarter, outcomes.values(), [line.verdict for line in lines])
    slide = parts.titled(presentation, parts.TITLE_ONLY, title, 22)
    parts.at(slide.shapes.title, 0.15, 0.6)
    targets = targets_in_force(pack)

    def row(line: OverviewLine) -> tuple[str, ...]:
        ref, target = line.measure.ref, targets.get(line.measure.ref)
        return (
            f"{ref} {line.name}",
            figure_as_shown(line.now, line.measure),
            f"{value_in_words(target.aim, line.measure)}: {outcomes[ref]}" if target else "none",
            verdict_in_short(line.verdict),
        )

    rows = [("Measure", label(pack.quarter), "Target", "Verdict"), *map(row, lines)]
    alt = f"{title} The value, target and verdict of each measure, one row for each."
    parts.table(slide, rows, (0.46, 0.115, 0.19, 0.235), 0.8, "Table of measures", alt)
    parts.words(slide, "Shorthand", SHORTHAND, 6.9, 0.4)
    told = outcomes_told(outcomes) if outcomes else ""
    parts.note(slide, f"{told} {pack.protection}".strip())


def _list(presentation: Any, title: str, texts: Sequence[str]) -> None:
    """A list on a slide of its own, or on several where there is no room on one; none without texts."""
    held = parts.listed(texts, LIST_SIZE, parts.BOTTOM - LIST_TOP)
    for number, some in enumerate(held, start=1):
        part = f" ({number} of {len(held)})" if len(held) > 1 else ""
        slide = parts.titled(presentation, parts.TITLE_ONLY, f"{title}{part}", 28)
        parts.at(slide.shapes.title, 0.3, 0.8)
        box = parts.words(slide, "List", "\n".join(some), LIST_TOP, parts.BOTTOM - LIST_TOP, LIST_SIZE)
        for paragraph in box.text_frame.paragraphs:
            paragraph.space_after = parts.BETWEEN * parts.POINT


def _in_english(presentation: Any) -> None:
    """Every run of text is in British English, so that it is spelt and read aloud so."""
    for slide in presentation.slides:
        for part in (slide, slide.notes_slide):
            for run in part._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r"):
                run.get_or_add_rPr().set("lang", LANGUAGE)
