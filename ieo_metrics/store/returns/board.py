"""The returns board: for each provider and quarter, how far the return has got, when it was due, and who
is late."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.dates.days import day_in_london
from ieo_metrics.framework.dates.quarters import Quarter, last_day, quarter_of
from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX
from ieo_metrics.framework.return_types import RETURN_TYPES, ReturnType
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.schema import RECEIPTS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns.masked_names import kept_file_name
from ieo_metrics.store.returns.return_record import is_nil, nil_tables
from ieo_metrics.store.returns.returns_that_count import counting_returns, received_of
from ieo_metrics.store.returns.stored_returns import Stored
from ieo_metrics.store.trail import seals

NOT_EXPECTED, NOT_DUE, MISSING, RECEIVED, QUERIED, ACCEPTED, ISSUED, REVISED = (
    "not expected",
    "not due yet",
    "missing",
    "received",
    "queried",
    "accepted",
    "issued",
    "revised",
)


@dataclass(frozen=True)
class Receipt:
    """A file that arrived. `queried_at`: when its fix list was downloaded to send back; "" where it was
    not."""

    sha256: str
    programme: str
    provider: str
    name: str
    quarters: tuple[Quarter, ...]
    at: str
    who: str
    to_fix: int
    queried_at: str


@dataclass(frozen=True)
class BoardCell:
    """One provider's quarter. `version`: of the return that governs, 0 where there is none; `late`: days
    after it was due, until it came (`judged_by`) or until today; `nil`: the return that governs says that
    there was nothing; `nil_in`: the tables of which it says so."""

    return_type: ReturnType
    quarter: Quarter
    state: str
    due: dt.date
    late: int
    version: int
    nil: bool = False
    nil_in: tuple[str, ...] = ()


def note_received(store: Store, who: str, returns: Sequence[AcceptedReturn]) -> None:
    """Note that returns arrived: names of files and counts of problems, no content. The same file again
    changes only its quarters, and one already accepted for these quarters changes nothing."""
    with store.writing() as connection:
        there = [
            (stored_return.about, set(stored_return.quarters))
            for stored_return in counting_returns(connection)
        ]
        for accepted_return in returns:
            accepted = {
                part["sha256"]
                for about, quarters in there
                if _is_of(about, accepted_return.return_type) and quarters >= set(accepted_return.covers_all)
                for part in about["parts"]
            }
            for part in accepted_return.parts:
                if part.file.sha256 in accepted:
                    continue
                where = (
                    RECEIPTS.c.sha256 == part.file.sha256,
                    RECEIPTS.c.programme == accepted_return.return_type.programme,
                    RECEIPTS.c.provider == accepted_return.return_type.provider,
                )
                noted = connection.execute(sa.select(RECEIPTS).where(*where)).first()
                quarters = json.dumps(list(accepted_return.covers_all))
                to_fix = sum(p.severity in (MUST_FIX, CONFIRM) for p in part.file.problems)
                if noted is None:
                    connection.execute(
                        sa.insert(RECEIPTS).values(
                            sha256=part.file.sha256,
                            programme=accepted_return.return_type.programme,
                            provider=accepted_return.return_type.provider,
                            name=kept_file_name(part.file.name, part.file.sha256),
                            quarters=quarters,
                            at=store.now(),
                            who=who,
                            to_fix=to_fix,
                            queried_at=None,
                        )
                    )
                    _tell(connection, store, who, "noted that a file arrived", part.file.sha256)
                elif (noted.quarters, noted.to_fix) != (quarters, to_fix):
                    connection.execute(
                        sa.update(RECEIPTS).where(*where).values(quarters=quarters, to_fix=to_fix)
                    )
                    _tell(connection, store, who, "noted what a file covers", part.file.sha256)


def note_queried(store: Store, who: str, sha256: str) -> None:
    """Note that a file's fix list was downloaded to be sent to its provider."""
    with store.writing() as connection:
        if connection.execute(
            sa.update(RECEIPTS).where(RECEIPTS.c.sha256 == sha256).values(queried_at=store.now())
        ).rowcount:
            _tell(connection, store, who, "took a file's problems to send back", sha256)


def _tell(connection: Connection, store: Store, who: str, done: str, sha256: str) -> None:
    rows = connection.execute(sa.select(RECEIPTS).where(RECEIPTS.c.sha256 == sha256)).all()
    about = {
        "file": kept_file_name(rows[0].name, sha256),
        "for": [f"{row.programme} · {row.provider}" for row in rows],
    }
    seals.append_sealed(
        connection,
        store,
        store.now(),
        who,
        done,
        about,
        *((RECEIPTS, row.sha256, row.programme, row.provider) for row in rows),
    )


def _is_of(about: Mapping[str, object], of: ReturnType) -> bool:
    return (about["programme"], about["provider"]) == (of.programme, of.provider)


def receipts(connection: Connection) -> list[Receipt]:
    """What arrived and is not accepted, in the order of arrival."""
    rows = connection.execute(sa.select(RECEIPTS).order_by(RECEIPTS.c.at))
    return [
        Receipt(
            r.sha256,
            r.programme,
            r.provider,
            kept_file_name(r.name, r.sha256),
            tuple(json.loads(r.quarters)),
            r.at,
            r.who,
            r.to_fix,
            r.queried_at or "",
        )
        for r in rows
    ]


def _expected(standing: StoreSnapshot, running: Quarter) -> Quarter:
    """The first quarter that is expected of everybody: the first accepted; until one is, the latest that has
    ended."""
    return standing.results.governed.first if standing.results else running - 1


def in_view(
    standing: StoreSnapshot, arrived: Sequence[Receipt], running: Quarter, most: int
) -> tuple[range, range]:
    """The quarters on which the board begins, and all that it has: from the first accepted on (until one is,
    the latest that has ended), or from what has arrived, to the one that is running. It begins on the newest
    `most` up to the newest of which there is anything, and those since."""
    there = [quarter for stored_return in standing.returns for quarter in stored_return.quarters] + [
        quarter for receipt in arrived for quarter in receipt.quarters
    ]
    first, last = min([_expected(standing, running), *there]), max([running, *there])
    newest = max(there, default=running - 1)
    return range(max(first, newest - most + 1), last + 1), range(first, last + 1)


def returns_board(
    standing: StoreSnapshot,
    arrived: Sequence[Receipt],
    quarters: Sequence[Quarter],
    today: dt.date,
    made: Mapping[str, dt.date] | None = None,
) -> list[BoardCell]:
    """One cell per provider and quarter, provider by provider. `today`: in London. `made`: by SHA-256, the
    day on which a file that has arrived says that it was made."""
    moved = {(revision.ref, revision.quarter) for revision in standing.revisions}
    return [
        _square(of, quarter, standing, arrived, moved, today, made or {})
        for of in RETURN_TYPES
        for quarter in quarters
    ]


def judged_by(
    quarter: Quarter, received: dt.date, made: dt.date | None, covers: Sequence[Quarter]
) -> dt.date:
    """The day on which a return counts as made: the date stated in it, if that is possible, else the day
    it was received here. Where several quarters arrive together only the last is judged, because it is not
    known when the others first arrived."""
    if quarter < max(covers):
        return dt.date.min
    return made if made is not None and last_day(quarter) <= made < received else received


def day_of_first(quarter: Quarter, versions: Sequence[Stored]) -> dt.date:
    """The day on which the first of the returns accepted for a quarter counts as made: the earliest there is
    where that came together with later quarters (`judged_by`); what came so afterwards changes nothing."""
    days = [
        judged_by(
            quarter, day_in_london(received_of(stored_return)), _made(stored_return), stored_return.quarters
        )
        for stored_return in sorted(versions, key=received_of)
    ]
    return days[0] if days[0] == dt.date.min else min(day for day in days if day != dt.date.min)


def _made(stored_return: Stored) -> dt.date | None:
    """The day on which a return says that it was made."""
    parts = stored_return.about["parts"]
    return (
        max(dt.date.fromisoformat(part["made"]) for part in parts)
        if all(part["made_is_stated"] for part in parts)
        else None
    )


def _square(
    of: ReturnType,
    quarter: Quarter,
    standing: StoreSnapshot,
    arrived: Sequence[Receipt],
    moved: set[tuple[str, Quarter]],
    today: dt.date,
    made: Mapping[str, dt.date],
) -> BoardCell:
    own = [
        stored_return
        for stored_return in standing.returns
        if _is_of(stored_return.about, of) and quarter in stored_return.versions
    ]
    last, by = of.due_day(quarter), today
    waiting = [
        receipt
        for receipt in arrived
        if (receipt.programme, receipt.provider) == (of.programme, of.provider)
        and quarter in receipt.quarters
    ]
    if own:
        issue = standing.issue_of(quarter)
        newest = own[-1]
        state = ACCEPTED if issue is None else REVISED if moved & _figures_of(of, quarter) else ISSUED
        by = day_of_first(quarter, own)
        nil, nil_in = is_nil(newest.about, quarter), nil_tables(newest.about, quarter)
        return BoardCell(
            of, quarter, state, last, max((by - last).days, 0), newest.versions[quarter], nil, nil_in
        )
    if waiting:
        by = judged_by(
            quarter, day_in_london(waiting[0].at), made.get(waiting[0].sha256), waiting[0].quarters
        )
        return BoardCell(
            of,
            quarter,
            QUERIED if any(receipt.queried_at for receipt in waiting) else RECEIVED,
            last,
            max((by - last).days, 0),
            0,
        )
    if quarter < _expected(standing, quarter_of(today)):
        return BoardCell(of, quarter, NOT_EXPECTED, last, 0, 0)
    return BoardCell(of, quarter, MISSING if today > last else NOT_DUE, last, max((today - last).days, 0), 0)


def _figures_of(of: ReturnType, quarter: Quarter) -> set[tuple[str, Quarter]]:
    from ieo_metrics.framework.measures import MEASURES

    return {(m.ref, quarter) for m in MEASURES if (m.programme, m.provider) == (of.programme, of.provider)}
