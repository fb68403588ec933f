"""What an officer does with the store, in one line each, and small returns whose measures can be counted on
paper."""

import datetime as dt
import hashlib
import pickle
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.checking.check_workbook import CheckedFile, check_workbook
from ieo_metrics.exports.tidy_table import tidy_csv
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import first_day, label
from ieo_metrics.framework.dates.quarters_in_text import parse_quarters
from ieo_metrics.pipeline import Collection, collect_checked
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.store import current_snapshot
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.returns.return_record import pseudonymised
from ieo_metrics.store.returns.returns_that_count import counting_returns, with_rows
from ieo_metrics.store.returns.stored_returns import Saved
from ieo_metrics.store.trail.audited_named_values import change_remembered
from tests.recognising.in_memory import RECEIVED, book

SETTINGS = Settings()
NOON = dt.datetime(2024, 7, 20, 12, tzinfo=dt.UTC)


@dataclass
class Office:
    """A store and where it stands. `address`: None for the file in `folder`; `clock`: what the store takes
    for the time."""

    folder: Path
    address: str | None = None
    clock: Callable[[], dt.datetime] = lambda: NOON
    opened: list[Store] = field(default_factory=list)

    def open(self) -> Store:
        """The store, opened as at a start of the dashboard."""
        self.opened.append(open_store(self.address, self.folder, self.clock))
        return self.opened[-1]

    def close(self) -> None:
        for store in self.opened:
            store.engine.dispose()

    @property
    def file(self) -> Path:
        return self.folder / "returns.db"


def returns_of(
    *books: Workbook, covers: str = "", store: Store | None = None, received: dt.datetime = RECEIVED
) -> tuple[AcceptedReturn, ...]:
    """Returns as the page gives them: checked, and accepted after those that count in the store."""
    return collection_of(*books, covers=covers, store=store, received=received).returns


def collection_of(
    *books: Workbook, covers: str = "", store: Store | None = None, received: dt.datetime = RECEIVED
) -> Collection:
    files = [checked_once(one, received) for one in books]
    before: Sequence[AcceptedReturn] = ()
    key = store.key if store else None
    if store is not None:
        with store.reading() as connection:
            before = with_rows(connection, counting_returns(connection))
    return collect_checked(
        files,
        (),
        SETTINGS,
        parse_quarters(covers) if covers else None,
        before,
        (lambda one: pseudonymised(one, key)) if key else (lambda one: one),
    )


_CHECKED: dict[bytes, CheckedFile] = {}


def checked_once(one: Workbook, received: dt.datetime) -> CheckedFile:
    """The same workbook is checked once a process: each test that takes it into two kinds of database, and many
    beside, begin with it."""
    asked = hashlib.sha256(pickle.dumps((one, received))).digest()
    if asked not in _CHECKED:
        _CHECKED[asked] = check_workbook(one, SETTINGS, received)
    return _CHECKED[asked]


def stands(store: Store, settings: Settings | None = None) -> StoreSnapshot:
    return current_snapshot.load_snapshot(store, settings)


def take(store: Store, returns: Iterable[AcceptedReturn], who: str = "A. Officer") -> list[Saved]:
    """Look at what would move, then accept it."""
    now = stands(store)
    return acceptance.accept_shown_returns(
        store, who, acceptance.preview_acceptance(store, now, list(returns))
    )


def issue(store: Store, quarter: int, who: str = "A. Officer") -> None:
    issuing.issue_quarter(store, who, quarter, stands(store))


def tidy(store: Store, settings: Settings | None = None) -> str:
    """Every measure, span and district as the store gives them now; "" where nothing is covered."""
    results = stands(store, settings).results
    return tidy_csv(results.frame) if results else ""


def value(store: Store, ref: str, quarter: int) -> dict:
    """One figure: its row of results."""
    results = stands(store).results
    assert results is not None
    frame: pd.DataFrame = results.frame
    return (
        frame[
            (frame["ref"] == ref)
            & (frame["period"] == quarter)
            & (frame["span"] == "quarter")
            & (frame["area"] == "all")
        ]
        .iloc[0]
        .to_dict()
    )


def trainings(quarter: int, how_many: int, name: str = "tips.xlsx", more: str = "") -> Workbook:
    """A TIPS return of one quarter: 5.3.1.b is `how_many`."""
    day = first_day(quarter)
    rows = "".join(f"{day + dt.timedelta(days=n % 80)}  Training  Delivered\n" for n in range(how_many))
    return book(
        (
            f"Reporting quarter: {label(quarter)}\nDate of return: 1 July 2026\nDate  Session type  "
            f"Status{more}\n{rows}"
        ),
        name=name,
    )


def stars(quarter: int, scores: dict[str, tuple[int, int]], name: str = "reset.xlsx") -> Workbook:
    """A RESET return of one quarter: of each person a first and a latest score for the first area of the
    star."""
    first, latest = first_day(quarter), first_day(quarter) + dt.timedelta(days=40)
    rows = "".join(
        f"{ref}  {day}  Meaningful use of time  {score}\n"
        for ref, both in scores.items()
        for day, score in zip((first, latest), both, strict=True)
    )
    return book(
        (
            f"Reporting quarter: {label(quarter)}\nDate of return: 1 July 2026\nYoung person ref  Date  "
            f"Star area  Score\n{rows}"
        ),
        name=name,
    )


def remember(store: Store, who: str, name: str, value: object, about: dict | None = None) -> None:
    """Remember a value in place of what was remembered under the name, whatever it is."""
    change_remembered(store, who, name, lambda _: value, about)
