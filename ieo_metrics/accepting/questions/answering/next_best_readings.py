"""The readings of a table beside that which is chosen: for each question the next best answer."""

from collections.abc import Iterator, Sequence

from ieo_metrics.accepting.questions.question import Question
from ieo_metrics.recognising.mappings.mapping import NOT_NEEDED

Answers = tuple[tuple[Question, str], ...]
Chosen = Sequence[tuple[Question, str | None]]  # None: the question is open


def next_best_readings(chosen: Chosen, most: int) -> list[tuple[str, Answers]]:
    """At most so many other readings, each with what is different in it: for an answer the next best one, for
    an open question the two best. Two columns of which one would take the other's place change places."""
    out: list[tuple[str, Answers]] = []
    for question, answer in chosen:
        others = [each for each in question.nearest or question.choices if each != answer]
        others = others[: 1 if answer is not None else 2]
        for other in others:
            changed = dict(_changed(chosen, question, answer, other))
            answers = tuple(
                (each, new) for each, old in chosen if (new := changed.get(each.key, old)) is not None
            )
            if not any(answers == known for _, known in out):
                out.append((_in_words(chosen, changed), answers))
    # A column that is another one of its kind is nearer than one that is not needed after all.
    return sorted(out, key=lambda reading: (NOT_NEEDED, True) in ((a, q.slots) for q, a in reading[1]))[:most]


def _changed(chosen: Chosen, question: Question, answer: str | None, other: str) -> Iterator[tuple[str, str]]:
    yield question.key, other
    if question.slots and other != NOT_NEEDED:
        for each, old in chosen:
            if each is not question and each.slots and old == other:
                yield each.key, answer if answer in each.choices and answer is not None else NOT_NEEDED


def _in_words(chosen: Chosen, changed: dict[str, str]) -> str:
    return "; ".join(
        f"{question.about}{' ' if question.about.endswith('?') else ': '}"
        f"{question.title_of(changed[question.key])}"
        for question, _ in chosen
        if question.key in changed
    )
