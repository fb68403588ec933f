"""Issuing a quarter: freezing it as it is, locking and unlocking it."""

import json
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics import __version__
from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.long_work.progress import Tell, untold
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.failpoints import reached
from ieo_metrics.store.database.schema import ISSUES, LOCKS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.approving.second_person import second_person
from ieo_metrics.store.issues.corrections.compare_quarter_figures import figure_in_words
from ieo_metrics.store.issues.corrections.corrections_in_words import Correction, revised_now, waiting_now
from ieo_metrics.store.issues.issues import HARM, PROTECTION, RESTS_ON, REVISED_WITH, Issue
from ieo_metrics.store.issues.protect_for_sharing import hidden_in_words
from ieo_metrics.store.issues.results_as_bytes import frame_as_bytes
from ieo_metrics.store.issues.results_of_next_issue import SharedNow, share_quarter
from ieo_metrics.store.issues.shared_issue_snapshot import SECTIONS, WITHHELD, issue_seal
from ieo_metrics.store.issues.withdrawing.withheld_figures import hides_withdrawn, still_withdrawn
from ieo_metrics.store.issues.withdrawing.withhold_from_next_issue import without_withdrawn
from ieo_metrics.store.record.free_text import nothing_told
from ieo_metrics.store.registers.chosen_sections import MakeSections, no_sections
from ieo_metrics.store.returns.return_record import canonical_json
from ieo_metrics.store.returns.returns_that_count import with_rows
from ieo_metrics.store.trail import seals
from ieo_metrics.store.trail.audit_trail import Head

LONGEST = 500
# Among what an issue is made of: which sections, and the last that was recorded for them.
CHOSEN, RECORDED = "chosen sections", "recorded for sections"
CORRECTIONS_WAIT = (
    "Figures that were issued are given as they were issued until a correction is large enough not to point "
    "at a young person."
)


@dataclass(frozen=True)
class NextIssue:
    """What an issue of a quarter would hand out now: `shared`; `revised`, the figures of quarters that it
    would revise; and `waiting`, those whose correction would tell of a few young people."""

    shared: SharedNow
    revised: tuple[Correction, ...]
    waiting: tuple[Correction, ...]


def next_issue(store: Store, quarter: Quarter, standing: StoreSnapshot) -> NextIssue:
    """What issuing a quarter would hand out, as the snapshot has it. Raises StoreTrouble where nothing covers
    the quarter."""
    results = _results_to_issue(store, quarter, standing)
    shared = _share(store, quarter, standing, results)
    seqs = [stored_return.seq for stored_return in standing.returns]
    return NextIssue(
        shared,
        tuple(revised_now(shared, results, seqs)),
        tuple(waiting_now(shared, results, seqs)),
    )


def would_share(store: Store, quarter: Quarter, standing: StoreSnapshot, settings: Settings) -> SharedNow:
    """What issuing a quarter would hand out under other settings of how figures are shared."""
    results = _results_to_issue(store, quarter, standing)
    return _share(store, quarter, standing, results._replace(settings=settings))


def _share(store: Store, quarter: Quarter, standing: StoreSnapshot, results: Results) -> SharedNow:
    fell = standing.reduction
    shared = share_quarter(store, standing.handed_out, results, quarter, fell.before if fell else None)
    return without_withdrawn(shared, standing.withdrawn_figures)


def _results_to_issue(store: Store, quarter: Quarter, standing: StoreSnapshot) -> Results:
    """The results of the snapshot, with the rows behind them where something was issued before."""
    if (
        standing.results is None
        or not standing.results.governed.first <= quarter <= standing.results.governed.last
    ):
        raise StoreTrouble(f"Nothing is accepted for {label(quarter)}, so there is nothing to issue.")
    if not standing.handed_out:
        return standing.results
    with store.reading() as connection:
        governed = govern(with_rows(connection, standing.returns), standing.settings)
    assert governed is not None
    return standing.results._replace(governed=governed)


def _rests_on(standing: StoreSnapshot) -> dict[str, object]:
    """What the figures, the verdicts and the charts of an issue are made of, as it is kept with it."""
    return {
        "returns": [stored_return.seq for stored_return in standing.returns],
        "settings": standing.settings.as_dict(),
        "software": __version__,
        "targets": [target.as_dict() for target in standing.targets],
        "steps": [rebasing.as_dict() for rebasing in standing.rebasings],
        "notes": [note.as_dict() for note in standing.notes],
        **({CHOSEN: [*standing.sections], RECORDED: standing.recorded} if standing.sections else {}),
    }


def may_be_another(standing: StoreSnapshot, issue: Issue) -> bool:
    """Whether a new issue of the quarter could differ from this one, its latest: anything that it is made of
    has changed, a figure was withdrawn, or an issue that was withdrawn is to be replaced."""
    now = json.loads(canonical_json(_rests_on(standing)))
    return (
        issue.shared is None
        or any(issue.about.get(name) != now.get(name) for name in {*now, CHOSEN})
        or hides_withdrawn(issue, standing.withdrawn_figures)
        or any(
            withdrawn.quarter == issue.quarter and withdrawn.number > issue.number and withdrawn.replaced
            for withdrawn in standing.withdrawn_issues
        )
    )


@dataclass(frozen=True)
class Frozen:
    """What an issue of a quarter is made of and holds, which does not change any more. `about`: as JSON;
    `data`: the results; `shared`: those as disclosure control let them out."""

    quarter: Quarter
    about: str
    data: bytes
    shared: bytes


def freeze(
    store: Store,
    quarter: Quarter,
    standing: StoreSnapshot,
    would: NextIssue | None = None,
    tell: Tell = untold,
    make_sections: MakeSections = no_sections,
) -> Frozen:
    """A quarter as the snapshot has it; nothing is saved. `would`: what `next_issue` gives of the same
    snapshot, where that is known; `tell`: is told what begins; `make_sections`: of the chosen sections."""
    from ieo_metrics.disclosure.protection_report import protection_report  # it needs SciPy

    if would is None:
        tell(0.0, "Hiding small numbers, and whatever would tell them")
        would = next_issue(store, quarter, standing)
    assert standing.results is not None
    tell(0.2, "Checking that no hidden number can be worked out")
    settings = standing.settings
    protection = protection_report(
        would.shared.publication, settings.small_number_threshold, quarter, settings.all_or_none_hidden
    )
    made_of = {
        **_rests_on(standing),
        "audit head": str(standing.head),
        "hidden": f"{hidden_in_words(settings)} {CORRECTIONS_WAIT}",
        PROTECTION: protection.as_data(),
        RESTS_ON: would.shared.rests_on,
        REVISED_WITH: _revisions_listed(standing, quarter, would),
    }
    if would.shared.withheld:
        made_of[WITHHELD] = [list(row) for row in would.shared.withheld]
    if standing.sections:
        tell(0.8, "Writing the chosen sections")
        made_of[SECTIONS] = make_sections(would.shared.frame)
    harm = settings.crime_harm
    if harm.edition is not None:
        made_of[HARM] = {"edition": harm.edition.as_data(), "settled": harm.settled}
    return Frozen(
        quarter,
        canonical_json(made_of),
        frame_as_bytes(standing.results.frame),
        frame_as_bytes(would.shared.frame),
    )


def issue_quarter(
    store: Store,
    who: str,
    quarter: Quarter,
    standing: StoreSnapshot,
    would: NextIssue | None = None,
    tell: Tell = untold,
    make_sections: MakeSections = no_sections,
) -> None:
    """Freeze a quarter as the snapshot has it, and lock it. The last three: as `freeze` has them. Raises
    Conflict where any fact has changed since the snapshot, and StoreTrouble where an issue waits for a second
    person's word."""
    frozen = freeze(store, quarter, standing, would, tell, make_sections)
    tell(0.9, "Saving the issue, and locking the quarter")
    undone = "Nothing was issued; look at the figures again, then issue."
    with store.writing(standing.facts, undone) as connection:
        if second_person(connection).waits:
            raise StoreTrouble(
                f"An issue waits for a second person's word here, so {label(quarter)} was not issued. "
                "Propose it on the Issue and pack page."
            )
        put_issue(connection, store, frozen, who, who)


def next_number(connection: Connection, quarter: Quarter) -> int:
    """The number of a quarter's next issue: one of before is never used again."""
    last = connection.execute(sa.select(sa.func.max(ISSUES.c.number)).where(ISSUES.c.quarter == quarter))
    return int(last.scalar() or 0) + 1


def put_issue(connection: Connection, store: Store, frozen: Frozen, made_by: str, who: str) -> None:
    """Keep what was frozen as the quarter's next issue, lock the quarter, and tell the audit trail; within
    the caller's transaction. `made_by`: as it stands on the issue; `who`: who does it now."""
    quarter, number, at = frozen.quarter, next_number(connection, frozen.quarter), store.now()
    digest = issue_seal(quarter, number, at, made_by, frozen.about, frozen.data, frozen.shared)
    connection.execute(
        sa.insert(ISSUES).values(
            quarter=quarter,
            number=number,
            at=at,
            who=made_by,
            about=frozen.about,
            data=frozen.data,
            shared=frozen.shared,
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
        {
            "quarter": label(quarter),
            "issue": number,
            "returns": json.loads(frozen.about)["returns"],
            "digest": digest,
        },
        (LOCKS, quarter),
    )
    reached("audit in")


def _revisions_listed(standing: StoreSnapshot, quarter: Quarter, would: NextIssue) -> list[list[object]]:
    """What is kept of each figure that is revised: its measure and quarter, what was issued, and by which
    return. Also of those that only withdrawn issues have listed, in whose place this one comes."""
    last = standing.issue_of(quarter)
    gone = {withdrawn_issue.key for withdrawn_issue in standing.withdrawn_issues}
    replaced = [
        issue
        for issue in standing.handed_out
        if issue.quarter == quarter and issue.key in gone and (last is None or issue.place > last.place)
    ]
    out: dict[tuple[str, Quarter], list[object]] = {}
    withdrawn = {figure.key for figure in still_withdrawn(standing.withdrawn_figures, standing.handed_out)}
    fresh = [
        [
            correction.ref,
            correction.quarter,
            f"[{HIDDEN}]"
            if (correction.ref, correction.now["span"], correction.quarter) in withdrawn
            else figure_in_words(correction.issued, correction.ref),
            correction.by,
        ]
        for correction in would.revised
    ]
    for ref, revised, was, by in [
        *(row for issue in replaced for row in issue.about.get(REVISED_WITH, [])),
        *fresh,
    ]:
        out[ref, revised] = [ref, revised, out.get((ref, revised), [ref, revised, was])[2], by]
    return list(out.values())


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
    with personal details or that could tell what is hidden, and Conflict as `Store.writing` does."""
    reason = nothing_told(store, why, LONGEST, "The reason", quarter, ends_there=False)
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
