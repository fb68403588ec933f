"""The part "by_hand" of a mapping file: written as a person writes it, kept, merged, offered; what is odd is
refused in words."""

import json
import re
from pathlib import Path

import pytest

from ieo_metrics.recognising.by_hand.hand_reading import HandReading
from ieo_metrics.recognising.mappings.mapping import EMPTY
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_as_text, mapping_of, read_mapping
from ieo_metrics.recognising.mappings.mapping_changes import changes_in_words
from ieo_metrics.recognising.mappings.mapping_file_additions import offer_of_bytes

TIPS, PAIN = "police_sessions, one row per session", "pain_readings, long"
GRID = {
    "table": TIPS,
    "lies": "grid",
    "sheet": "Data",
    "corner": "b4",
    "columns": {"Kind of work": "type", "Comments (optional)": ""},
    "across": "date",
    "numbers": "number",
    "always": {"status": "Delivered"},
}
README = Path(__file__).parents[3] / "README.md"
ACROSS = {"table": PAIN, "lies": "across", "columns": {"YP": "person_ref", "When": "date", "Pain": "score"}}


def said(*entries: object) -> bytes:
    return json.dumps({"version": 1, "by_hand": list(entries)}).encode()


def test_a_person_writes_plain_words():
    (reading,) = mapping_of({"version": 1, "by_hand": [GRID]}, "m.json").by_hand
    assert reading == HandReading(
        TIPS,
        "grid",
        {"kind of work": "type", "comments": ""},
        {"status": "Delivered"},
        1,
        ("date",),
        "number",
        "Data",
        "B4",
    )
    assert reading.words == ("kind of work",)
    assert reading.missing == []


def test_the_example_of_the_readme_can_be_used():
    (example,) = re.findall(
        r'^    \{"version": 1, "by_hand".*?^    \]\}$', README.read_text(encoding="utf-8"), re.M | re.S
    )
    offer = offer_of_bytes(example.encode(), "m.json")
    assert [(one.lies, one.missing) for one in offer.mapping.by_hand] == [("grid", []), ("across", [])]


def test_the_file_is_the_same_after_a_round(tmp_path):
    mapping = mapping_of({"version": 1, "by_hand": [GRID, ACROSS]}, "m.json")
    (tmp_path / "m.json").write_text(mapping_as_text(mapping), encoding="utf-8")
    assert read_mapping(tmp_path / "m.json") == mapping


def test_a_file_adds_and_never_turns_what_was_said():
    first = offer_of_bytes(said(GRID), "m.json")
    (sentence,) = first.added
    assert sentence == (
        "read by hand, numbers by two or three things, such as sessions by kind and month: the headings "
        '"kind of work" as police sessions (one row per session)'
    )
    other = {**GRID, "always": {"status": "Cancelled"}}
    again = offer_of_bytes(said(other, ACROSS), "m.json", first.mapping)
    assert [one.lies for one in again.mapping.by_hand] == ["across"]
    assert again.refused == (
        "read by hand, numbers by two or three things, such as sessions by kind and month: the headings "
        '"kind of work" as police sessions (one row per session): was confirmed otherwise before',
    )
    both = first.mapping.merged(again.mapping)
    assert [dict(one.constants) for one in both.by_hand] == [{"status": "Delivered"}, {}]
    same = offer_of_bytes(said(GRID, ACROSS), "m.json", both)
    assert (same.added, same.refused) == ((), ())


def test_a_known_sheet_is_not_turned_without_a_word():
    entry = {
        "table": PAIN,
        "columns": {"Young person ref": "person_ref", "Started": "date", "Ended": "", "Status": "score"},
    }
    (sentence,) = offer_of_bytes(said(entry), "m.json").added
    assert sentence.endswith("was read as social prescribing (one row per referral) before")


def test_the_audit_trail_has_numbers_only():
    after = mapping_of({"version": 1, "by_hand": [GRID, ACROSS]}, "m.json")
    assert changes_in_words(EMPTY, after) == ["tables read by hand: 2 added"]
    assert changes_in_words(after, EMPTY) == ["tables read by hand: 2 taken away"]


def test_one_more_is_kept_and_taken_back():
    grid, across = mapping_of({"version": 1, "by_hand": [GRID, ACROSS]}, "m.json").by_hand
    mapping = EMPTY.with_hand_reading(grid).with_hand_reading(across)
    changed = HandReading(**{**vars(grid), "constants": {}})
    assert mapping.with_hand_reading(changed).by_hand == (across, changed)
    assert mapping.without_hand_reading(grid).by_hand == (across,)


MILLION = json.dumps(
    {"version": 1, "by_hand": [{"table": PAIN, "columns": {str(n): "" for n in range(70_000)}}]}
).encode()
ODD = {
    "no list": b'{"version": 1, "by_hand": {}}',
    "number in the list": said(5),
    "no table": said({"lies": "down"}),
    "unknown table": said({**ACROSS, "table": "pain_readings"}),
    "list as table": said({**ACROSS, "table": []}),
    "unknown way": said({**ACROSS, "lies": "diagonal"}),
    "unknown part": said({**ACROSS, "rows": 5}),
    "unknown slot": said({**ACROSS, "columns": {"YP": "urn"}}),
    "null as slot": said({**ACROSS, "columns": {"YP": None}}),
    "slot twice": said({**ACROSS, "columns": {"YP": "person_ref", "Ref": "person_ref"}}),
    "heading twice": said({**ACROSS, "columns": {"YP": "person_ref", "yp.": "date"}}),
    "no words": said({**ACROSS, "columns": {"!!": "person_ref"}}),
    "many columns": MILLION,
    "many": said(*[{**ACROSS, "under": f"quarter {n}"} for n in range(201)]),
    "negative heading rows": said({**ACROSS, "heading rows": -1}),
    "half a heading row": said({**ACROSS, "heading rows": 1.5}),
    "many heading rows": said({**ACROSS, "heading rows": 4}),
    "yes as heading rows": said({**ACROSS, "heading rows": True}),
    "not a number": b'{"version": 1, "by_hand": [{"heading rows": NaN}]}',
    "corner outside every sheet": said({**ACROSS, "corner": "XFE1"}),
    "corner in words": said({**ACROSS, "corner": "top left"}),
    "corner in row 0": said({**ACROSS, "corner": "A0"}),
    "long": said({**ACROSS, "ends": "x" * 301}),
    "surrogate": b'{"version": 1, "by_hand": [{"table": "pain_readings, long", "under": "\\ud800"}]}',
    "grid without numbers": said({**GRID, "numbers": ""}),
    "grid of words": said({**GRID, "numbers": "team"}),
    "numbers without a grid": said({**ACROSS, "numbers": "score"}),
    "more across than heading rows": said({**GRID, "across": ["date", "team"]}),
    "object across": said({**GRID, "across": {"a": "date"}}),
    "constant that is no answer": said({**GRID, "always": {"status": "perhaps"}}),
    "constant that is no date": said({"table": TIPS, "columns": {"Kind": "type"}, "always": {"date": "Jul"}}),
    "no words and no place": said({"table": PAIN, "columns": {"no heading": "person_ref"}}),
    "a telephone number as a heading": said({**ACROSS, "columns": {"07700 900123": "person_ref"}}),
    "two things": said(ACROSS, {**ACROSS, "ends": "blank row"}),
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_an_odd_part_is_refused_in_words(data):
    with pytest.raises(ValueError, match=r"m\.json") as why:
        offer_of_bytes(data, "m.json")
    assert len(str(why.value)) < 700 and "Traceback" not in str(why.value)
