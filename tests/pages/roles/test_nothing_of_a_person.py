"""No path from a reader's session to a row or a small number: all that is drawn and downloaded is the same
where every row is gone and every hidden number is another one."""

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa
import streamlit as st
from pandas.api.types import is_numeric_dtype
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.schema import ISSUES, KEPT_ROWS, RESULTS, RETURNS
from ieo_metrics.store.database.secret_key import in_short
from ieo_metrics.store.issues.issues import KEY
from ieo_metrics.store.issues.results_as_bytes import frame_as_bytes, frame_of_bytes
from ieo_metrics.store.issues.shared_issue_snapshot import issue_seal
from ieo_metrics.store.returns import returns_that_count
from ieo_metrics.store.returns.row_bytes import of_bytes
from tests.pages.roles.conftest import signed_in_as
from tests.pages.seen import MEETING, assert_calm, visit

MEASURE, SIGNALS, DEFINITIONS = "pages/measure.py", "pages/signals.py", "pages/definitions.py"
# An average, shares, reoffending and a count; some have hidden numbers.
SEEN = ("5.1.1.a", "5.1.2.d", "5.1.4.b", "5.2.2.a", "5.3.1.b")
SCREENS = (0, *(place for place, row in enumerate(MEASURES, start=1) if row.ref in SEEN), 20, 21)
# What Streamlit draws by lot: the addresses of files and the places of elements.
_BY_LOT = re.compile(r'(url|deferred_file_id|file_id|id): "[^"]*"')
_PSEUDONYM = re.compile(r"[0-9a-f]{24}(?:[0-9a-f]{24})?")
_WORD = re.compile(r"[0-9a-f]{8,}")


def drawn(at: AppTest) -> str:
    """All that a page gives to the browser."""
    assert_calm(at)
    return "\n".join(_BY_LOT.sub("", str(one.proto)) for one in at._tree if hasattr(one, "proto"))


def walked(at: AppTest) -> Iterator[tuple[str, str]]:
    """What is drawn, by where: each page, with its tabs and what is folded away."""
    yield "overview", drawn(at)
    for ref in SEEN:
        at.query_params["measure"] = ref
        at.session_state["with_limits"] = False
        yield ref, drawn(visit(at, MEASURE))
        at.session_state["with_limits"] = True
        yield f"{ref} with limits", drawn(at.run())
    for key in ("chart_files", "trend_table"):
        at.session_state[key] = True
    yield "files and table", drawn(at.run())
    at.session_state["beside"] = "Two areas"
    yield "two areas", drawn(at.run())
    at.query_params["tab"] = "Definition"
    yield "definition", drawn(at.run())
    visit(at, SIGNALS)
    for part in ("This quarter", "Re-based charts", "Notes on charts"):
        at.session_state["part"] = part
        yield part, drawn(at.run())
    for number in SCREENS:
        at.query_params["screen"] = str(number)
        yield f"screen {number}", drawn(visit(at, MEETING))
    yield "definitions", drawn(visit(at, DEFINITIONS))
    at.query_params["about"] = "Settings in force"
    yield "settings", drawn(at.run())


def hidden_otherwise(folder: Path) -> None:
    """The same store without a row, in which every number that is hidden is another, and every count that is
    never shared."""
    store = open_store(folder=folder)
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        for table in (KEPT_ROWS, RESULTS):
            connection.execute(sa.delete(table))
        for issue in connection.execute(sa.select(ISSUES)).all():
            frame = frame_of_bytes(issue.data)
            shared = frame_of_bytes(issue.shared).set_index(KEY).reindex(pd.MultiIndex.from_frame(frame[KEY]))
            numbers = [name for name in frame if is_numeric_dtype(frame[name]) and name not in KEY]
            untold = {name: shared[name].isna().to_numpy() for name in numbers}
            assert (untold["value"] & frame["value"].notna()).any(), (
                "nothing is hidden, so this proves nothing"
            )
            other = frame.assign(
                **{name: frame[name].mask(untold[name], frame[name] + 1) for name in numbers}
            )
            data = frame_as_bytes(other)
            seal = issue_seal(
                issue.quarter, issue.number, issue.at, issue.who, issue.about, data, issue.shared
            )
            connection.execute(sa.update(ISSUES).values(data=data, digest=seal))
    store.engine.dispose()


@pytest.fixture
def no_rows(nothing_of_now: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What reads rows raises, but for what tells whether a word is a reference."""

    def fails(*_: object) -> None:
        raise AssertionError("a row was asked for")

    monkeypatch.setattr(returns_that_count, "rows_of", fails)


def people_and_files(folder: Path) -> tuple[set[str], set[str]]:
    """What stands for people in the rows, whole and as the officer sees it, and the names of the workbooks."""
    store = open_store(folder=folder)
    with store.reading() as connection:
        tables = [of_bytes(data) for (data,) in connection.execute(sa.select(KEPT_ROWS.c.data))]
        about = "".join(words for (words,) in connection.execute(sa.select(RETURNS.c.about)))
    store.engine.dispose()
    values = {value for table in tables for column in table.columns for value in column.to_pylist()}
    people = {value for value in values if isinstance(value, str) and _PSEUDONYM.fullmatch(value)}
    return people | set(map(in_short, people)), set(re.findall(r'"([^"/]+\.(?:xlsx|xls|ods|csv))"', about))


def files_of(makers: dict[str, Callable[[], bytes]]) -> dict[str, bytes]:
    return {name: make() for name, make in makers.items()}


def test_a_reader_is_shown_and_given_the_same_whatever_is_hidden(
    issued: Path, makers: dict[str, Callable[[], bytes]], no_rows: None
) -> None:
    planted, workbooks = people_and_files(issued)
    assert planted and workbooks, "nobody was planted, so this proves nothing"
    before = dict(walked(signed_in_as("reader")))
    files = files_of(makers)
    assert {Path(name).suffix for name in files} >= {".png", ".svg", ".csv"}
    assert any(name.startswith("SVRP pack of issue 1") for name in files)
    text = "\n".join(before.values())
    assert not planted & set(_WORD.findall(text))
    assert not [name for name in workbooks if name in text], "a file's name may be a person's"
    for name, data in files.items():
        whole = data
        if data[:2] == b"PK":
            parts = zipfile.ZipFile(BytesIO(data))
            whole = b"".join(parts.read(part) for part in parts.namelist())
        assert not planted & set(_WORD.findall(whole.decode("latin-1"))), name
    makers.clear()
    st.cache_resource.clear()
    hidden_otherwise(issued)
    after = dict(walked(signed_in_as("reader")))
    assert after.keys() == before.keys()
    assert [where for where in before if before[where] != after[where]] == []
    again = files_of(makers)
    assert again.keys() == files.keys() and [name for name in files if files[name] != again[name]] == []


def test_the_walk_comes_by_what_is_hidden(issued: Path) -> None:
    """So that it looks where something would be seen."""
    at = signed_in_as("officer", MEASURE)
    shared = at.session_state["standing"].issues[-1].shared
    hidden = shared[(shared["marker"] == HIDDEN) & (shared["area"] == "all") & (shared["span"] == "quarter")]
    assert len(set(SEEN) & set(hidden["ref"])) >= 3
    at.query_params["tab"] = "Rows"
    assert people_and_files(issued)[0] & set(_WORD.findall(drawn(at.run()))), "an officer sees who is counted"
