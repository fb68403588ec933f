"""No two places say different verdicts of one measure and quarter: every page is read and every file that can be
downloaded, for the officer and for everyone else; over the samples, at a quarter with charts and at one that has too
few quarters for them, and over generated histories with late rows after their issue."""

import html
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.exports.pack.from_issue import checked_pack_files
from ieo_metrics.exports.tidy_table import tidy_csv
from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook
from ieo_metrics.framework.dates.quarters import Quarter, quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.measuring.overview_lines import (
    OverviewLine,
    overview,
    overview_lines,
    quarter_with_verdicts,
)
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules
from ieo_metrics.statistics.verdicts import NOT_JUDGED, VERDICTS
from ieo_metrics.store.database import sqlite_file
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.shared_issue_snapshot import load_issued_snapshot
from pages.shared.frame.page_address import quarter_slug
from pages.shared.issue.issue_and_downloads import FOR_SHARING, FOR_THE_OFFICER
from tests.exports.pack.read_verdicts import (
    REF,
    Found,
    csv_verdicts,
    pack_verdicts,
    together,
    workbook_verdicts,
)
from tests.exports.pack.read_verdicts import words_in as sentences_in
from tests.pages.conftest import Kept
from tests.pages.measure.generated_stores import HISTORIES, LAST, History, generated_store
from tests.pages.meeting.test_pages_meeting import screen
from tests.pages.seen import MEETING, PAGES, ROOT, markup, visit
from tests.store.office import issue, stands

WITH_CHARTS, WITHOUT_CHARTS = quarter(2024, 4), quarter(2024, 2)  # the twelfth of the samples, and the tenth
OVERVIEW, MEASURE_PAGE, SIGNALS, TABLES = (
    "dashboard.py",
    "pages/measure.py",
    "pages/signals.py",
    "pages/issue_and_pack.py",
)
SAYING = (OVERVIEW, MEASURE_PAGE, SIGNALS, TABLES)  # of the officer's pages, those that tell of verdicts
LIST = re.compile(r"Not judged: ((?:5\.\d\.\d\.[a-d].*?)\.)(?= |$|<)")
DIFFERS = re.compile(
    rf"((?:5\.\d\.\d\.[a-d](?:, | and )?)+) \(({'|'.join(VERDICTS)}) here, ({'|'.join(VERDICTS)}) there\)"
)
TALLY = re.compile(r"\d+ improving · \d+ worsening · \d+ no clear change · \d+ not judged")


def drawn(at: AppTest) -> str:
    """All markup of a page, the tables of its components too."""
    parts = [json.loads(str(one.proto.json)) for one in at.get("bidi_component")]
    return "\n".join(
        [*(part if isinstance(part, str) else part.get("markup", "") for part in parts), markup(at)]
    )


def rows_of(shown: str) -> Iterator[tuple[str, str]]:
    """Each row of a table that is about one measure, with its reference."""
    for row in re.findall(r"<tr>.*?</tr>", shown, re.DOTALL):
        refs = set(REF.findall(row))
        if len(refs) == 1:
            yield refs.pop(), row


def said_on(shown: str) -> Found:
    """What rows of tables and lists of what is not judged say; of the measure of a page see `sentences_in`."""
    found: Found = {}
    for ref, row in rows_of(shown):
        words = {
            word for word in VERDICTS if re.search(rf"\b{word}\b", re.sub("<[^>]*>", " ", row), re.IGNORECASE)
        }
        if words:
            found.setdefault(ref, set()).update(words)
    for several in LIST.findall(html.unescape(shown)):
        for ref in REF.findall(several):
            found.setdefault(ref, set()).add(NOT_JUDGED)
    return found


class Case(NamedTuple):
    """A quarter of a store that was issued, in a session that looks at it; by ref, the verdict for the officer and that
    for everyone else. `history`: what it was drawn by, None for the samples."""

    at: AppTest
    store: Store
    when: Quarter
    history: History | None
    officer: dict[str, str]
    everyone: dict[str, str]

    def at_quarter(self, page: str, **more: str) -> str:
        """What a page shows of the quarter."""
        self.at.query_params["quarter"] = quarter_slug(self.when)
        for name, value in more.items():
            self.at.query_params[name] = value
        return drawn(visit(self.at, page))

    def on_screen(self, number: int) -> str:
        return screen(self.at, number, quarter_slug(self.when))


def session_of(store: Store) -> AppTest:
    """A session that looks at a store."""
    at = AppTest.from_file(str(ROOT / OVERVIEW), default_timeout=60)
    at.session_state["samples_store"], at.session_state["held"] = store, []
    at.session_state["with_limits"] = True  # below this chart of a measure a second verdict is named
    return at


def words_of(lines: list[OverviewLine]) -> dict[str, str]:
    """By ref, the verdict in a word."""
    return {line.measure.ref: line.verdict.word for line in lines}


@pytest.fixture(scope="module")
def samples_issued(samples_kept: Kept) -> Store:
    """The samples, with both quarters issued."""
    engine = sqlite_file.engine_in_memory()
    with engine.connect() as connection:
        connection.connection.driver_connection.deserialize(samples_kept.file)
    store = Store(engine, Path(os.devnull), samples_kept.key)
    for when in (WITHOUT_CHARTS, WITH_CHARTS):
        issue(store, when)
    return store


@pytest.fixture(
    scope="module",
    params=[WITH_CHARTS, WITHOUT_CHARTS, *HISTORIES],
    ids=["charts", "no charts", *(f"history {history.seed}" for history in HISTORIES)],
)
def case(request: pytest.FixtureRequest) -> Case:
    history = request.param if isinstance(request.param, History) else None
    store = generated_store(history) if history else request.getfixturevalue("samples_issued")
    when = LAST if history else request.param
    now = stands(store)
    latest = now.issue_of(when)
    assert now.results is not None and latest is not None
    with store.reading() as connection:
        issued = load_issued_snapshot(connection, when, latest.number)
    assert issued is not None
    officer, everyone = (
        words_of(lines)
        for lines in (overview(now.results, when), overview_lines(issued.frame, when, issued.chart_rules))
    )
    return Case(session_of(store), store, when, history, officer, everyone)


def test_every_page_says_the_verdict_of_its_reader(case: Case) -> None:
    officer, everyone = case.officer, case.everyone
    assert len(set(officer.values())) >= 2 and officer != everyone
    assert case.history is None or case.history.shows in officer.values()
    pages = [page for page in PAGES if page != MEETING] if case.history is None else SAYING
    tables: list[Found] = []
    for page in pages:
        shown = case.at_quarter(page)
        tables.append(said_on(shown))
        for several, here, there in DIFFERS.findall(html.unescape(shown)):
            for ref in REF.findall(several):
                assert (officer[ref], everyone[ref]) == (here, there), page
        outside = re.sub(r"<tr>.*?</tr>", "", LIST.sub("", shown), flags=re.DOTALL)
        here = {officer[MEASURES[0].ref]} if page == MEASURE_PAGE else set()
        assert sentences_in(outside) == here, page
        for tally in TALLY.findall(shown):
            assert tally == tally_of(officer), page
    assert sum(map(bool, tables)) >= 2, "the Overview and Signals"
    assert together(*tables) == {ref: {word} for ref, word in officer.items()}


def test_the_page_of_every_measure_says_the_officer_s(case: Case) -> None:
    for measure in MEASURES:
        shown = sentences_in(case.at_quarter(MEASURE_PAGE, measure=measure.ref))
        assert shown == {case.officer[measure.ref]}, measure.ref


def test_the_meeting_says_what_everyone_else_has(case: Case) -> None:
    glance = case.on_screen(0)
    assert said_on(glance) == {ref: {word} for ref, word in case.everyone.items()}
    assert TALLY.findall(glance) == [tally_of(case.everyone)]
    for number, measure in enumerate(MEASURES, start=1):
        word = case.everyone[measure.ref]
        # A hidden figure is said to be hidden, and nothing is said of it.
        assert sentences_in(case.on_screen(number)) in ({word}, set() if word == NOT_JUDGED else None), number


def test_every_file_says_the_verdict_of_its_reader(case: Case) -> None:
    """The files for sharing, which everyone else has; the officer's own, as issued and as it is now. A pack is read
    where most has come since its issue; `tests/exports` reads more of them."""
    store, when = case.store, case.when
    snapshot = stands(store)
    latest = snapshot.issue_of(when)
    assert latest is not None and snapshot.results is not None
    with_pack = case.history == HISTORIES[-1]
    found = pack_verdicts(checked_pack_files(store, latest), when) if with_pack else {}
    for file in FOR_SHARING:
        data = file.made(store, latest)
        found[file.words] = csv_verdicts(data, when) if file.ending == "csv" else workbook_verdicts(data)
    assert len(found) == (8 if with_pack else 2)
    for name, said in found.items():
        assert said == {ref: {word} for ref, word in case.everyone.items()}, name
    results = snapshot.results
    own = {
        "as it is now": workbook_verdicts(svrp_workbook(results, snapshot.collection(), when)),
        "tidy": csv_verdicts(tidy_csv(quarter_with_verdicts(results, when)).encode(), when),
    }
    for name, said in own.items():
        assert said == {ref: {word} for ref, word in case.officer.items()}, name
    # What the officer had when the quarter was issued: late rows have come since.
    then = words_of(
        overview_lines(latest.frame, when, ChartRules(latest.settings.control_limits, latest.steps))
    )
    said = workbook_verdicts(FOR_THE_OFFICER.made(store, latest))
    assert said == {ref: {word} for ref, word in then.items()}


def test_changes_stand_with_their_range_and_a_count_s_year_with_its_end(samples_issued: Store) -> None:
    """28 of 36 young people after 17 of 29; 3 and 12 sessions, and two quarters to come."""
    at = session_of(samples_issued)
    assert "up 19 points from 59% (range −3 to +40)" in screen(at, 2, quarter_slug(WITH_CHARTS))
    assert "The whole year: 41 sessions." in screen(at, 18, quarter_slug(WITH_CHARTS))
    at.query_params["quarter"] = quarter_slug(WITH_CHARTS)
    table = dict(rows_of(drawn(visit(at, OVERVIEW))))
    assert "up 19 points<small>−3 to +40</small>" in table["5.1.1.b"]
    # A count of young people in support has no range, nor has what is compared with the year before only.
    assert "<small>" not in table["5.1.3.b"] and table["5.1.5.a"].count("<small>") == 1
    # Where the verdict is about the quarter before, the range of that change stands there too.
    shown = screen(at, 2, quarter_slug(WITHOUT_CHARTS))
    assert re.search(
        r"% after \d+% in 2024/25 Q1 .*Quarter before:</span> \w+ \d+ points from \d+% \(range ", shown
    )
    shown = screen(at, 18, quarter_slug(WITHOUT_CHARTS))
    assert (
        "So far this year: 15 sessions. If the quarters to come are like those before, the year will end"
        in shown
    )


def tally_of(verdicts: dict[str, str]) -> str:
    """The tally of a page, counted once more."""
    words = list(verdicts.values())
    return " · ".join(f"{words.count(word)} {word}" for word in VERDICTS)
