"""Answers in words of the provider's own: where a column is full of them, each is asked about once, and what was
said is known next quarter; one alone is for the provider to correct."""

import pytest

from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.accepting.questions.question import Question
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_as_data, mapping_of
from tests.recognising.in_memory import answers, book, collected

HEADINGS = "Date  Session type  Practitioner  Team  Attendees  Status  Number of sessions"
COFFEE = f"""Reporting quarter: 2024/25 Q1
{HEADINGS}
2024-05-01  Coffee & chat  Kim  Traffic  1  Delivered  1
2024-05-02  coffee and chat  Kim  Traffic  1  Delivered  1
2024-05-03  Tea talk  Kim  Traffic  9  Delivered  1
2024-05-04  Training  Kim  Traffic  9  Delivered  1"""
GRID = {
    "table": "police_sessions, one row per session",
    "lies": "grid",
    "columns": {"Kind of work": "type"},
    "across": "date",
    "numbers": "number",
}


def asked(text: str, mapping: Mapping = EMPTY) -> list[Question]:
    workbook = book(text)
    sheets = asked_sheets(collected(workbook, mapping=mapping).files[0], workbook, mapping)
    return [question for sheet in sheets for question in sheet.questions]


def settled(text: str, meanings: dict[str, str], mapping: Mapping = EMPTY) -> Mapping:
    for question in asked(text, mapping):
        said = next(meaning for word, meaning in meanings.items() if word in question.about)
        mapping = question.answered(mapping, said)
    return mapping_of(mapping_as_data(mapping), "file")


MEANINGS = {"offee": "one-to-one reflective practice", "Tea": "trauma informed training"}


def test_a_column_of_words_of_their_own_is_settled_word_by_word():
    first, *others = asked(COFFEE)
    assert (first.about, first.proposed, first.needed) == ("What does “Coffee & chat” mean?", None, False)
    assert list(first.choices) == ["one-to-one reflective practice", "trauma informed training"]
    assert first.why == "It is in 2 cells, first in B3." and len(others) == 1
    mapping = settled(COFFEE, MEANINGS)
    found = answers(collected(book(COFFEE), mapping=mapping))
    assert [found[ref, "2024/25 Q1"][0] for ref in ("5.3.1.a", "5.3.1.b")] == [2, 2]
    later = COFFEE.replace("2024/25 Q1", "2024/25 Q2").replace("2024-05", "2024-07")
    assert asked(later, mapping) == []


def test_a_grid_read_by_hand_is_settled_too():
    text = "TIPS 2024/25 Q1\nKind of work  Apr  May\nCoffee & chat  3  1\nTraining  2  4"
    by_hand = mapping_of({"version": 1, "by_hand": [GRID]}, "m.json")
    assert [question.about for question in asked(text, by_hand)] == ["What does “Coffee & chat” mean?"]
    found = answers(collected(book(text), mapping=settled(text, MEANINGS, by_hand)))
    assert [found[ref, "2024/25 Q1"][0] for ref in ("5.3.1.a", "5.3.1.b")] == [4, 6]


@pytest.mark.parametrize(
    "rows",
    [
        COFFEE.replace("Tea talk", "Training").replace("coffee and chat", "Training"),  # one word alone
        "\n".join([HEADINGS, *(f"2024-05-01  Visit {chr(65 + n)}  Kim  -  1  -  1" for n in range(13))]),
        f"{HEADINGS}\n2024-05-01  Ben 07700 900123  Kim  -  1  -  1",
    ],
)
def test_a_word_alone_many_words_and_what_looks_personal_are_not_asked_about(rows):
    assert asked(rows) == []


def test_up_to_twelve_words_of_a_column_are_asked_about():
    """Each is what another row says; thirteen are taken for free text."""
    visits = [f"2024-05-01  Visit {chr(65 + n)}  Kim  -  1  -  1" for n in range(12)]
    assert len(asked("\n".join([HEADINGS, *visits]))) == 12


def test_yes_and_no_in_words_of_their_own():
    heading = "Ref  Support started  Follow-up ends  Traced  Reoffended  CHI before  CHI after"
    text = f"{heading}\nA1  2023-04-03  2024-04-03  Yes  Back in trouble  2  3\nA2  2023-04-03  2024-04-03  Yes  Steady  2  0"
    assert [list(question.choices) for question in asked(text)] == [["yes", "no"]] * 2
    mapping = settled(text, {"Back": "yes", "Steady": "no"})
    assert answers(collected(book(text), mapping=mapping))["5.2.1.a", "2024/25 Q1"][:3] == (0.5, 1, 2)
