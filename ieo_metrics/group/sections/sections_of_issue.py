"""The chosen sections of an issue that is about to be made."""

import re
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from ieo_metrics.disclosure.typed_text.what_text_tells import Told, Typed, told_by
from ieo_metrics.framework.dates.days import day_in_london
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.group.group_record import load_group_record
from ieo_metrics.group.sections.section import Section
from ieo_metrics.group.sections.sections import build_sections, kinds_named
from ieo_metrics.store.current_snapshot import StoreSnapshot, results_with_rows
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.cut_off_after_quarter import frame_as_read
from ieo_metrics.store.issues.shared_issue_snapshot import SECTIONS
from ieo_metrics.store.issues.what_is_hidden import hidden_where
from ieo_metrics.store.registers.chosen_sections import RECORDED, MakeSections
from ieo_metrics.store.trail.audit_trail import Head, last_of, refuse_if_moved

NOT_AS_BEFORE = "This section is not as it was in issue {}: what it rests on has changed since."
UNDONE = "The chosen sections would tell of it. Nothing was issued; look at them again, then issue."


class KeptBack(NamedTuple):
    """A section that nobody would be shown, and the sentence in it that could tell what is hidden."""

    section: Section
    told: Told


def sections_now(
    store: Store, quarter: Quarter, standing: StoreSnapshot, let_out: pd.DataFrame
) -> tuple[list[Section], list[KeptBack]]:
    """The sections that the group has chosen, as they are now, and apart those that an issue does not have:
    something that was typed in them names a figure that it hides. `let_out`: the figures as disclosure
    control lets them out."""
    kinds = kinds_named(standing.sections)
    seqs = [stored_return.seq for stored_return in standing.returns]
    rows = any(kind.needs_rows for kind in kinds)
    results = results_with_rows(store, standing.settings, seqs) if rows else None
    today = day_in_london(store.now())
    as_read = frame_as_read(let_out, quarter, standing.settings)
    with store.reading() as connection:
        record = load_group_record(connection, quarter, today, standing.settings, as_read, results)
    built = [_beside_before(one, quarter, standing) for one in build_sections(record, standing.sections)]
    kept_back = list(_kept_back(built, quarter, standing, let_out)) if built else []
    gone = [one.section for one in kept_back]
    return [section for section in built if section not in gone], kept_back


def _beside_before(section: Section, quarter: Quarter, standing: StoreSnapshot) -> Section:
    """With a sentence where the quarter's issue before this one, of which readers have the pack, says
    otherwise: figures that are revised are listed, and of a section nobody would know."""
    before = next((issue for issue in reversed(standing.handed_out) if issue.quarter == quarter), None)
    if before is None:
        return section
    held = [Section.of_data(data) for data in before.about.get(SECTIONS, [])]
    same = next((one for one in held if one.name == section.name), None)
    if same is None or _told(same) == _told(section):
        return section
    return replace(section, said=(*section.said, NOT_AS_BEFORE.format(before.number)))


def _told(section: Section) -> tuple[object, ...]:
    """What it says, but for the sentence about an issue before it and the days in its source."""
    said = [one for one in section.said if not re.fullmatch(NOT_AS_BEFORE.format(r"\d+"), one)]
    return section.finding, said, section.tables


def _kept_back(
    built: list[Section], quarter: Quarter, standing: StoreSnapshot, let_out: pd.DataFrame
) -> list[KeptBack]:
    assert standing.results is not None
    hidden = hidden_where(
        standing.results.frame,
        let_out,
        quarter,
        standing.settings,
        standing.withdrawn_figures,
        standing.handed_out,
    )
    out = []
    for section in built:
        typed = [Typed(text, quarter, ends_there=False) for text in section.typed]
        typed += [Typed(*about, ends_there=False) for about in section.typed_about]
        told = next((found for one in typed for found in told_by(one, hidden)), None)
        if told is not None:
            out.append(KeptBack(section, told))
    return out


def make_sections_of(store: Store, quarter: Quarter, standing: StoreSnapshot) -> MakeSections:
    """What an issue asks for the chosen sections, once its figures are known. It raises Conflict where
    anything was recorded since that they may tell of: they were not looked at as they would be issued."""
    return partial(_as_data, store, quarter, standing)


def _as_data(
    store: Store, quarter: Quarter, standing: StoreSnapshot, let_out: pd.DataFrame
) -> list[dict[str, Any]]:
    sections, _ = sections_now(store, quarter, standing, let_out)
    with store.reading() as connection:
        if last_of(connection, RECORDED) != standing.recorded:
            refuse_if_moved(connection, Head(standing.recorded, ""), UNDONE, RECORDED)
    return [section.as_data() for section in sections]
