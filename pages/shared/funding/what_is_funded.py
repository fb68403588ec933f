"""The grants: which programme is paid for by whom until when, where the money comes from, and the forms."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from ieo_metrics.charts.group.funding_timeline import (
    funding_timeline,
    funding_timeline_in_words,
    grants_drawn,
)
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, last_day
from ieo_metrics.framework.registers.choices import FUNDER_KINDS
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.funding.grants import Grant, all_programmes, grants_of
from ieo_metrics.group.funding.run_outs import unfunded_on
from ieo_metrics.store.registers.register_rows import RegisterRow, all_rows
from pages.shared.frame import store_access
from pages.shared.kit.described_chart import draw_chart
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded
from pages.shared.registers.register_table import draw_register

_COLUMNS = ("programme", "funder", "amount", "begins", "ends", "state")
_NOT_SAID = "not said"


def draw_what_is_funded(quarter: Quarter) -> None:
    """Which programmes have a grant in force at the end of the quarter, and every grant."""
    rows = store_access.read_store(all_rows)
    grants, programmes, end = grants_of(rows["grants"]), all_programmes(rows), last_day(quarter)
    _draw_in_short(grants, programmes, end)
    if drawn := grants_drawn(grants, programmes, quarter):
        draw_chart(funding_timeline(drawn, quarter), funding_timeline_in_words(drawn, quarter))
    draw_register(
        "grants",
        quarter,
        columns=_COLUMNS,
        rows=_by_programme(rows["grants"], programmes),
        beside={"Match funding": _match, "Partners": lambda row: row.words["partners"]},
        none_yet="No grant is entered yet. Each is a row: who pays for which programme, and on which days.",
    )
    if grants:
        draw_folded("Where the money comes from", "funding_sources", partial(_draw_sources, grants, end))


def _draw_in_short(grants: Sequence[Grant], programmes: Sequence[str], end: dt.date) -> None:
    if not grants:
        return
    without = unfunded_on(grants, programmes, end)
    funded = len(programmes) - len(without)
    has = "has" if funded == 1 else "have"
    said = f"{funded} of {len(programmes)} programmes {has} a grant in force on {day_in_words(end)}."
    each = "; ".join(f"{one.programme} ({one.why})" for one in without)
    draw_paragraph(said, f" Without one: {each}." if without else "")


def _by_programme(rows: Sequence[RegisterRow], programmes: Sequence[str]) -> list[RegisterRow]:
    return sorted(
        rows, key=lambda row: (programmes.index(str(row.values["programme"])), str(row.values["begins"]))
    )


def _match(row: RegisterRow) -> str:
    """`£40,000, Commissioner's fund`."""
    return ", ".join(filter(None, (row.words["match"], row.words["match_from"])))


def _draw_sources(grants: Sequence[Grant], end: dt.date) -> None:
    """By kind of funder, whom they pay for: how many grants, and never a sum over programmes."""
    now = [grant for grant in grants if grant.is_agreed and grant.covers(end)]
    kinds: Mapping[str, list[Grant]] = {
        kind: [grant for grant in now if grant.funder_kind == kind] for kind in (*FUNDER_KINDS, "")
    }
    rows = [
        (
            kind or _NOT_SAID,
            len(held),
            list_in_words(list(dict.fromkeys(grant.funder for grant in held))),
            list_in_words(list(dict.fromkeys(grant.programme for grant in held))),
        )
        for kind, held in kinds.items()
        if held
    ]
    if not rows:
        draw_paragraph(f"No grant is in force on {day_in_words(end)}.")
        return
    draw_markup(
        html_table(
            f"Grants in force on {day_in_words(end)}, by kind of funder",
            ("Kind of funder", "Grants", "Funders", "Programmes"),
            rows,
            numeric=("Grants",),
        )
    )
