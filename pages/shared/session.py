"""What this visitor has dropped, and what was made of it. It is kept in the visitor's own session and nowhere else: the tables
hold rows about young people, and a shared cache would show them to the next visitor."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import streamlit as st

from ieo_metrics.checking.check import CheckedFile, check
from ieo_metrics.framework.settings import Settings
from ieo_metrics.measuring.compute import Results
from ieo_metrics.reading.sheets import Refused
from ieo_metrics.reading.start import start
from ieo_metrics.walk import Collection, collected, measure

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"


@dataclass(frozen=True)
class Held:
    """One dropped file: checked, or refused. `invented`: it is one of the project's own samples."""

    sha256: str
    outcome: CheckedFile | Refused
    invented: bool = False


def held() -> list[Held]:
    """The files in the order of their arrival, which is the order in which they are accepted."""
    return st.session_state.setdefault("held", [])


def settings() -> Settings:
    return Settings()


def _name_apart(name: str, taken: set[str]) -> str:
    """A name that no other file has: problems are told apart by it."""
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    number, new = 2, name
    while new in taken:
        new, number = f"{stem} ({number}){dot}{ending}", number + 1
    return new


def take(files: Sequence[tuple[str, bytes]], *, invented: bool = False) -> None:
    """Read and check files, and add them to those that are held. The same file again changes nothing, and that is said."""
    here = held()
    known, taken, fresh = {one.sha256: one.outcome.name for one in here}, {one.outcome.name for one in here}, []
    for name, data in files:
        digest = sha256(data).hexdigest()
        if digest in known:
            tell(name, f"is the same file as {known[digest]}, which is here already. Nothing has changed.")
            continue
        known[digest] = name = _name_apart(name, taken)
        taken.add(name)
        fresh.append((name, data, digest))
    if not fresh:
        return
    received = dt.datetime.now().replace(microsecond=0)
    with st.status(f"Reading {len(fresh)} file{'' if len(fresh) == 1 else 's'}") as progress:
        reading = start([(name, data) for name, data, _ in fresh])
        for number, (one, (_, _, digest)) in enumerate(zip(reading.results(), fresh, strict=True), start=1):
            progress.update(label=f"Checking file {number} of {len(fresh)}")
            here.append(Held(digest, one if isinstance(one, Refused) else check(one, settings(), received), invented))
        progress.update(label="Working out the measures")
        computed()
        progress.update(label="Done", state="complete")


def take_samples() -> None:
    """The invented workbooks that come with the project."""
    take([(path.name, path.read_bytes()) for path in sorted(SAMPLES.glob("*.xlsx")) if not path.name.startswith("~")], invented=True)


def take_away(digest: str) -> None:
    st.session_state["held"] = [one for one in held() if one.sha256 != digest]


def computed() -> tuple[Collection, Results | None]:
    """The collection and its measures: worked out once for each set of files and settings, not at every click."""
    key = (tuple(one.sha256 for one in held()), settings())
    if st.session_state.get("computed_for") != key:
        outcomes = [one.outcome for one in held()]
        collection = collected([o for o in outcomes if isinstance(o, CheckedFile)], [o for o in outcomes if isinstance(o, Refused)], settings())
        st.session_state["computed"], st.session_state["computed_for"] = (collection, measure(collection)), key
    return st.session_state["computed"]


def tell(name: str, words: str) -> None:
    """Something about a file, to be shown once."""
    st.session_state.setdefault("told", []).append((name, words))


def told() -> list[tuple[str, str]]:
    return st.session_state.pop("told", [])
