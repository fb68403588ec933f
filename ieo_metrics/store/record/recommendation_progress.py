"""How far the recommendations of the terms of reference have come: every state that was recorded, with its
evidence."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.terms_of_reference import RECOMMENDATIONS as AGREED
from ieo_metrics.framework.terms_of_reference import STATES_OF_RECOMMENDATION
from ieo_metrics.store.database.schema import RECOMMENDATIONS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.free_text import nothing_told
from ieo_metrics.store.record.meetings_and_actions import LONGEST, one_of, required
from ieo_metrics.store.trail import seals
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
