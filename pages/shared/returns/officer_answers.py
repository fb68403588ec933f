"""The officer's answers in this session: what headings mean, which quarters a return covers, what was
confirmed."""

from collections.abc import Callable, Iterable

import streamlit as st

from ieo_metrics.accepting.files_to_returns import ReturnKey
from ieo_metrics.accepting.questions.ask_about_alike_spellings import KINDS
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.problem_kinds import CONFIRM, Problem
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_as_text
from pages.shared.returns import saved_mapping

ProblemKey = tuple[str, str, str, str]
ABOUT_STATED_QUARTERS = (
    "mapping-quarter-without-rows",
    "mapping-quarter-too-early",
    "mapping-quarter-emptied",
)
ABOUT_COVERAGE = ("quarter-assumed", "mapping-quarter", *ABOUT_STATED_QUARTERS)
ABOUT_HEADINGS = (
    "mapping-column-proposed",
    "mapping-column-unclear",
    "mapping-column-duplicate",
    "mapping-ambiguous",
    "mapping-answer-proposed",
    "mapping-date-order",
    "mapping-date-order-in-part",
    "mapping-date-year",
    "mapping-sheet-elsewhere",
    "mapping-sheet-set-aside",
)
PROPOSED = (
    "mapping-column-proposed",
    "mapping-column-unclear",
    "mapping-answer-proposed",
    "column-proposed",
)
HIDDEN = "sheet-hidden"
ABOUT_SPELLINGS = tuple(kind.code for kind in KINDS)


def column_mapping() -> Mapping:
    """What headings, sheets and answers mean, as confirmed or loaded."""
    own = st.session_state.get("mapping of this tab")
    return saved_mapping.load_mapping() if own is None else own


def say_mapping(new: Callable[[Mapping], Mapping]) -> None:
    """Replace the mapping by `new(mapping)` and store it for the next session; where it cannot be stored,
    it lasts until this tab is closed."""
    said = new(column_mapping())
    if not is_kept() or not saved_mapping.keep_mapping(new):
        st.session_state["mapping of this tab"] = said


def is_kept() -> bool:
    """Whether the mapping is remembered for the next session."""
    return "mapping of this tab" not in st.session_state


def take_back(new: Callable[[Mapping], Mapping], words: str, place: str) -> None:
    """Take back what `new` leaves away, and offer to undo that. `words`: what was taken back, for the page;
    `place`: where on it."""
    before = column_mapping()
    say_mapping(new)
    offer_undo(words, lambda now: now.merged(before), place)


def offer_undo(words: str, undo: Callable[[Mapping], Mapping], place: str) -> None:
    """Offer to undo what was just done, until the tab is closed or something else can be undone. `undo`:
    gives the mapping without it, in which what was confirmed since then stands."""
    st.session_state["undo"] = (words, undo, place)
    st.session_state["undo is new"] = True


def undo_offered() -> tuple[str, str]:
    """What can be undone, in words, and where on the page; "" where nothing can."""
    words, _, place = st.session_state.get("undo", ("", None, ""))
    return words, place


def undo_is_new() -> bool:
    """Whether what can be undone has not been shown yet; says so once."""
    return st.session_state.pop("undo is new", False)


def undo_last() -> None:
    """Undo what was done last."""
    _, undo, _ = st.session_state.pop("undo")
    say_mapping(undo)


def mapping_as_bytes(of: Mapping) -> bytes:
    return mapping_as_text(of).encode()


def how_many(of: Mapping) -> int:
    """How many answers a mapping holds."""
    return (
        sum(map(len, of.columns.values()))
        + len(of.sheets)
        + sum(map(len, of.answers.values()))
        + sum(map(len, of.orders.values()))
        + sum(map(len, of.totals.values()))
        + sum(map(len, of.decided.values()))
        + len(of.by_hand)
        + len(of.same)
    )


def covered_quarters_said() -> dict[ReturnKey, tuple[Quarter, ...]]:
    """By return, the quarters that the officer says it covers."""
    return st.session_state.setdefault("covers", {})


def problem_key(digest: str, p: Problem) -> ProblemKey:
    return digest, p.code, p.sheet, p.cell


def confirmations() -> dict[ProblemKey, str]:
    """By problem, the officer's answer; an empty one where it was only ticked."""
    return st.session_state.setdefault("confirmations", {})


def confirm_problems(keys: Iterable[ProblemKey], answer: str = "") -> None:
    for key in keys:
        confirmations().setdefault(key, answer)


def unconfirm_problem(key: ProblemKey) -> None:
    confirmations().pop(key, None)


def to_confirm(digest: str, problems: Iterable[Problem]) -> dict[ProblemKey, Problem]:
    """What is to be confirmed about a file, each place and kind once."""
    return {problem_key(digest, p): p for p in problems if p.severity == CONFIRM}


def for_provider(problems: Iterable[Problem]) -> list[Problem]:
    """The problems for the provider: without headings and answers close to known ones, which the officer
    confirms above."""
    return [p for p in problems if p.code not in PROPOSED]


def still_open(digest: str, problems: Iterable[Problem]) -> list[Problem]:
    """The problems without those that the officer has confirmed."""
    done = confirmations()
    return [p for p in problems if problem_key(digest, p) not in done]
