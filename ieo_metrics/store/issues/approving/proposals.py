"""Issues that wait for a second person's word: proposed by one, approved or sent back by another.

What was proposed is frozen then, and is what is issued, byte for byte, if nothing that it rests on has
changed. Until then it stands beside the issues, where no page, pack or file of what was issued looks.
"""

import json
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.dates.days import in_clock_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.long_work.progress import Tell, untold
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.errors import Conflict, Damaged, StoreTrouble
from ieo_metrics.store.database.schema import AUDIT, PROPOSALS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.approving.second_person import Somebody, second_person
from ieo_metrics.store.issues.issues import REVISED_WITH
from ieo_metrics.store.issues.issuing import (
    LONGEST,
    Frozen,
    NextIssue,
    freeze,
    next_number,
    put_issue,
)
from ieo_metrics.store.issues.shared_issue_snapshot import IssuedSnapshot, snapshot_of
from ieo_metrics.store.record.free_text import nothing_told
from ieo_metrics.store.registers.chosen_sections import MakeSections, no_sections
from ieo_metrics.store.returns.return_record import canonical_json, sha256
from ieo_metrics.store.trail import seals
from ieo_metrics.store.trail.audit_trail import (
    APPROVED,
    PROPOSED,
    PROPOSING,
    SENT_BACK,
    TAKEN_BACK,
    Entry,
    Head,
    facts_version,
    refuse_if_moved,
)


@dataclass(frozen=True)
class Proposal:
    """What waits to be issued of a quarter, as issue `number`. `at` a time `by` somebody; `facts`: their
    version of which it was made; `digest`: by which exactly this one is known."""

    quarter: Quarter
    number: int
    at: str
    by: Somebody
    facts: Head
    digest: str

    @property
    def since(self) -> str:
        """`waits for approval since 14:05 on 3 April 2024, proposed by A. Officer`."""
        return f"waits for approval since {in_clock_words(self.at)}, proposed by {self.by.who}"


@dataclass(frozen=True)
class Proposed:
    """What would be issued, as everybody would see it. `revised`: the figures that it would revise, as they
    are kept with an issue."""

    issue: IssuedSnapshot
    revised: list[list[object]]


def _proposal(row: sa.Row[tuple[object, ...]]) -> Proposal:
    held = row._mapping
    rows, _, ended = str(held["facts"]).partition(":")
    return Proposal(
        held["quarter"],
        held["number"],
        held["at"],
        Somebody(held["who"], held["person"]),
        Head(int(rows), ended),
        held["digest"],
    )


def _digest(
    quarter: Quarter, number: int, at: str, by: Somebody, facts: str, about: str, data: bytes, shared: bytes
) -> str:
    said = [quarter, number, at, by.who, by.person, facts, about, sha256(data), sha256(shared)]
    return sha256(canonical_json(said).encode())


def proposals(connection: Connection) -> list[Proposal]:
    """All that waits, by quarter; nothing of what is in them is read."""
    light = [column for column in PROPOSALS.columns if column.name not in ("about", "data", "shared")]
    return [_proposal(row) for row in connection.execute(sa.select(*light).order_by(PROPOSALS.c.quarter))]


def proposal_of(connection: Connection, quarter: Quarter) -> Proposal | None:
    """What waits of a quarter."""
    return next((one for one in proposals(connection) if one.quarter == quarter), None)


def is_out_of_date(connection: Connection, proposal: Proposal) -> bool:
    """Whether a fact has changed since it was proposed, so that it cannot be issued any more."""
    return facts_version(connection) != proposal.facts


def _frozen(connection: Connection, shown: Proposal) -> Frozen:
    """What waits, if it is still what was shown. Raises Conflict where it waits no longer, and Damaged where
    it is not what was proposed."""
    row = connection.execute(sa.select(PROPOSALS).where(PROPOSALS.c.quarter == shown.quarter)).first()
    if row is None or row.digest != shown.digest:
        raise Conflict(
            f"{label(shown.quarter)} as you saw it does not wait any more"
            f"{_what_became_of_it(connection, shown)}. Nothing of yours was done; look again."
        )
    data, shared = bytes(row.data), bytes(row.shared)
    if row.digest != _digest(
        shown.quarter, row.number, row.at, Somebody(row.who, row.person), row.facts, row.about, data, shared
    ):
        raise Damaged(
            f"What is stored of {label(shown.quarter)} as it waits for approval is not what was proposed. "
            "Take it back, run the command verify, and propose it again."
        )
    return Frozen(shown.quarter, row.about, data, shared)


def last_word(connection: Connection, quarter: Quarter) -> Entry | None:
    """What was done last about proposing a quarter."""
    told = sa.select(AUDIT).where(AUDIT.c.action.in_(PROPOSING)).order_by(AUDIT.c.seq.desc())
    entries = (Entry(*row) for row in connection.execute(told))
    return next((one for one in entries if json.loads(one.about)["quarter"] == label(quarter)), None)


def _what_became_of_it(connection: Connection, shown: Proposal) -> str:
    last = last_word(connection, shown.quarter)
    return f": {last.who} {last.action} at {in_clock_words(last.at)}" if last else ""


def sent_back(connection: Connection, quarter: Quarter) -> Entry | None:
    """The last proposal of a quarter being sent back, where nothing followed."""
    last = last_word(connection, quarter)
    return last if last and last.action == SENT_BACK else None


def why_of(back: Entry) -> str:
    """The reason of what was sent back."""
    return str(json.loads(back.about)["why"])


def look_at(connection: Connection, shown: Proposal) -> Proposed:
    """What would be issued; the officer's figures are hashed and never decoded. Raises as `_frozen` does."""
    frozen = _frozen(connection, shown)
    about = json.loads(frozen.about)
    issue = snapshot_of(connection, shown.quarter, shown.number, shown.at, about, frozen.shared)
    return Proposed(issue, about[REVISED_WITH])


def propose(
    store: Store,
    by: Somebody,
    quarter: Quarter,
    standing: StoreSnapshot,
    would: NextIssue | None = None,
    tell: Tell = untold,
    make_sections: MakeSections = no_sections,
) -> None:
    """Freeze a quarter as the snapshot has it, for a second person to approve. The last three: as
    `freeze` has them. Raises Conflict where any fact has changed since the snapshot, the quarter waits
    already or an issue does not wait any more, and StoreTrouble where nobody signed in."""
    if not by.person:
        raise StoreTrouble("Sign in first: another person has to approve. Nothing was proposed.")
    frozen = freeze(store, quarter, standing, would, tell, make_sections)
    tell(0.9, "Saving what waits for approval")
    undone = "Nothing was proposed; look at the figures again, then propose."
    with store.writing(standing.facts, undone) as connection:
        if not second_person(connection).waits:
            raise Conflict(f"An issue waits for nobody's word any more. {undone}")
        if waiting := proposal_of(connection, quarter):
            raise Conflict(f"{label(quarter)} {waiting.since} already. Nothing more was proposed.")
        number, at = next_number(connection, quarter), store.now()
        facts = f"{standing.facts.rows}:{standing.facts.hash}"
        digest = _digest(quarter, number, at, by, facts, frozen.about, frozen.data, frozen.shared)
        connection.execute(
            sa.insert(PROPOSALS).values(
                number=number, at=at, who=by.who, person=by.person, facts=facts, digest=digest, **vars(frozen)
            )
        )
        _tell(connection, store, by, PROPOSED, quarter, number, {"digest": digest})


def approve(store: Store, by: Somebody, shown: Proposal) -> None:
    """Issue what was proposed. Raises StoreTrouble for whoever proposed it, and Conflict where it waits no
    longer or a fact has changed since."""
    with store.writing() as connection:
        frozen = _frozen(connection, shown)
        _refuse_own(by, shown)
        undone = "Nothing was issued: it has to be taken back and proposed again."
        refuse_if_moved(connection, shown.facts, undone, since_when="this was proposed")
        _away(connection, shown)
        _tell(connection, store, by, APPROVED, shown.quarter, shown.number, {"digest": shown.digest})
        put_issue(connection, store, frozen, f"{shown.by.who}, approved by {by.who}", by.who)


def send_back(store: Store, by: Somebody, shown: Proposal, why: str) -> None:
    """Refuse what was proposed. Raises StoreTrouble for whoever proposed it, where no reason is given, or one
    with personal details or that could tell what is hidden, and Conflict where it waits no longer."""
    reason = nothing_told(store, why, LONGEST, "The reason", shown.quarter, ends_there=False)
    if not reason:
        raise StoreTrouble("Say why it is sent back. The reason stays in the audit trail.")
    with store.writing() as connection:
        _frozen(connection, shown)
        _refuse_own(by, shown)
        _away(connection, shown)
        _tell(connection, store, by, SENT_BACK, shown.quarter, shown.number, {"why": reason})


def take_back(store: Store, by: Somebody, shown: Proposal) -> None:
    """It waits no longer, and nothing is issued. Raises Conflict where that is so already."""
    with store.writing() as connection:
        if proposal_of(connection, shown.quarter) != shown:
            raise Conflict(
                f"{label(shown.quarter)} as you saw it does not wait any more"
                f"{_what_became_of_it(connection, shown)}. Nothing of yours was done; look again."
            )
        _away(connection, shown)
        _tell(connection, store, by, TAKEN_BACK, shown.quarter, shown.number, {})


def _refuse_own(by: Somebody, shown: Proposal) -> None:
    if not by.is_another_than(shown.by):
        raise StoreTrouble(
            f"{label(shown.quarter)} was proposed by you. Nobody approves what they proposed: another "
            "person has to. Nothing was issued."
        )


def _away(connection: Connection, shown: Proposal) -> None:
    connection.execute(sa.delete(PROPOSALS).where(PROPOSALS.c.quarter == shown.quarter))


def _tell(
    connection: Connection,
    store: Store,
    by: Somebody,
    action: str,
    quarter: Quarter,
    number: int,
    more: dict[str, object],
) -> None:
    about = {"quarter": label(quarter), "issue": number, **more}
    seals.append_sealed(connection, store, store.now(), by.who, action, about, (PROPOSALS, quarter))
