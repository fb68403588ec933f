"""How far the recommendations of the terms of reference have come: every state that was recorded, with its
evidence; and whether what follows was done since: the Readiness Tracker updated, the terms revised."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.terms_of_reference import ACHIEVED, STATES_OF_RECOMMENDATION
from ieo_metrics.framework.terms_of_reference import RECOMMENDATIONS as AGREED
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.schema import RECOMMENDATIONS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.free_text import nothing_told
from ieo_metrics.store.record.meetings_and_actions import LONGEST, one_of, required
from ieo_metrics.store.trail import seals
from ieo_metrics.store.trail.audited_named_values import as_dict, change_remembered, recall
from ieo_metrics.store.trail.row_numbers import next_number


@dataclass(frozen=True)
class RecommendationStatus:
    """The progress of a recommendation: its evidence, since when and by whom."""

    number: int
    ref: str
    state: str
    evidence: str
    at: str
    who: str


def set_recommendation(store: Store, who: str, ref: str, state: str, evidence: str) -> None:
    """Record the progress of a recommendation; earlier rows stay. Raises StoreTrouble where it has moved
    on but no evidence is given, or the evidence could tell what is hidden."""
    one_of(ref, {recommendation.ref for recommendation in AGREED}, "The recommendation")
    one_of(state, STATES_OF_RECOMMENDATION, "The state")
    words = nothing_told(store, evidence, LONGEST, "The evidence", None, ends_there=False)
    if state != STATES_OF_RECOMMENDATION[0]:
        required(words, "The evidence")
    with store.writing() as connection:
        now, last = store.now(), latest_recommendations(connection).get(ref)
        if last is not None and (last.state, last.evidence) == (state, words):
            return
        number = next_number(connection, RECOMMENDATIONS)
        connection.execute(
            sa.insert(RECOMMENDATIONS).values(
                number=number, ref=ref, state=state, evidence=words, at=now, who=who
            )
        )
        seals.append_sealed(
            connection,
            store,
            now,
            who,
            "set how a recommendation stands",
            {"recommendation": ref, "state": state},
            (RECOMMENDATIONS, number),
        )


def recommendation_history(connection: Connection) -> list[RecommendationStatus]:
    """The progress of every recommendation over time, the oldest first."""
    return [
        RecommendationStatus(**row._mapping)
        for row in connection.execute(sa.select(RECOMMENDATIONS).order_by(RECOMMENDATIONS.c.number))
    ]


def latest_recommendations(connection: Connection) -> dict[str, RecommendationStatus]:
    """The current progress of each recommendation; one with nothing recorded is not included."""
    return {
        recommendation_status.ref: recommendation_status
        for recommendation_status in recommendation_history(connection)
    }


# What follows once a recommendation is achieved, by the name under which it is remembered that it was done.
TRACKER, TERMS = "readiness tracker updated", "terms of reference revised"
WHAT_WAS_DONE = {
    TRACKER: "the Readiness Tracker was updated",
    TERMS: "the terms of reference were reviewed or revised",
}


@dataclass(frozen=True)
class Done:
    """The day on which something that follows was done last; `achieved`: the numbers of the rows by which the
    recommendations had been achieved that it was done for; `review_by`: when it is to be done again, None
    where nobody has said so."""

    on: dt.date
    achieved: frozenset[int]
    review_by: dt.date | None = None


def achieved_recommendations(history: Sequence[RecommendationStatus]) -> list[RecommendationStatus]:
    """Of each recommendation that is achieved now, the row since which it is."""
    since: dict[str, RecommendationStatus] = {}
    for status in history:
        if status.state != ACHIEVED:
            since.pop(status.ref, None)
        else:
            since.setdefault(status.ref, status)
    return [since[recommendation.ref] for recommendation in AGREED if recommendation.ref in since]


def when_done(connection: Connection, what: str) -> Done | None:
    """When TRACKER or TERMS was done last; None where it never was."""
    held = as_dict(recall(connection, what))
    if not held:
        return None
    review_by = held.get("review by")
    return Done(
        dt.date.fromisoformat(held["on"]),
        frozenset(held["achieved"]),
        dt.date.fromisoformat(review_by) if review_by else None,
    )


def record_done(
    store: Store,
    who: str,
    what: str,
    on: dt.date,
    achieved: Sequence[RecommendationStatus],
    review_by: dt.date | None = None,
) -> None:
    """Say that TRACKER or TERMS was done on a day, for the recommendations that are `achieved`. Raises
    StoreTrouble for a day that is to come, and for a review that is not after it."""
    done, today = WHAT_WAS_DONE[what], day_in_london(store.now())
    if on > today:
        raise StoreTrouble(f"{day_in_words(on)} is still to come. Nothing was saved: choose another day.")
    if review_by is not None and review_by <= max(on, today):
        raise StoreTrouble("The next review must be after today. Nothing was saved: choose another day.")
    value = {
        "on": on.isoformat(),
        "achieved": [status.number for status in achieved],
        "review by": review_by.isoformat() if review_by else None,
    }
    refs = ", ".join(status.ref for status in achieved)
    changed = f"{done} on {day_in_words(on)}{f', after {refs} was achieved' if refs else ''}"
    again = f"; to be reviewed by {day_in_words(review_by)}" if review_by else ""
    change_remembered(store, who, what, lambda _: value, {"changed": changed + again})


def still_to_follow(
    achieved: Sequence[RecommendationStatus], done: Done | None
) -> list[RecommendationStatus]:
    """The achieved recommendations after which it was not done yet."""
    known = done.achieved if done else frozenset()
    return [status for status in achieved if status.number not in known]
