"""Which school a session was at, and whether that school is in a hotspot area or a priority school on the
day."""

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.accepting.questions.alike_schools_and_cohorts import SCHOOL_IN_QUESTION
from ieo_metrics.checking.table_to_records import is_unreadable
from ieo_metrics.framework.record_tables import TABLE

NO, UNKNOWN, YES = 0, 1, 2
NOTHING = 0  # the number of the empty word


def school_keys(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Numbers for the school and the cohort of each session, −1 where there is none. The URN alone identifies
    a school; a session without one is at the school of that name, and takes its URN if the name goes with
    exactly one."""
    urns: dict[str, int] = {"": NOTHING}
    urn, name, cohort = (
        _places(frame["urn"], urns),
        _places(frame["school"], {"": NOTHING}),
        _places(frame["cohort"], {"": NOTHING}),
    )
    both = pd.DataFrame({"name": name, "urn": urn})[
        (name != NOTHING) & (urn != NOTHING) & frame["counts"].to_numpy()
    ].drop_duplicates()
    alone = both.drop_duplicates("name", keep=False).set_index("name")["urn"]
    urn = np.where(urn != NOTHING, urn, alone.reindex(name).fillna(NOTHING).to_numpy().astype(np.int64))
    school = np.where(urn != NOTHING, urn, np.where(name != NOTHING, len(urns) + name, -1))
    return school, np.where(cohort != NOTHING, cohort, -1)


def yes_of_either(hotspot: pd.Series, priority: pd.Series) -> np.ndarray:
    """One yes is enough; without a yes, a blank or unreadable answer is unknown."""
    yes = hotspot.fillna(False).to_numpy(dtype=bool) | priority.fillna(False).to_numpy(dtype=bool)
    return np.where(yes, YES, np.where((hotspot.isna() | priority.isna()).to_numpy(), UNKNOWN, NO))


def school_membership(governed: Governed) -> np.ndarray:
    """NO, UNKNOWN or YES for each session: by the list in force on its date where one is given, else by its
    own columns."""
    sessions, lists = governed.tables["school_sessions"], governed.tables.get("school_list")
    own = yes_of_either(sessions["hotspot"], sessions["priority"])
    if lists is None or not len(lists):
        return own
    place = sessions["quarter"].to_numpy() - governed.first
    within = (place >= 0) & (place < governed.quarters)
    list_no = np.where(within, governed.governs["school_list"][np.where(within, place, 0)], -1)
    given = np.isin(list_no, lists["return_no"].unique()) & (list_no >= 0)
    return np.where(given, _on_list(sessions, lists, list_no), own)


def _on_list(sessions: pd.DataFrame, lists: pd.DataFrame, list_no: np.ndarray) -> np.ndarray:
    """NO, UNKNOWN or YES by the list alone. A school is matched on its URN, and on its name where one of the
    two has no URN. While it is open whether it is a school of the list under another spelling, it is UNKNOWN
    rather than NO."""
    known: dict[str, int] = {"": NOTHING}
    urns, names, listed_urns, listed_names = (
        _places(frame[column], known) for frame in (sessions, lists) for column in ("urn", "school")
    )
    asked, listed_asked = (_asked(frame) for frame in (sessions, lists))
    day = sessions["date"].to_numpy()
    start, end = lists["valid_from"].to_numpy(), lists["valid_to"].to_numpy()
    says = yes_of_either(lists["hotspot"], lists["priority"])
    unclear = is_unreadable(lists, TABLE["school_list"], "valid_from") | is_unreadable(
        lists, TABLE["school_list"], "valid_to"
    )

    def in_force(school: np.integer, at: np.ndarray) -> np.ndarray:
        """Those of the sessions on whose day the row of the list is in force; all where that is unclear."""
        out_of_force = (start[school] > day[at]) | (end[school] < day[at])
        return at if unclear[school] else at[~out_of_force]

    out = np.where((urns != NOTHING) | (names != NOTHING), NO, UNKNOWN)
    of_list = lists["return_no"].to_numpy()
    # A list is short and read once for each of its schools; the sessions are many, and stand in the order of
    # their schools.
    for number in np.unique(of_list):
        rows = np.flatnonzero(list_no == number)
        with_urn, with_name = _Ordered(urns, rows), _Ordered(names, rows)
        in_question = _Ordered(asked, rows)
        for i in np.flatnonzero(of_list == number):
            by_name = with_name.rows_of(listed_names[i])
            if listed_urns[i] != NOTHING:
                by_name = by_name[urns[by_name] == NOTHING]
            for at in (with_urn.rows_of(listed_urns[i]), by_name):
                at = in_force(i, at)
                out[at] = np.maximum(out[at], UNKNOWN if unclear[i] else says[i])
            if unclear[i] or says[i] != NO:
                at = in_force(i, in_question.rows_of(listed_asked[i]))
                out[at] = np.maximum(out[at], UNKNOWN)
    return out


def _asked(frame: pd.DataFrame) -> np.ndarray:
    """The open question that each row's school is part of, from 1; NOTHING where it is part of none."""
    return (
        frame[SCHOOL_IN_QUESTION].to_numpy() + 1
        if SCHOOL_IN_QUESTION in frame
        else np.full(len(frame), NOTHING)
    )


class _Ordered:
    """Rows in the order of their numbers, so that those of one number are found at once."""

    def __init__(self, numbers: np.ndarray, rows: np.ndarray) -> None:
        self.rows = rows[np.argsort(numbers[rows], kind="stable")]
        self.numbers = numbers[self.rows]

    def rows_of(self, number: int) -> np.ndarray:
        """The rows of a number; none of NOTHING."""
        start, end = np.searchsorted(self.numbers, (number, number + 1)) if number != NOTHING else (0, 0)
        return self.rows[start:end]


def _places(column: pd.Series, known: dict[str, int]) -> np.ndarray:
    """Each row's word, case-folded, as its number in `known` (which grows by the words that are new)."""
    numbers = np.array(
        [known.setdefault(word.casefold(), len(known)) for word in column.cat.categories] + [NOTHING],
        dtype=np.int64,
    )
    return numbers[column.cat.codes.to_numpy()]
