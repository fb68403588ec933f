"""Issuing a quarter: freezing it as it is, and locking and unlocking it."""

import sqlalchemy as sa

from ieo_metrics import __version__
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.failpoints import reached
from ieo_metrics.store.database.schema import ISSUES, LOCKS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.ends_with_quarter import frame_until
from ieo_metrics.store.issues.issue_for_meeting import issue_seal
from ieo_metrics.store.issues.issues import HARM
from ieo_metrics.store.issues.protect_for_sharing import hidden_in_words, protect_results
from ieo_metrics.store.issues.results_as_bytes import frame_as_bytes
from ieo_metrics.store.record.free_text import nobody_named
from ieo_metrics.store.returns.return_record import canonical_json
from ieo_metrics.store.trail import seals
from ieo_metrics.store.trail.audit_trail import Head

LONGEST = 500


def issue_quarter(store: Store, who: str, quarter: Quarter, standing: StoreSnapshot) -> None:
    """Freeze a quarter as the snapshot has it, and lock it. Raises Conflict where any fact has changed since
    the snapshot."""
    if (
        standing.results is None
        or not standing.results.governed.first <= quarter <= standing.results.governed.last
    ):
        raise StoreTrouble(f"Nothing is accepted for {label(quarter)}, so there is nothing to issue.")
    ledger = [
        one.shared for one in sorted(standing.issues, key=lambda one: one.place) if one.shared is not None
    ]
    # What was handed out of later quarters is known to the reader, and is part of what must add up; but what
    # is handed out now, and so remembered, ends with this one.
    known = max([quarter, *(int(frame["period"].max()) for frame in ledger)])
    beside = frame_until(standing.results.frame, known)
    may_be_shared = frame_until(protect_results(beside, standing.settings, ledger).frame, quarter)
    shared = frame_as_bytes(may_be_shared)
    undone = "Nothing was issued; look at the figures again, then issue."
    with store.writing(standing.facts, undone) as connection:
        number = (
            connection.execute(
                sa.select(sa.func.max(ISSUES.c.number)).where(ISSUES.c.quarter == quarter)
            ).scalar()
            or 0
        ) + 1
        at, data = store.now(), frame_as_bytes(standing.results.frame)
        returns = [one.seq for one in standing.returns]
        made_of: dict[str, object] = {
            "returns": returns,
            "settings": standing.settings.as_dict(),
            "software": __version__,
            "audit head": str(standing.head),
            "hidden": hidden_in_words(may_be_shared),
            "targets": [one.as_dict() for one in standing.targets],
            "steps": [one.as_dict() for one in standing.rebasings],
            "notes": [note.as_dict() for note in standing.notes],
        }
        harm = standing.settings.crime_harm
        if harm.edition is not None:
            made_of[HARM] = {"edition": harm.edition.as_data(), "settled": harm.settled}
        about = canonical_json(made_of)
        digest = issue_seal(quarter, number, at, who, about, data, shared)
        connection.execute(
            sa.insert(ISSUES).values(
                quarter=quarter,
                number=number,
                at=at,
                who=who,
                about=about,
                data=data,
                shared=shared,
                digest=digest,
            )
        )
        if connection.execute(sa.select(LOCKS).where(LOCKS.c.quarter == quarter)).first() is None:
            connection.execute(sa.insert(LOCKS).values(quarter=quarter, at=at, who=who))
        reached("rows in")
        seals.append_sealed(
            connection,
            store,
            at,
            who,
            "issued a quarter",
            {"quarter": label(quarter), "issue": number, "returns": returns, "digest": digest},
            (LOCKS, quarter),
        )
        reached("audit in")


def lock_quarter(store: Store, who: str, quarter: Quarter, drawn: Head) -> None:
    """No acceptance moves a figure of the quarter until it is unlocked. Raises Conflict as `Store.writing`
    does."""
    with store.writing(drawn, "Nothing was locked; look again, then lock it.") as connection:
        if connection.execute(sa.select(LOCKS).where(LOCKS.c.quarter == quarter)).first() is None:
            connection.execute(sa.insert(LOCKS).values(quarter=quarter, at=store.now(), who=who))
            seals.append_sealed(
                connection,
                store,
                store.now(),
                who,
                "locked a quarter",
                {"quarter": label(quarter)},
                (LOCKS, quarter),
            )


def unlock_quarter(store: Store, who: str, quarter: Quarter, why: str, drawn: Head) -> None:
    """Let acceptances move the quarter's figures again. Raises StoreTrouble where no reason is given, or one
    with personal details, and Conflict as `Store.writing` does."""
    reason = nobody_named(store, why, LONGEST, "The reason")
    if not reason:
        raise StoreTrouble("Say why the quarter is unlocked. The reason stays in the audit trail.")
    with store.writing(drawn, "Nothing was unlocked; look again, then unlock it.") as connection:
        if connection.execute(sa.delete(LOCKS).where(LOCKS.c.quarter == quarter)).rowcount:
            seals.append_sealed(
                connection,
                store,
                store.now(),
                who,
                "unlocked a quarter",
                {"quarter": label(quarter), "why": reason},
                (LOCKS, quarter),
            )
