"""One figure of an issue that would mislead if it were repeated: the officer is told of it and withdraws it. It
is hidden in whatever is handed out from then on, what readers know of it stays known, and a corrected figure takes its
place."""

import io
import re
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.disclosure.shareable_results import NUMBERS
from ieo_metrics.exports.leak_check.check_file import Leaks
from ieo_metrics.exports.pack.from_issue import checked_pack_files, pack_of
from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.evidence_kinds import EVIDENCE_KINDS, SAME
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules
from ieo_metrics.store.database import backup, restore
from ieo_metrics.store.database.errors import Conflict, Damaged, StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.issues.approving.second_person import Somebody, let_issues_wait
from ieo_metrics.store.issues.corrections.misleading_figures import misleading_figures
from ieo_metrics.store.issues.last_issued_figures import handed_out
from ieo_metrics.store.issues.shared_issue_snapshot import load_issued_snapshot
from ieo_metrics.store.issues.what_is_hidden import disclosed_frame
from ieo_metrics.store.issues.withdrawing.withdraw_figure import (
    may_be_put_back,
    may_be_withdrawn,
    put_figure_back,
    withdraw_figure,
)
from ieo_metrics.store.record.comments import add_comment
from ieo_metrics.store.record.settings_in_force import choose_setting
from ieo_metrics.store.record.targets_and_chart_notes import change_aims
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.trail.audit_trail import append_entry, trail_entries
from ieo_metrics.store.trail.verify import integrity_faults
from ieo_metrics.store.trail.withdrawn_figures import NOTICE, WithdrawnFigure, rows_withdrawn
from tests.benchmarks.late_rows import FIRST, without_late, workbook, world
from tests.disclosure.packs_compared import differences_told
from tests.disclosure.reader_of_figures import Key, Reader
from tests.exports.pack.every_line import all_parts, every_line
from tests.store.begun import Begin
from tests.store.office import Office, issue, returns_of, stands, stars, take, trainings

Q, NEXT, ME = quarter(2024, 1), quarter(2024, 2), "A. Officer"
MEAN, SHARE, TRAININGS = "5.1.1.a", "5.1.1.b", "5.3.1.b"
FIGURE = (SHARE, "quarter", NEXT)
WHY = "The verdict is another with the late reviews"
EVERYWHERE = {("quarter", NEXT), ("year to date", NEXT)}


def forty(who: str, better: int) -> dict[str, tuple[int, int]]:
    return {f"{who}{n}": (3, 5 if n < better else 3) for n in range(40)}


def two_quarters(store: Store) -> None:
    """20 of 40 improved, then 30 of 40, which is improving (p = 0.02) and meets a target of 59% (its interval begins at
    60%). Of the 30 two had not: 28 of 40 are no clear change (p = 0.07), and whether the target is met cannot be told (from
    55%); but two are too few to be told."""
    take(store, returns_of(stars(Q, forty("a", 20)), trainings(Q, 3)))
    take(
        store,
        returns_of(
            stars(NEXT, forty("b", 30), "next.xlsx"), trainings(NEXT, 4, "tips next.xlsx"), store=store
        ),
    )
    change_aims(store, ME, Target(SHARE, NEXT, (Band("met", 0.59),)), "an aim", stands(store).facts)
    issue(store, NEXT)
    take(store, returns_of(stars(NEXT, forty("b", 28), "again.xlsx"), store=store))


@pytest.fixture
def beginning() -> Begin:
    return two_quarters


def withdraw(store: Store, figure: tuple[str, str, int] = FIGURE, why: str = WHY) -> None:
    now = stands(store)
    withdraw_figure(store, ME, figure, why, now, now.facts)


def five_more_corrected(store: Store) -> None:
    """Of the 30, seven had not improved: enough to be told."""
    issuing.unlock_quarter(store, ME, NEXT, "late reviews", stands(store).facts)
    take(store, returns_of(stars(NEXT, forty("b", 23), "third.xlsx"), store=store))


def hidden_rows(frame: pd.DataFrame) -> set[tuple[str, int]]:
    own = frame[(frame["ref"] == SHARE) & (frame["marker"] == "c")]
    assert own[["value", "numerator", "denominator", "lower", "upper", "left_out"]].isna().all().all()
    return set(zip(own["span"], own["period"], strict=True))


def row_of(frame: pd.DataFrame, ref: str = SHARE, q: int = NEXT, span: str = "quarter") -> dict:
    own = (frame["ref"] == ref) & (frame["period"] == q) & (frame["span"] == span) & (frame["area"] == "all")
    return frame[own].iloc[0].to_dict()


def last_shared(store: Store) -> pd.DataFrame:
    shared = stands(store).handed_out[-1].shared
    assert shared is not None
    return shared


def misleading(store: Store) -> dict[str, tuple[str, ...]]:
    now = stands(store)
    would = issuing.next_issue(store, NEXT, now)
    rules = ChartRules(now.settings.control_limits, now.rebasings)
    found = misleading_figures(would.shared.frame, would.waiting, NEXT, rules, now.targets, now.settings)
    return {one.correction.ref: one.why for one in found}


def test_the_officer_is_told_which_figures_would_mislead_and_why(file_store: Store) -> None:
    verdict = "The verdict of 2024/25 Q2: “improving” as issued, “no clear change” with the correction."
    target = (
        "Its target: “Meets the target of 59% in force since 2024/25 Q2.” as issued, “Close to the target of 59% "
        "in force since 2024/25 Q2: whether it is met cannot be told.” with the correction."
    )
    assert misleading(file_store) == {MEAN: (verdict,), SHARE: (verdict, target)}
    withdraw(file_store)
    # What is hidden misleads nobody; and one figure alone is judged by 1 in 10, so that the average is improving either way.
    assert misleading(file_store) == {}


def test_a_correction_by_which_nothing_is_said_otherwise_does_not_mislead(office: Office) -> None:
    """29 of 40 instead of 30: improving (p = 0.04) as before, and there is no target."""
    store = office.open()
    take(store, returns_of(stars(Q, forty("a", 20))))
    take(store, returns_of(stars(NEXT, forty("b", 30), "next.xlsx"), store=store))
    issue(store, NEXT)
    take(store, returns_of(stars(NEXT, forty("b", 29), "again.xlsx"), store=store))
    assert len(issuing.next_issue(store, NEXT, stands(store)).waiting) == 2
    assert misleading(store) == {}


def test_an_earlier_figure_misleads_by_what_is_said_of_the_latest(office: Office) -> None:
    """20 of 40 and then 30 is improving; with 22 in the first quarter it is not (p = 0.06)."""
    store = office.open()
    take(store, returns_of(stars(Q, forty("a", 20))))
    take(store, returns_of(stars(NEXT, forty("b", 30), "next.xlsx"), store=store))
    issue(store, NEXT)
    take(store, returns_of(stars(Q, forty("a", 22), "again.xlsx"), store=store))
    said = "The verdict of 2024/25 Q2: “improving” as issued, “no clear change” with the correction."
    assert misleading(store) == {MEAN: (said,), SHARE: (said,)}


def test_what_was_measured_otherwise_misleads(office: Office) -> None:
    """A rise of two points is the least that counts now: two of the 30 rose by one. The average is the same."""
    store = office.open()
    take(store, returns_of(stars(NEXT, forty("b", 28) | {"b28": (3, 4), "b29": (3, 4)})))
    issue(store, NEXT)
    choose_setting(store, ME, "positive_change_points", 2, stands(store).facts)
    [(ref, why)] = misleading(store).items()
    assert (ref, why) == (
        SHARE,
        ("It was measured otherwise: Points of the Outcomes Star that are a positive change, 1 and not 2.",),
    )


def test_it_is_hidden_in_the_issue_that_told_it_and_in_the_next(store: Store) -> None:
    """With the year to date, which holds it; the average over the same young people and the quarter before stay."""
    withdraw(store)
    [first] = stands(store).issues
    frame = disclosed_frame(first, stands(store).withdrawn_figures)
    assert hidden_rows(frame) == EVERYWHERE
    assert row_of(frame, MEAN)["value"] == 1.5 and row_of(frame, q=Q)["value"] == 0.5
    with store.reading() as connection:
        room = load_issued_snapshot(connection, NEXT, 1)
    assert room is not None and hidden_rows(room.frame) == EVERYWHERE and room.notice == NOTICE
    issue(store, NEXT)
    assert hidden_rows(last_shared(store)) == EVERYWHERE
    assert "4 because they were withdrawn" in stands(store).issues[-1].protection
    take(store, returns_of(trainings(NEXT + 1, 2, "later.xlsx"), store=store))
    issue(store, NEXT + 1)
    assert hidden_rows(last_shared(store)) >= EVERYWHERE
    assert list(integrity_faults(store)) == []


def words_of(files: dict[str, bytes]) -> str:
    return "\n".join(
        held.decode("utf-8", "ignore") for name, data in files.items() for _, held in all_parts(name, data)
    )


@pytest.mark.parametrize("again", [False, True])
def test_no_file_of_a_pack_has_it_and_each_says_so_in_general(file_store: Store, again: bool) -> None:
    [first] = stands(file_store).issues
    before = checked_pack_files(file_store, first)
    withdraw(file_store)
    if again:
        issue(file_store, NEXT)
    files = checked_pack_files(file_store, stands(file_store).issues[-1])

    def numbers_of_the_quarter(files: dict[str, bytes]) -> set[str]:
        """What stands in lines about the measure: 75%, 0.75, 30 of 40, its interval."""
        lines = [line for line in every_line(files) if line.ref == SHARE]
        return set(
            re.findall(r"75%|0\.75\b|\b30\b|60% to 86%|0\.59[78]", " ".join(one.words for one in lines))
        )

    assert len(numbers_of_the_quarter(before)) >= 4 and not numbers_of_the_quarter(files)
    for name, part in (
        ("report.docx", "word/document.xml"),
        ("slides.pptx", "ppt/slides/slide1.xml"),
        ("tables.xlsx", "xl/sharedStrings.xml"),
    ):
        with zipfile.ZipFile(io.BytesIO(files[f"SVRP 2024-25 Q2 {name}"])) as file:
            assert NOTICE in file.read(part).decode(), name
    assert NOTICE not in words_of(before) and WHY not in words_of(files)


def test_words_that_name_it_are_refused_when_typed_and_at_the_door(file_store: Store) -> None:
    add_comment(file_store, ME, NEXT, SHARE, "officer", ME, "With 75% the team is content.")
    with pytest.raises(StoreTrouble, match="The reason names the figure that is withdrawn"):
        withdraw(file_store, why="75% is not right")
    withdraw(file_store)
    with pytest.raises(Leaks, match="With 75% the team is content"):
        checked_pack_files(file_store, stands(file_store).issues[0])
    with pytest.raises(StoreTrouble, match="could tell a figure that is hidden"):
        add_comment(file_store, ME, NEXT, SHARE, "officer", ME, "75% improved.")
    issue(file_store, NEXT)
    with pytest.raises(StoreTrouble, match="could tell a figure that is hidden"):
        add_comment(file_store, ME, NEXT, SHARE, "officer", ME, "30 of 40 improved.")


def test_readers_know_what_they_were_told(file_store: Store) -> None:
    """The memory holds 30 of 40 as the first issue had them, and not that they were hidden; a year to date that was never
    told is not in it."""
    withdraw(file_store)
    issue(file_store, NEXT)
    take(file_store, returns_of(stars(NEXT + 1, forty("c", 20), "later.xlsx"), store=file_store))
    issue(file_store, NEXT + 1)
    told = handed_out(stands(file_store).handed_out)
    assert told is not None
    own = (told.rows["ref"] == SHARE) & (told.rows["period"] == NEXT) & (told.rows["span"] == "quarter")
    assert row_of(told.rows)["numerator"] == 30
    assert {told.issues[place].number for place in told.issue[own]} == {1}
    year = told.rows[(told.rows["ref"] == SHARE) & (told.rows["span"] == "year to date")]
    assert set(year["period"][year["area"] == "all"]) == {Q, NEXT}


def test_a_corrected_figure_takes_its_place_without_the_old_one(file_store: Store) -> None:
    """Seven were corrected: 23 of 40. The pack lists the average, with what it was, and not the percentage."""
    withdraw(file_store)
    issue(file_store, NEXT)
    five_more_corrected(file_store)
    issue(file_store, NEXT)
    found = row_of(last_shared(file_store))
    assert (found["numerator"], found["marker"], found["note"]) == (
        23,
        "r",
        "in place of a figure that was withdrawn",
    )
    with file_store.reading() as connection:
        pack = pack_of(connection, stands(file_store).issues[-1])
    assert [(one.ref, one.issued) for one in pack.revisions] == [(MEAN, "+1.5")]
    assert NOTICE not in pack.notices and "75%" not in words_of(
        checked_pack_files(file_store, stands(file_store).issues[-1])
    )
    issue(file_store, NEXT)
    assert row_of(last_shared(file_store))["numerator"] == 23, "and stays"
    with file_store.reading() as connection:
        earlier = pack_of(connection, stands(file_store).issues[0])
    assert hidden_rows(earlier.results.frame) == EVERYWHERE and NOTICE in earlier.notices
    withdraw(file_store, why="The corrected figure is wrong too")
    issue(file_store, NEXT)
    assert hidden_rows(last_shared(file_store)) == EVERYWHERE


def test_it_can_be_put_back_until_something_was_handed_out(file_store: Store) -> None:
    withdraw(file_store)
    [gone] = stands(file_store).withdrawn_figures
    assert may_be_put_back(stands(file_store), gone) and FIGURE not in may_be_withdrawn(
        stands(file_store), NEXT
    )
    put_figure_back(file_store, ME, gone, stands(file_store).facts)
    put_figure_back(file_store, ME, gone, stands(file_store).facts)  # a second click
    now = stands(file_store)
    assert now.withdrawn_figures == () and not hidden_rows(disclosed_frame(now.issues[0], ()))
    with file_store.reading() as connection:
        assert [entry.action for entry in trail_entries(connection)][-2:] == [
            "withdrew a figure",
            "put a withdrawn figure back",
        ]
    withdraw(file_store)
    issue(file_store, NEXT)
    [gone] = stands(file_store).withdrawn_figures
    assert not may_be_put_back(stands(file_store), gone)
    with pytest.raises(StoreTrouble, match=r"5\.1\.1\.b of 2024/25 Q2 cannot be put back"):
        put_figure_back(file_store, ME, gone, stands(file_store).facts)


@pytest.mark.parametrize(
    ("withdrew", "puts_back", "may"),
    [("first", "second", True), ("first", "first", False), ("", "second", False), ("first", "", False)],
)
def test_where_an_issue_waits_for_two_nobody_puts_back_alone_what_they_withdrew(
    file_store: Store, withdrew: str, puts_back: str, may: bool
) -> None:
    """Where it is not known who it was (nobody signed in), nobody is another for sure."""
    now = stands(file_store)
    withdraw_figure(file_store, ME, FIGURE, WHY, now, now.facts, person=withdrew)
    let_issues_wait(file_store, Somebody(ME, "first"))
    [gone] = stands(file_store).withdrawn_figures
    if may:
        put_figure_back(file_store, "B", gone, stands(file_store).facts, person=puts_back)
    else:
        with pytest.raises(StoreTrouble, match=r"put back by another person .* Nothing was put back"):
            put_figure_back(file_store, "B", gone, stands(file_store).facts, person=puts_back)
    assert (stands(file_store).withdrawn_figures == ()) == may


@pytest.mark.parametrize(
    ("figure", "why", "said"),
    [
        (FIGURE, " ", "Say why the figure is withdrawn"),
        (FIGURE, "Ask sam@example.org", "The reason holds an e-mail address"),
        (FIGURE, "For three boys", "could tell a count of 1 to 4 young people"),
        ((SHARE, "quarter", NEXT + 1), WHY, "given out nowhere"),
        ((SHARE, "year to date", NEXT), WHY, "given out nowhere"),
    ],
)
def test_nothing_is_withdrawn_without_a_reason_or_a_figure(
    file_store: Store, figure: tuple[str, str, int], why: str, said: str
) -> None:
    before = stands(file_store)
    with pytest.raises(StoreTrouble, match=said):
        withdraw(file_store, figure, why)
    assert stands(file_store) == before


def test_a_page_of_before_changes_nothing(file_store: Store) -> None:
    seen = stands(file_store)
    withdraw(file_store)
    with pytest.raises(Conflict, match=r"withdrew a figure \(5\.1\.1\.b\) \(2024/25 Q2\)|withdrew a figure"):
        issuing.issue_quarter(file_store, ME, NEXT, seen)
    with pytest.raises(Conflict, match="Nothing was withdrawn"):
        withdraw_figure(file_store, ME, (MEAN, "quarter", NEXT), WHY, seen, seen.facts)


def test_the_trail_and_a_backup_keep_it(file_office: Office) -> None:
    store = file_office.open()
    two_quarters(store)
    withdraw(store)
    path = backup.back_up(store, file_office.folder / "copy.db")
    [gone] = stands(store).withdrawn_figures
    put_figure_back(store, ME, gone, stands(store).facts)
    file_office.close()
    restore.restore_backup(path, ME, folder=file_office.folder)
    again = file_office.open()
    [kept] = stands(again).withdrawn_figures
    assert (kept.key, kept.who, kept.why) == (FIGURE, ME, WHY)
    assert list(integrity_faults(again)) == []


def test_what_is_told_of_one_and_cannot_be_read_is_said(file_store: Store) -> None:
    with file_store.writing() as connection:
        append_entry(connection, file_store.now(), ME, "withdrew a figure", {"quarter": "2024/25 Q2"})
    with pytest.raises(Damaged, match="a figure that was withdrawn cannot be read"):
        stands(file_store)


def test_sessions_are_withdrawn_and_said_to_be(file_store: Store) -> None:
    """They are about nobody: a file does not say that a young person could be recognised."""
    withdraw(file_store, (TRAININGS, "quarter", NEXT))
    files = checked_pack_files(file_store, stands(file_store).issues[0])
    said = " ".join(line.words for line in every_line(files) if line.ref == TRAININGS)
    assert "2024/25 Q2 is withdrawn" in said and "2024/25 Q2 is hidden, so that" not in said
    take(file_store, returns_of(trainings(NEXT + 1, 2, "later.xlsx"), store=file_store))
    issue(file_store, NEXT + 1)
    assert row_of(last_shared(file_store), TRAININGS)["marker"] == "c"
    assert row_of(last_shared(file_store), TRAININGS, NEXT + 1, "year to date")["marker"] == "c", (
        "4 of it were told"
    )
    assert row_of(last_shared(file_store), TRAININGS, NEXT + 1)["value"] == 2


def test_no_number_of_one_measure_is_the_figure_of_another() -> None:
    """Only n of averages and percentages are tied so: were the figure itself the same as another's number, that would have
    to be hidden with it (`trail.withdrawn_figures.rows_withdrawn`)."""
    counts = {(m.evidence, m.topic) for m in MEASURE.values() if m.counts}
    for kind in EVIDENCE_KINDS:
        for topic in kind.topics:
            for tie in (tie for tie in topic.ties if tie.relation == SAME):
                assert (tie.number, tie.other_number) == ("n", "n"), topic.name
                assert not {(kind.name, topic.name), (tie.kind, tie.topic)} & counts, topic.name


@pytest.mark.parametrize(
    ("span", "last", "hides"),
    [
        # The second quarter of a year: itself, the years to date from then on, and the four windows that hold it.
        (
            "quarter",
            1,
            {
                ("quarter", 1),
                *(("year to date", q) for q in (1, 2, 3)),
                *(("rolling", q) for q in (1, 2, 3, 4)),
            },
        ),
        # The four quarters of a year: the window, and the year to date that is the same.
        ("rolling four quarters", 3, {("rolling", 3), ("year to date", 3)}),
    ],
)
def test_which_periods_go_with_it(span: str, last: int, hides: set[tuple[str, int]]) -> None:
    figure = WithdrawnFigure(SHARE, span, Q + last, 1, "", ME, WHY)
    every = [(s, q) for s in ("quarter", "year to date", "rolling four quarters") for q in range(-1, 9)]
    rows = pd.DataFrame(
        {"ref": ref, "span": s, "period": Q + q, "value": 0.5} for ref in (SHARE, MEAN) for s, q in every
    )
    found = rows[rows_withdrawn(rows, [figure])]
    assert set(found["ref"]) == {SHARE}
    assert {
        (s.removesuffix(" four quarters"), q - Q) for s, q in zip(found["span"], found["period"], strict=True)
    } == hides


def late_and_withdrawn(store: Store) -> None:
    """Three quarters of a small unit whose young people are of four districts, with late rows of the quarter before; after
    each issue three figures are withdrawn."""
    random = np.random.default_rng(3)
    quarters = world(random)
    for place, rows in enumerate(quarters[:3]):
        q = FIRST + place
        if place:
            take_unlocked(store, workbook(q - 1, quarters[place - 1], f"late {q}.xlsx"))
        take_unlocked(store, workbook(q, without_late(rows, 0.03, random), f"{q}.xlsx"))
        issue(store, q)
        for ref in (SHARE, "5.1.3.b", "5.2.1.a"):
            if (ref, "quarter", q) in may_be_withdrawn(stands(store), q):
                withdraw(store, (ref, "quarter", q), "It was wrong in kind")


def take_unlocked(store: Store, book: Workbook) -> None:
    fresh = returns_of(book, store=store)
    for locked in acceptance.preview_acceptance(store, stands(store), fresh).locked:
        issuing.unlock_quarter(store, ME, locked, "late rows", stands(store).facts)
    take(store, fresh)


def is_worked_out(reader: Reader, key: Key) -> bool:
    """Whether there is only one number that it can be."""
    if key in reader.shown:
        return True
    group = int(reader.group[reader.place[key]])
    wanted = (reader.cells[group] == reader.place[key]).astype(float)
    return reader._furthest(group, wanted, 1) == reader._furthest(group, wanted, -1)


def test_all_packs_together_tell_nothing_and_one_alone_does_not_give_it_back(tmp_path: Path) -> None:
    """No difference of 1 to 4 young people between any two packs; no small count from all that readers know, withdrawn
    figures included; and whoever has the last one alone cannot work out a figure that was withdrawn."""
    store = Office(tmp_path / "store").open()
    late_and_withdrawn(store)
    now = stands(store)
    packs = [one.shared for one in now.handed_out if one.shared is not None]
    assert len(now.withdrawn_figures) == 5 and differences_told(packs) == []
    published = issuing.next_issue(store, FIRST + 2, now).shared.publication
    threshold = now.settings.small_number_threshold
    printed = ~(published.unprinted & (published.shared["marker"] == "c").to_numpy())
    known = published.shared.copy()
    back = published.known & published.withdrawn
    assert back.sum() > 15
    known.loc[back, [*NUMBERS, "marker"]] = published.numbers.loc[back, [*NUMBERS, "marker"]]
    readers = [Reader(published.numbers, frame[printed], threshold) for frame in (known, published.shared)]
    for reader in readers:
        assert [*reader.counts(), *reader.differences()] == []
    for one in now.withdrawn_figures:
        key = one.ref, "n" if MEASURE[one.ref].counts else "better", (one.quarter,) * 2, "all"
        assert [is_worked_out(reader, key) for reader in readers] == [True, False], one
