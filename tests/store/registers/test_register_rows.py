"""Rows of the registers in the store: their versions, who may change what, and the trail."""

import datetime as dt

import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.registers.registers import REGISTER
from ieo_metrics.group.seasons.keep_series import keep_series
from ieo_metrics.published.offences.offence_table import OffenceSeries
from ieo_metrics.store.database.errors import Conflict, StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.registers.published_tables import keep_table, kept_table, kept_tables
from ieo_metrics.store.registers.register_rows import (
    RegisterRow,
    add_row,
    change_row,
    choices_of,
    remove_row,
    row_history,
    rows_of,
)
from ieo_metrics.store.trail import audit_trail, verify
from tests.store.office import returns_of, stars, take

WHO = "A. Officer"
NEED = {
    "name": "Excluded from school",
    "kind": "risk factor",
    "source": "Strategic Needs Assessment 2024, page 31",
    "as_of": dt.date(2024, 3, 1),
}
MET = {"need": "Excluded from school", "programme": "Choices", "how": "Workshops in alternative provision"}


def _rows(store: Store, register: str) -> list[RegisterRow]:
    with store.reading() as connection:
        return rows_of(connection, register)


def test_a_row_is_added_changed_and_taken_away_and_all_of_it_is_told(store: Store) -> None:
    add_row(store, WHO, "needs", NEED)
    add_row(store, WHO, "needs", NEED)  # a second click
    (row,) = _rows(store, "needs")
    assert (row.row, row.words["as_of"], row.who) == (1, "1 March 2024", WHO)
    change_row(store, "B. Officer", row, {**NEED, "kind": "cohort"})
    (now,) = _rows(store, "needs")
    change_row(store, "B. Officer", now, {**NEED, "kind": "cohort"})  # nothing new
    assert (now.row, now.words["kind"], now.who) == (1, "cohort", "B. Officer")
    remove_row(store, WHO, now)
    assert _rows(store, "needs") == []
    with store.reading() as connection:
        versions = row_history(connection, "needs", 1)
        actions = [entry.action for entry in audit_trail.trail_entries(connection)]
    assert [one.words["kind"] for one in versions] == ["risk factor", "cohort", ""]
    assert actions[-3:] == list(audit_trail.REGISTER_ACTIONS)
    assert list(verify.integrity_faults(store)) == []


def test_a_number_of_a_row_never_comes_back(store: Store) -> None:
    add_row(store, WHO, "needs", NEED)
    remove_row(store, WHO, _rows(store, "needs")[0])
    assert add_row(store, WHO, "needs", NEED) == 2


def test_the_same_name_twice_is_refused_in_any_case_of_letters(store: Store) -> None:
    add_row(store, WHO, "needs", NEED)
    with pytest.raises(StoreTrouble, match="Needs has Excluded from school already"):
        add_row(store, WHO, "needs", {**NEED, "name": "excluded FROM school"})
    add_row(store, WHO, "needs", {**NEED, "name": "Carrying knives"})
    other = _rows(store, "needs")[1]
    with pytest.raises(StoreTrouble, match="already"):
        change_row(store, WHO, other, NEED)


def test_what_another_row_names_stays_and_keeps_its_name(store: Store) -> None:
    add_row(store, WHO, "needs", NEED)
    add_row(store, WHO, "provision", MET)
    (need,) = _rows(store, "needs")
    with pytest.raises(StoreTrouble, match="is named in What meets a need"):
        remove_row(store, WHO, need)
    with pytest.raises(StoreTrouble, match="is named in What meets a need"):
        change_row(store, WHO, need, {**NEED, "name": "Exclusion"})
    change_row(store, WHO, need, {**NEED, "kind": "cohort"})  # all else of it may change
    remove_row(store, WHO, _rows(store, "provision")[0])
    remove_row(store, WHO, _rows(store, "needs")[0])


def test_only_what_is_there_can_be_chosen(store: Store) -> None:
    with pytest.raises(StoreTrouble, match="“Need” is “Excluded from school”, which is no longer there"):
        add_row(store, WHO, "provision", MET)
    add_row(store, WHO, "programmes", {"name": "Mentors", "about": "An adult beside each"})
    with store.reading() as connection:
        offered = choices_of(connection, REGISTER["grants"].field["programme"])
    assert offered == ["RESET", "A&E Navigators", "Choices", "TIPS", "Mentors"]


def test_two_who_change_one_row_do_not_undo_each_other(store: Store) -> None:
    add_row(store, WHO, "needs", NEED)
    (seen,) = _rows(store, "needs")
    change_row(store, "B. Officer", seen, {**NEED, "kind": "cohort"})
    with pytest.raises(Conflict, match="changed or taken away by somebody else"):
        change_row(store, WHO, seen, {**NEED, "kind": "community"})
    with pytest.raises(Conflict, match="changed or taken away by somebody else"):
        remove_row(store, WHO, seen)
    assert _rows(store, "needs")[0].values["kind"] == "cohort"


def test_what_is_pressed_twice_is_done_once(store: Store) -> None:
    """On a slow server a second click comes from the form as it was before the first."""
    add_row(store, WHO, "needs", NEED)
    (seen,) = _rows(store, "needs")
    for _ in range(2):
        change_row(store, WHO, seen, {**NEED, "kind": "cohort"})
    (changed,) = _rows(store, "needs")
    assert changed.number == seen.number + 1
    for _ in range(2):
        remove_row(store, WHO, changed)
    assert _rows(store, "needs") == []


@pytest.mark.parametrize("text", ["Ring 07700 900123", "Write to jo.bloggs@example.org.uk"])
def test_a_text_that_names_somebody_is_refused(store: Store, text: str) -> None:
    with pytest.raises(StoreTrouble, match="“Source” holds"):
        add_row(store, WHO, "needs", {**NEED, "source": text})
    assert _rows(store, "needs") == []


def test_what_was_learned_is_read_beside_its_own_measure_and_quarter(store: Store) -> None:
    """Of 20 in the older quarter 18 did better: that 2 did not is hidden, so is 90%. Of the next, 12 of 24 is shown."""
    older = quarter(2024, 1)
    in_all = {older: (20, 18), older + 1: (24, 12)}
    for about, (people, better) in in_all.items():
        scores = {f"RST-{n:04}": (2, 4 if n < better else 2) for n in range(people)}
        take(store, returns_of(stars(about, scores, f"reset {about}.xlsx"), store=store))
    learned = {"measure": "5.1.1.b", "quarter": older, "behind": "Reviews came late"}
    for name in ("behind", "doing", "changed"):
        with pytest.raises(StoreTrouble, match="a figure that is hidden"):
            add_row(store, WHO, "learning", {**learned, name: "It was 90% then"})
    add_row(store, WHO, "learning", {**learned, "behind": "It is 50% since"})
    assert [row.words["behind"] for row in _rows(store, "learning")] == ["It is 50% since"]


def test_of_a_text_that_cannot_be_seen_nothing_is_kept(store: Store) -> None:
    mentors, unseen = {"name": "Harbour Mentors", "about": "Mentors"}, "\u200f\u202e"
    with pytest.raises(StoreTrouble, match="“Programme” is empty"):
        add_row(store, WHO, "programmes", {**mentors, "name": unseen})
    add_row(store, WHO, "programmes", {**mentors, "run_by": unseen})
    assert _rows(store, "programmes")[0].values == mentors


def test_a_row_that_was_changed_behind_the_stores_back_is_told(store: Store) -> None:
    import sqlalchemy as sa

    from ieo_metrics.store.database.schema import REGISTER_ROWS

    add_row(store, WHO, "needs", NEED)
    with store.engine.begin() as connection:
        connection.execute(sa.update(REGISTER_ROWS).values(who="somebody else"))
    assert any("entry 1 of the registers" in fault for fault in verify.integrity_faults(store))


def test_a_published_table_is_kept_with_its_edition_and_the_last_counts(store: Store) -> None:
    for edition, people in (("mid-2022", 10), ("mid-2023", 12), ("mid-2023", 12)):
        keep_table(
            store,
            WHO,
            "population",
            "ages.xlsx",
            edition,
            "Office for National Statistics",
            {"people": people},
        )
    with store.reading() as connection:
        table, every = kept_table(connection, "population"), kept_tables(connection)
        assert kept_table(connection, "offences") is None
    assert table is not None
    assert (table.number, table.edition, table.data) == (2, "mid-2023", {"people": 12})
    assert every == {"population": table}
    with pytest.raises(StoreTrouble, match="The edition is empty"):
        keep_table(store, WHO, "population", "ages.xlsx", " ", "ONS", {})
    assert list(verify.integrity_faults(store)) == []


@pytest.mark.parametrize("told", ["3 young people got better", "2023: 32 of 35 young people improved"])
def test_what_a_published_table_is_called_tells_of_nobody(store: Store, told: str) -> None:
    """Its edition and what it counts are what somebody wrote into the file, and stand in the pack."""
    with pytest.raises(StoreTrouble, match="The edition could tell"):
        keep_table(store, WHO, "population", "ages.xlsx", told, "ONS", {})
    for area, offence in ((told, "Assaults"), ("Portsmouth", told)):
        series = OffenceSeries("Assaults, invented", area, offence, {8097: 5})
        with pytest.raises(StoreTrouble, match="could tell a count of 1 to 4 young people"):
            keep_series(store, WHO, "assaults.csv", series, "Assaults", "Home Office")
    with store.reading() as connection:
        assert kept_tables(connection) == {}


def test_of_a_published_table_every_name_is_known(store: Store) -> None:
    series = OffenceSeries("Assaults, invented", "Portsmouth", "", {8097: 5})
    keep_series(store, WHO, "assaults.csv", series, "Robberies", "Home Office")
    with store.reading() as connection:
        table = kept_table(connection, "offences")
    assert table is not None
    assert {"Assaults, invented", "Portsmouth", "Robberies", "Home Office"} <= set(table.named)
