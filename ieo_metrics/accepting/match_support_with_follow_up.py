"""The young people of RESET, as the Society supports them and as the Constabulary follows them up: are
they the same people?"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.add_months import add_months
from ieo_metrics.framework.dates.quarters import first_day, quarters_of
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE

SOCIETY, CONSTABULARY = ("support",), ("follow_up", "offences")
_STARTS = {"support start": "started", "support end": "ended"}


def reconcile_cohort(governed: Governed, settings: Settings) -> pd.DataFrame:
    """One row per reference, in the order in which they stand, the Society's first: `society` and
    `constabulary` (bool); `due` (bool: nothing explains why the other has not got it); `source` and `row`
    of where it first stands.

    Who is supported is due for follow-up when the window has ended in a quarter that the Constabulary covers,
    by the day of its return. Whom the Constabulary follows up is due with the Society unless the support
    began before the first quarter that the Society covers, and may have ended before it too.
    """
    theirs, known = _references(governed, SOCIETY, settings), _references(governed, CONSTABULARY, settings)
    also_theirs = theirs.index.get_indexer(known.index) >= 0
    out = pd.concat([theirs, known[~also_theirs]])
    society = np.arange(len(out)) < len(theirs)
    constabulary = np.append(known.index.get_indexer(theirs.index) >= 0, np.full((~also_theirs).sum(), True))
    return out.assign(
        society=society,
        constabulary=constabulary,
        due=out["due"].to_numpy(dtype=bool) & ~(society & constabulary),
    )


def _references(governed: Governed, names: Sequence[str], settings: Settings) -> pd.DataFrame:
    """Each reference of the tables once (the index): whether it is `due` with the other provider, and where
    it first stands."""
    parts = []
    for frame, name in ((governed.tables[name], name) for name in names if name in governed.tables):
        due = (
            _due_for_follow_up(frame, governed, settings)
            if name == "support"
            else _due_with_society(frame, governed)
        )
        # By the codes of the references: they follow in words only where each stands once.
        people = frame["person_ref"].cat
        codes = people.codes.to_numpy()
        there = codes >= 0
        rows = {place: frame[place].to_numpy()[there] for place in ("source", "row")}
        each = each_once(codes[there], rows | {"due": due[there]}, names)
        parts.append(each.set_axis(people.categories[each.index]))
    if not parts:
        return pd.DataFrame(
            {"source": [], "row": [], "due": []}, index=pd.Index([], dtype=object, name="ref")
        )
    if len(parts) == 1:
        return parts[0]
    both = pd.concat(parts)
    return each_once(
        both.index, {column: both[column].to_numpy() for column in ("source", "row", "due")}, names
    )


def each_once(
    people: np.ndarray | pd.Index, rows: Mapping[str, np.ndarray], names: Sequence[str]
) -> pd.DataFrame:
    """The first of each person's rows. A person is due by any row of support; the dates of a row of the
    Constabulary's explain an absence, a row without dates does not. `people`: whose each of n rows is;
    `rows`: n times the source, the row and whether it is due."""
    codes, different = pd.factorize(people)
    first = np.unique(codes, return_index=True)[1]  # numbered in the order in which they first stand
    times, times_due = (np.bincount(of, minlength=len(first)) for of in (codes, codes[rows["due"]]))
    due = times_due > 0 if names == SOCIETY else times_due == times
    columns = {name: rows[name][first] for name in ("source", "row")} | {"due": due}
    return pd.DataFrame(columns, index=different)


def _due_for_follow_up(frame: pd.DataFrame, governed: Governed, settings: Settings) -> np.ndarray:
    if settings.window_starts not in _STARTS:
        return np.zeros(len(frame), dtype=bool)
    ends = add_months(frame[_STARTS[settings.window_starts]].to_numpy(), settings.follow_up_months)
    place = quarters_of(ends) - governed.first
    within = ~np.isnat(ends) & (place >= 0) & (place < governed.quarters)
    returns = governed.governs["follow_up"][np.where(within, place, 0)]
    return np.asarray(within & (returns >= 0) & (ends <= governed.made[returns]))


def _due_with_society(frame: pd.DataFrame, governed: Governed) -> np.ndarray:
    covered = np.flatnonzero(governed.covered("support"))
    if "started" not in frame or not len(covered):
        return np.ones(len(frame), dtype=bool)
    return ~(frame["started"].to_numpy() < np.datetime64(first_day(governed.first + int(covered[0]))))


def about_cohort(governed: Governed, settings: Settings) -> Iterator[Problem]:
    """One problem with the counts; nothing while there is only one of the two."""
    people = reconcile_cohort(governed, settings)
    society, constabulary = people["society"].to_numpy(), people["constabulary"].to_numpy()
    if not society.any() or not constabulary.any():
        return
    yield _counts(people, governed)


def _counts(people: pd.DataFrame, governed: Governed) -> Problem:
    """How many are with both, and with one only; a question where the dates do not say why."""
    society, constabulary, due = (
        people[name].to_numpy(dtype=bool) for name in ("society", "constabulary", "due")
    )
    alone = [
        (TABLE[tables[0]].provider, here & ~there)
        for tables, here, there in ((SOCIETY, society, constabulary), (CONSTABULARY, constabulary, society))
    ]
    parts = [
        f"{only.sum()} only with the {provider} ({(only & due).sum()} of them unexplained by the dates)"
        for provider, only in alone
    ]
    found = "; ".join([f"{(society & constabulary).sum()} with both", *parts])
    first = governed.sources[int(people["source"].iloc[0])]
    return problem(
        "cohort-unmatched" if due.any() else "cohort-matched",
        first.file,
        first.sheet.name,
        "",
        "person_ref",
        found,
    )
