"""A list of offences against the follow-up of the same file: people who are only in the list, and answers
that it contradicts."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ieo_metrics.checking.findings import Context, Finding, days_of
from ieo_metrics.framework.dates.add_months import add_months


def without_follow_up(offences: pd.DataFrame, follow_up: pd.DataFrame) -> Iterator[Finding]:
    """The first offence of each person who has no follow-up row: they are not traced, so they are not
    counted."""
    people = offences["person_ref"].astype("str")
    known = set(follow_up["person_ref"].dropna().astype("str"))
    alone = offences["person_ref"].notna() & ~people.isin(known) & ~people.duplicated()
    for at in np.flatnonzero(alone.to_numpy()):
        yield Finding("offence-without-follow-up", at, "person_ref", "", {})


def offence_contradictions(
    offences: pd.DataFrame, follow_up: pd.DataFrame, context: Context
) -> Iterator[Finding]:
    """Follow-up rows whose answer to Reoffended disagrees with the offences in the window."""
    if not len(offences):
        return
    starts, ends = days_of(follow_up, "started"), days_of(follow_up, "window_end")
    ends = np.where(np.isnat(ends), add_months(starts, context.settings.follow_up_months), ends)
    rows = pd.DataFrame(
        {
            "at": np.arange(len(follow_up)),
            "person": follow_up["person_ref"].astype("str"),
            "starts": starts,
            "ends": ends,
        }
    )
    rows = rows[
        follow_up["reoffended"].notna().to_numpy()
        & ~np.isnat(starts)
        & follow_up["person_ref"].notna().to_numpy()
    ]
    dated = pd.DataFrame(
        {"person": offences["person_ref"].astype("str"), "day": days_of(offences, "offence_date")}
    )
    both = rows.merge(dated[offences["person_ref"].notna().to_numpy()], on="person")
    within = both[(both["day"] > both["starts"]) & (both["day"] <= both["ends"])].groupby("at").size()
    undated = set(both.loc[both["day"].isna(), "at"])
    answers = follow_up["reoffended"].to_numpy(dtype=np.int8, na_value=-1)
    for at in rows["at"]:
        count = int(within.get(at, 0))
        if (answers[at] == 1) != (count > 0) and at not in undated:
            said, listed_so = (
                ("yes", "no offence")
                if answers[at] == 1
                else ("no", f"{count} offence{'s' if count > 1 else ''}")
            )
            yield Finding(
                "offences-contradict",
                at,
                "reoffended",
                said,
                {"expected": f"what the list says: {listed_so} in the follow-up window"},
            )
