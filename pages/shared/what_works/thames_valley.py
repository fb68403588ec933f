"""The log of practice from Thames Valley, and the recommendation that it is the evidence of."""

import datetime as dt
from functools import partial

from ieo_metrics.framework.dates.days import today
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.what_works.copied import meeting_day
from ieo_metrics.group.what_works.practice_log import (
    looked_at_says,
    practice_evidence,
    practice_says,
    quarters_looked_at,
)
from ieo_metrics.store.registers.register_rows import RegisterRow
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import Html, safe_markup
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.text import bold, draw_paragraph
from pages.shared.kit.unfolding import draw_folded
from pages.shared.registers.register_table import draw_register, register_rows
from pages.shared.registers.to_recommendation import draw_to_recommendation

RECOMMENDATION = "7.2"  # of the terms of reference, which the log serves
COLUMNS = ("name", "source", "seen_on")


def draw_thames_valley(quarter: Quarter) -> None:
    """The log, what waits for a decision, and the form that takes it as evidence."""
    rows, as_of = register_rows("practice"), meeting_day(quarter, today())
    if waiting := [row.name for row in rows if quarters_looked_at(row, as_of)]:
        draw_notice(bold("To decide: "), f"{list_in_words(waiting)}. Waiting for more than two quarters.")
    if rows:
        draw_paragraph(practice_says(rows))
        if store_access.may_change():
            draw_folded(
                f"Use this as evidence for recommendation {RECOMMENDATION}",
                "practice_as_evidence",
                partial(draw_to_recommendation, RECOMMENDATION, practice_evidence(rows)),
            )
    draw_register(
        "practice",
        quarter,
        columns=COLUMNS,
        rows=rows,
        beside={
            "What we decided": partial(_state, as_of),
            "Why": lambda row: row.words["why"],
            "Our measures it could move": _measures,
        },
        none_yet=(
            "No practice is entered yet. Enter what was seen in Thames Valley, and say whether it is "
            "adopted, adapted or not for us, and why."
        ),
    )


def _state(as_of: dt.date, row: RegisterRow) -> Html:
    late = looked_at_says(row, as_of)
    return Html(safe_markup(row.words["state"]) + (f"; {bold(late)}" if late else ""))


def _measures(row: RegisterRow) -> Html:
    chosen = row.values.get("measures", [])
    names = [f"{ref} {MEASURE[ref].name}" for ref in chosen] if isinstance(chosen, list) else []
    return Html("".join(f"<div>{safe_markup(name)}</div>" for name in names))
