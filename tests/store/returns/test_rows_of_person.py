"""What is kept of one person, found by the reference as somebody writes it."""

import io
import sys
from pathlib import Path

import pytest

from ieo_metrics.__main__ import main
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.returns.rows_of_person import HeldRow, rows_of_person
from ieo_metrics.store.trail.audit_trail import trail_head
from tests.store.begun import Begin
from tests.store.office import returns_of, stands, stars, take, trainings

Q = quarter(2024, 1)
READINGS = {"RST-0052": (3, 6), "RST-0053": (4, 4), "RST0052": (1, 2)}


def two_versions(store: Store) -> None:
    """A return, a corrected one in which somebody is better, and a third that was withdrawn."""
    take(store, returns_of(stars(Q, READINGS, "first.xlsx"), trainings(Q, 3)))
    take(store, returns_of(stars(Q, READINGS | {"RST-0052": (3, 9)}, "again.xlsx"), store=store))
    take(store, returns_of(stars(Q + 1, {"RST-0052": (5, 5)}, "next.xlsx"), store=store))
    acceptance.withdraw_return(store, "A. Officer", 4, "a mistake", stands(store))


@pytest.fixture
def beginning() -> Begin:
    return two_versions


def held(store: Store, reference: str) -> list[HeldRow]:
    assert store.key is not None
    with store.reading() as connection:
        return rows_of_person(connection, store.key, reference)


def test_every_row_of_the_person_and_of_nobody_else_is_found(store: Store) -> None:
    """In each version: two readings; written without the hyphen it may be the same person, which is said."""
    rows = held(store, "RST-0052")
    own = [row for row in rows if row.as_asked]
    assert [row.values["score"] for row in own] == ["3", "6", "3", "9", "5", "5"]
    assert [row.values["score"] for row in rows if not row.as_asked] == ["1", "2", "1", "2"]
    assert [row.held_in.endswith("(withdrawn)") for row in own] == [False] * 4 + [True] * 2
    assert all("2024/25 Q1" in row.held_in for row in own[:4]) and "2024/25 Q2" in own[4].held_in
    assert own[0].values["date"].endswith("2024") and "sheet" in own[0].place and "row" in own[0].place
    assert not any("RST" in text for row in rows for text in (row.place, *row.values.values()))


@pytest.mark.parametrize("written", ["rst-0052", " RST-0052\n", "RST\u20110052"])
def test_it_is_found_however_it_is_written(store: Store, written: str) -> None:
    assert held(store, written.strip()) == held(store, "RST-0052")


def test_of_somebody_unknown_nothing_is_kept(store: Store) -> None:
    assert held(store, "RST-0099") == []
    for none in ("", "-", "x" * 5000):
        with pytest.raises(StoreTrouble, match="This is no reference"):
            held(store, none)


@pytest.mark.parametrize("way", ["a file", "the input"])
def test_the_command_line_says_it_and_writes_nothing(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    for name in ("IEO_DATABASE_URL", "IEO_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("IEO_FOLDER", str(tmp_path / "store"))
    store = open_store()
    two_versions(store)

    def asked(reference: str) -> tuple[int, str]:
        (tmp_path / "reference").write_text(f"{reference}\n", encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{reference}\n"))
        status = main(["person", *([str(tmp_path / "reference")] if way == "a file" else [])])
        return status, "".join(capsys.readouterr())

    with store.reading() as connection:
        before = trail_head(connection)
    status, said = asked("RST-0053")
    assert status == 0 and said.startswith("4 rows of this person are kept.\n\nReturn 1, ")
    assert "score: 4" in said and "RST-0053" not in said and "Backups hold the rows" in said
    assert asked("RST-0099") == (0, "No row of this person is kept.\n")
    assert asked("one\ntwo")[0] == asked("")[0] == 2
    with store.reading() as connection:
        assert trail_head(connection) == before
