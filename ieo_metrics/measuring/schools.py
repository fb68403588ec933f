"""Which school a session was at, and whether that school is in a hotspot area or a priority school on the day."""

import numpy as np
import pandas as pd

from ieo_metrics.accepting.govern import Governed
from ieo_metrics.checking.records import unreadable
from ieo_metrics.framework.tables import TABLE

NO, UNKNOWN, YES = 0, 1, 2


def _words(column: pd.Series) -> tuple[np.ndarray, list[str]]:
    """The distinct words of a text column case-folded, and each row's place among them (−1 for none)."""
    folded: dict[str, int] = {}
    places = np.array([folded.setdefault(word.casefold(), len(folded)) for word in column.cat.categories] + [-1], dtype=np.int64)
    return places[column.cat.codes.to_numpy()], list(folded)


def school_keys(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Numbers for the school and the cohort of each session, −1 where there is none. The URN alone identifies a school; a
    session without one is at the school of that name, and takes its URN if the name goes with exactly one."""
    urn, urns = _words(frame["urn"])
    name, _ = _words(frame["school"])
    both = pd.DataFrame({"name": name, "urn": urn})[(name >= 0) & (urn >= 0) & frame["counts"].to_numpy()].drop_duplicates()
    alone = both.drop_duplicates("name", keep=False).set_index("name")["urn"]
    urn = np.where(urn >= 0, urn, alone.reindex(name).fillna(-1).to_numpy().astype(np.int64))
    cohort, _ = _words(frame["cohort"])
    return np.where(urn >= 0, urn, np.where(name >= 0, len(urns) + name, -1)), cohort


def _says(hotspot: pd.Series, priority: pd.Series) -> np.ndarray:
    """One yes is enough; without a yes, a blank or unreadable answer is unknown."""
    yes = hotspot.fillna(False).to_numpy(dtype=bool) | priority.fillna(False).to_numpy(dtype=bool)
    return np.where(yes, YES, np.where((hotspot.isna() | priority.isna()).to_numpy(), UNKNOWN, NO))


def membership(governed: Governed) -> np.ndarray:
    """NO, UNKNOWN or YES for each session: by the list in force on its date where one is given, else by its own columns."""
    sessions, lists = governed.tables["school_sessions"], governed.tables.get("school_list")
    own = _says(sessions["hotspot"], sessions["priority"])
    if lists is None or not len(lists):
        return own
    place = sessions["quarter"].to_numpy() - governed.first
    within = (place >= 0) & (place < governed.quarters)
    list_no = np.where(within, governed.governs["school_list"][np.where(within, place, 0)], -1)
    given = np.isin(list_no, lists["return_no"].unique()) & (list_no >= 0)
    return np.where(given, _on_list(sessions, lists, list_no), own)


def _on_list(sessions: pd.DataFrame, lists: pd.DataFrame, list_no: np.ndarray) -> np.ndarray:
    """NO, UNKNOWN or YES by the list alone. A school is matched on its URN, and on its name where one of the two has no URN."""
    urns, names, listed_urns, listed_names = (_folded(frame[column]) for frame in (sessions, lists) for column in ("urn", "school"))
    day = sessions["date"].to_numpy()
    start, end = lists["valid_from"].to_numpy(), lists["valid_to"].to_numpy()
    says = _says(lists["hotspot"], lists["priority"])
    unclear = unreadable(lists, TABLE["school_list"], "valid_from") | unreadable(lists, TABLE["school_list"], "valid_to")
    out = np.where((urns != "") | (names != ""), NO, UNKNOWN)
    of_list = lists["return_no"].to_numpy()
    # A list is short and read once for each of its schools; the sessions are many, and are looked at together.
    for number in np.unique(of_list):
        rows = np.flatnonzero(list_no == number)
        urn, name, when = urns[rows], names[rows], day[rows]
        for i in np.flatnonzero(of_list == number):
            here = (urn == listed_urns[i]) & (urn != "")
            if listed_names[i]:
                here |= (name == listed_names[i]) & ((urn == "") | (listed_urns[i] == ""))
            if not unclear[i]:
                here &= ~((start[i] > when) | (end[i] < when))
            at = rows[here]
            out[at] = np.maximum(out[at], UNKNOWN if unclear[i] else says[i])
    return out


def _folded(column: pd.Series) -> np.ndarray:
    """A text column case-folded, "" where there is none."""
    words = np.array([word.casefold() for word in column.cat.categories] + [""], dtype=object)
    return words[column.cat.codes.to_numpy()]
