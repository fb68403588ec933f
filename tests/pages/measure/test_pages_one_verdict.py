"""No two places say different verdicts of one measure and quarter: every page is read and every file that can be
downloaded, at a quarter with charts and at one that has too few quarters for them, for the officer and for
everyone else."""

import html
import json
import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.exports.tidy_table import tidy_csv
from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook
from ieo_metrics.framework.dates.quarters import Quarter, label, quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.measuring.overview_lines import overview, overview_lines, quarter_with_verdicts
from ieo_metrics.statistics.verdicts import NOT_JUDGED, VERDICTS
from ieo_metrics.store.current_snapshot import load_snapshot
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
from tests.pages.meeting.test_pages_meeting import screen
from tests.pages.seen import MEETING, PAGES, markup, press, visit

QUARTERS = (quarter(2024, 4), quarter(2023, 2))
TABLES = "pages/svrp_tables.py"
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


@pytest.fixture(params=QUARTERS, ids=label)
def when(request: pytest.FixtureRequest) -> Quarter:
    return int(request.param)


@pytest.fixture
def issued(loaded: AppTest, when: Quarter) -> AppTest:
    """The samples with the quarter issued."""
    loaded.query_params["quarter"] = quarter_slug(when)
    return press(visit(loaded, TABLES), f"Issue {label(when)}")


def verdicts_of_both(at: AppTest, when: Quarter) -> tuple[dict[str, str], dict[str, str]]:
    """By ref, the verdict for the officer and that for everyone else."""
    store = at.session_state["samples_store"]
    with store.reading() as connection:
        issue = load_issued_snapshot(connection, when, 1)
    assert issue is not None
    officer, shared = (
        overview(load_snapshot(store).results, when),
        overview_lines(issue.frame, when, issue.chart_rules),
    )
    return tuple({line.measure.ref: line.verdict.word for line in lines} for lines in (officer, shared))  # type: ignore[return-value]


def test_every_page_says_the_verdict_of_its_reader(issued: AppTest, when: Quarter) -> None:
    officer, everyone = verdicts_of_both(issued, when)
    assert len(set(officer.values())) >= 2 and officer != everyone
    tables: list[Found] = []
    for page in PAGES:
        if page == MEETING:
            continue
        issued.query_params["quarter"] = quarter_slug(when)
        shown = drawn(visit(issued, page))
        tables.append(said_on(shown))
        for several, here, there in DIFFERS.findall(html.unescape(shown)):
            for ref in REF.findall(several):
                assert (officer[ref], everyone[ref]) == (here, there), page
        outside = re.sub(r"<tr>.*?</tr>", "", LIST.sub("", shown), flags=re.DOTALL)
        here = {officer["5.1.1.a"]} if page == "pages/measure.py" else set()
        assert sentences_in(outside) == here, page
        for tally in TALLY.findall(shown):
            assert tally == tally_of(officer), page
    assert sum(map(bool, tables)) >= 2, "the Overview and Signals"
    assert together(*tables) == {ref: {word} for ref, word in officer.items()}
    for measure in MEASURES[:: 1 if when == QUARTERS[0] else 5]:
        issued.query_params["quarter"], issued.query_params["measure"] = quarter_slug(when), measure.ref
        assert sentences_in(drawn(visit(issued, "pages/measure.py"))) == {officer[measure.ref]}


def test_the_meeting_says_what_everyone_else_has(issued: AppTest, when: Quarter) -> None:
    _, everyone = verdicts_of_both(issued, when)
    glance = screen(issued, 0, quarter_slug(when))
    assert said_on(glance) == {ref: {word} for ref, word in everyone.items()}
    assert TALLY.findall(glance) == [tally_of(everyone)]
    for number, measure in list(enumerate(MEASURES, start=1))[:: 1 if when == QUARTERS[0] else 5]:
        shown = sentences_in(screen(issued, number, quarter_slug(when)))
        # A hidden figure is said to be hidden, and nothing is said of it.
        assert shown in ({everyone[measure.ref]}, set() if everyone[measure.ref] == NOT_JUDGED else None)


def test_the_meeting_says_changes_with_their_range_and_where_a_count_s_year_ends(loaded: AppTest) -> None:
    """28 of 36 young people after 17 of 29; 3 and 12 sessions, and two quarters to come."""
    loaded.query_params["quarter"] = "2024-25-Q4"
    press(visit(loaded, TABLES), "Issue 2024/25 Q4")
    assert "up 19 points from 59% (range −3 to +40)" in screen(loaded, 2, "2024-25-Q4")
    assert "The whole year: 41 sessions." in screen(loaded, 18, "2024-25-Q4")
    loaded.query_params["quarter"] = "2024-25-Q2"
    press(visit(loaded, TABLES), "Issue 2024/25 Q2")
    shown = screen(loaded, 18, "2024-25-Q2")
    assert (
        "So far this year: 15 sessions. If the quarters to come are like those before, the year will end"
        in shown
    )


def test_every_file_says_the_verdict_of_its_reader(issued: AppTest, when: Quarter) -> None:
    """The pack and the files for sharing, which everyone else has; the officer's own, as issued and as it is now."""
    officer, everyone = verdicts_of_both(issued, when)
    press(issued, "Make the SVRP pack")
    found = pack_verdicts(issued.session_state[f"pack_{when}_1"], when)
    store = issued.session_state["samples_store"]
    snapshot = load_snapshot(store)
    issue = snapshot.issue_of(when)
    for file in FOR_SHARING:
        data = file.made(store, issue)
        found[file.words] = csv_verdicts(data, when) if file.ending == "csv" else workbook_verdicts(data)
    assert len(found) == 6
    for name, said in found.items():
        assert said == {ref: {word} for ref, word in everyone.items()}, name
    results = snapshot.results
    now = svrp_workbook(results, snapshot.collection(), when)
    own = {
        FOR_THE_OFFICER.words: workbook_verdicts(FOR_THE_OFFICER.made(store, issue)),
        "as it is now": workbook_verdicts(now),
        "tidy": csv_verdicts(tidy_csv(quarter_with_verdicts(results, when)).encode(), when),
    }
    for name, said in own.items():
        assert said == {ref: {word} for ref, word in officer.items()}, name


def tally_of(verdicts: dict[str, str]) -> str:
    """The tally of a page, counted once more."""
    words = list(verdicts.values())
    return " · ".join(f"{words.count(word)} {word}" for word in VERDICTS)
