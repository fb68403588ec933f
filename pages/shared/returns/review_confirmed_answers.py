"""What has been confirmed so far: answer by answer, to take back; and as a whole, to save or to clear."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from zlib import crc32

import streamlit as st

from ieo_metrics.accepting.questions.ask_about_alike_spellings import SameQuestion
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.recognising.mappings.answers_on_sameness import SameAnswers
from ieo_metrics.recognising.mappings.confirmed_answers_in_words import confirmed_answers
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import inert_text
from pages.shared.kit.next_step import focus_first
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.text import draw_markup, draw_paragraph, text_markup
from pages.shared.kit.unfolding import draw_folded, unfolding_form
from pages.shared.returns import officer_answers, session_files

MOST = 40  # answers that are listed at once
# Where on the page something can be undone, beside the panel of each file.
TOP, AMONG_ANSWERS = "top", "answers"
_UNDO = "undo_last"
CLEARED = "The answers about columns were cleared, and are asked again."

Taking = tuple[str, str, Callable[[Mapping], Mapping]]  # (key, answer in words, a mapping without it)


def draw_undo(place: str) -> None:
    """What was done last at a place of the page, with the button that undoes it: it has the keyboard when it
    is new, and so is in sight."""
    words, at = officer_answers.undo_offered()
    if not words or place != at:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_notice(words)
        if st.button("Undo", key=_UNDO):
            officer_answers.undo_last()
            session_files.check_again()
            st.rerun()
    if officer_answers.undo_is_new():
        focus_first(f".st-key-{_UNDO} button")


def draw_confirmed(answered: Sequence[SameQuestion]) -> None:
    """What has been confirmed, and what was taken back here. `answered`: the answers about spellings of the
    files that wait."""
    _, place = officer_answers.undo_offered()
    above = {TOP, *(uploaded_file.sha256 for uploaded_file in session_files.uploaded_files())}
    draw_undo(AMONG_ANSWERS if place in above else place)  # here too, once its file is gone
    mapping = officer_answers.column_mapping()
    if count := officer_answers.how_many(mapping):
        draw_folded(
            f"What you have confirmed: {plural(count, 'answer')}",
            "what_is_confirmed",
            partial(_draw_review, mapping, count, answered),
        )


def _draw_review(mapping: Mapping, count: int, answered: Sequence[SameQuestion]) -> None:
    """`mapping`: the session is not at hand when its file is made."""
    thing = "1 answer is" if count == 1 else f"{count:,} answers are"
    draw_paragraph(
        f"{thing} kept {_how_long()}. To use them on another machine, save them as a file and drop it "
        "above, or give it to the command line with --mapping."
    )
    _draw_answers(mapping, answered)
    with st.container(horizontal=True):
        st.download_button(
            "Save these answers (.json)",
            store_access.export_button_data(
                "the confirmed answers", lambda _: officer_answers.mapping_as_bytes(mapping)
            ),
            file_name="column mappings.json",
            mime="application/json",
            on_click="ignore",
        )
        if st.button("Clear them and ask again"):
            _take_back(CLEARED, lambda _: EMPTY)


def _how_long() -> str:
    return (
        "and saved for the next returns"
        if officer_answers.is_kept()
        else "until this tab is closed, because saving failed"
    )


def _draw_answers(mapping: Mapping, answered: Sequence[SameQuestion]) -> None:
    """Each answer with the button that takes it back alone."""
    rows: list[Taking] = [
        (confirmed_answer.key, confirmed_answer.words, confirmed_answer.taken_from)
        for confirmed_answer in confirmed_answers(mapping)
    ]
    rows += _about_spellings(mapping.same, answered)
    with unfolding_form("Each answer, to take it back alone", key="each_answer"):
        if len(rows) > MOST:
            find = st.text_input("Show only answers with these words", key="find_answer").casefold()
            rows = [row for row in rows if find in row[1].casefold()]
        for key, words, without in rows[:MOST]:
            left, right = st.columns([5, 1], vertical_alignment="center")
            with left:
                draw_markup(text_markup(f"{words[:1].upper()}{words[1:]}.", kind="ieo-small"))
            with right:
                number = crc32(key.encode("utf-8", "surrogatepass"))
                if st.button("Take back", key=f"take_back_{number}", help=inert_text(f"Ask again: {words}")):
                    _take_back(f"Taken back, and asked again where it matters: {words}.", without)
        if len(rows) > MOST:
            draw_paragraph(f"{len(rows) - MOST:,} more.", kind="ieo-small")


def _about_spellings(same: SameAnswers, answered: Sequence[SameQuestion]) -> list[Taking]:
    """Answers about spellings: those of the waiting files in words; of the others only hashes are known, and
    they are taken back together."""
    rows: list[Taking] = []
    seen: dict[str, set[str]] = {}
    for question in answered:
        kind = question.kind.name
        seen.setdefault(kind, set()).update(question.hashes)
        without = partial(_without_spellings, kind=kind, hashes=frozenset(question.hashes))
        rows.append((f"same {kind} {question.hashes}", question.answer_in_words(same), without))
    for kind, words in same.stands_for.items():
        if rest := frozenset(words) - seen.get(kind, set()):
            many = f"{len(rest):,} spelling{'' if len(rest) == 1 else 's'}"
            said = f"what {many} of a {kind} are the same as, in returns that are not waiting here"
            rows.append((f"same {kind}", said, partial(_without_spellings, kind=kind, hashes=rest)))
    return rows


def _without_spellings(mapping: Mapping, kind: str, hashes: frozenset[str]) -> Mapping:
    return replace(mapping, same=mapping.same.without(kind, hashes))


def _take_back(words: str, without: Callable[[Mapping], Mapping]) -> None:
    officer_answers.take_back(without, words, AMONG_ANSWERS)
    session_files.check_again()
    st.rerun()
