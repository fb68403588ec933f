"""A mapping file adds: it turns no known word, no known heading and nothing that was confirmed before; whatever else
stands in it is refused in words."""

import json
from pathlib import Path

import pytest

from ieo_metrics.__main__ import main
from ieo_metrics.framework.layouts import LAYOUT_OF
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.mappings.mapping_as_json import MOST_ENTRIES, mapping_as_text
from ieo_metrics.recognising.mappings.mapping_file_additions import offer_of_bytes

SUPPORT, LONG = "support, one row per period", "pain_readings, long"


def offered(now: Mapping = EMPTY, **said: object):
    return offer_of_bytes(json.dumps({"version": 1, **said}).encode(), "m.json", now)


@pytest.mark.parametrize(
    ("field", "word", "meaning", "why"),
    [
        ("follow_up.reoffended", "yes", False, 'known to mean "yes"'),
        ("follow_up.reoffended", " YES. ", False, 'known to mean "yes"'),
        ("follow_up.traced", "1", False, 'known to mean "yes"'),
        ("follow_up.reoffended", "not known", False, "blank"),
        ("support.setting", "HMP", "community", 'known to mean "custody"'),
        ("support.gender", "prefer not to say", "male", 'known to mean "not known"'),
        ("police_sessions.status", "cancelled", "delivered", 'known to mean "cancelled"'),
    ],
)
def test_a_known_word_cannot_be_turned(field, word, meaning, why):
    offer = offered(answers={field: {word: meaning, "quite so": meaning}})
    assert len(offer.refused) == 1 and why in offer.refused[0]
    assert offer.mapping == Mapping(answers={field: {"quite so": meaning}}) and len(offer.added) == 1


@pytest.mark.parametrize("slot", ["ended", "setting", ""])
@pytest.mark.parametrize("key", ["support started", "started", "Start date", "started 2"])
def test_a_known_heading_cannot_be_another_column(key, slot):
    offer = offered(columns={SUPPORT: {key: slot, "suport endd": "ended"}})
    assert offer.mapping.columns == {SUPPORT: {"suport endd": "ended"}}
    assert 'is known to be "Support started"' in offer.refused[0]


def test_what_is_known_to_be_what_it_says_is_no_quarrel():
    offer = offered(
        answers={"follow_up.reoffended": {"yes": True}}, columns={SUPPORT: {"started": "started"}}
    )
    assert offer.refused == ()


def test_a_known_sheet_cannot_be_another_table():
    row = "young person ref | support started | support ended | setting"
    offer = offered(sheets={row: LONG})
    assert offer.mapping == EMPTY and "is known to be support" in offer.refused[0]
    assert offered(sheets={row: SUPPORT}).mapping.sheets == {row: SUPPORT}
    assert offered(sheets={"who | when | how much": LONG}).refused == ()


def test_what_was_confirmed_before_stands():
    now = EMPTY.with_column(LAYOUT_OF[SUPPORT], "where", "setting").with_answer(
        "support", "setting", "hostel", "community"
    )
    offer = offered(
        now,
        columns={SUPPORT: {"where": "district", "ends": "ended"}},
        answers={"support.setting": {"hostel": "custody"}},
    )
    assert [sentence.endswith("was confirmed otherwise before") for sentence in offer.refused] == [True, True]
    both = now.merged(offer.mapping)
    assert both.columns[SUPPORT] == {"where": "setting", "ends": "ended"}
    assert both.answers == {"support.setting": {"hostel": "community"}}


def test_an_empty_file_adds_and_takes_nothing():
    now = EMPTY.with_column(LAYOUT_OF[SUPPORT], "where", "setting")
    offer = offered(now)
    assert (offer.added, offer.refused, now.merged(offer.mapping)) == ((), (), now)
    again = offer_of_bytes(mapping_as_text(now).encode(), "m.json", now)
    assert (again.added, again.refused) == ((), ())


ODD = {
    "empty": b"",
    "no object": b"[]",
    "bool version": b'{"version": true}',
    "text version": b'{"version": "1"}',
    "number": b'{"version": 1, "columns": 5}',
    "list of headings": json.dumps({"version": 1, "columns": {SUPPORT: [1]}}).encode(),
    "list as slot": json.dumps({"version": 1, "columns": {SUPPORT: {"a": ["ended"]}}}).encode(),
    "null as slot": json.dumps({"version": 1, "columns": {SUPPORT: {"a": None}}}).encode(),
    "object as sheet": b'{"version": 1, "sheets": {"a": {}}}',
    "list of answers": b'{"version": 1, "answers": {"support.setting": ["a"]}}',
    "answer that is none": b'{"version": 1, "answers": {"support.setting": {"a": "prison ship"}}}',
    "one for yes": b'{"version": 1, "answers": {"follow_up.traced": {"a": 1}}}',
    "text for yes": b'{"version": 1, "answers": {"follow_up.traced": {"a": "True"}}}',
    "object as answer": b'{"version": 1, "answers": {"follow_up.traced": {"a": {"b": []}}}}',
    "no words": b'{"version": 1, "answers": {"follow_up.traced": {"-": true}}}',
    "twice": b'{"version": 1, "answers": {"follow_up.traced": {"a": true, "a": false}}}',
    "two spellings": b'{"version": 1, "answers": {"follow_up.traced": {"Oui": true, "oui ": false}}}',
    "two parts": b'{"version": 1, "answers": {}, "answers": {}}',
    "not a number": b'{"version": 1, "hidden": [NaN]}',
    "infinite": b'{"version": Infinity}',
    "huge": b'{"version": ' + b"1" * 6_000 + b"}",
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000,
    "UTF-16": '{"version": 1}'.encode("utf-16"),
    "Latin": b'{"version": 1, "hidden": ["\xe9"]}',
    "surrogate": b'{"version": 1, "hidden": ["\\ud800"]}',
    "surrogate in a sheet": b'{"version": 1, "sheets": {"\\udfff": "support, one row per period"}}',
    "hidden numbers": b'{"version": 1, "hidden": [1]}',
    "hidden text": b'{"version": 1, "hidden": "Old"}',
    "long": json.dumps({"version": 1, "hidden": ["x" * 301]}).encode(),
    "large": b'{"version": 1}' + b" " * 1_000_000,
    "many": json.dumps({"version": 1, "hidden": ["x"] * (MOST_ENTRIES + 1)}).encode(),
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_an_odd_file_is_refused_in_words(data, tmp_path, capsys):
    with pytest.raises(ValueError, match=r"m\.json") as said:
        offer_of_bytes(data, "m.json")
    assert len(str(said.value)) < 300
    (tmp_path / "m.json").write_bytes(data)
    (tmp_path / "a.csv").write_text("Date,Session type\n2024-05-01,Training\n", encoding="utf-8")
    assert main(["check", str(tmp_path / "a.csv"), "--mapping", str(tmp_path / "m.json")]) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("text", ["\x00\x07", "\u202e\u200b", "é", "𝔘", "\u2028"], ids=repr)
def test_odd_characters_do_no_harm(text):
    offer = offered(hidden=[f"Old {text}"], columns={SUPPORT: {f"old {text}": "ended"}})
    assert len(offer.added) == 2 and all(
        ch not in sentence for sentence in offer.added for ch in "\x00\x07\u202e"
    )
    assert (
        offer_of_bytes(b"\xef\xbb\xbf" + mapping_as_text(offer.mapping).encode(), "m.json").mapping
        == offer.mapping
    )


def test_the_command_line_says_what_is_not_used(tmp_path: Path, capsys):
    (tmp_path / "m.json").write_text(
        '{"version":1,"answers":{"follow_up.reoffended":{"yes":false, "did":true}}}', encoding="utf-8"
    )
    rows = "Young person ref,Support started,Follow-up ends,Traced,Reoffended\nA,2023-05-01,2024-05-01,yes,yes\nB,2023-05-01,2024-05-01,yes,did\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    main(["measures", str(tmp_path / "a.csv"), "--mapping", str(tmp_path / "m.json")])
    out, err = capsys.readouterr()
    assert "5.2.1.a,2024/25 Q1,all,0.0,proportion,0,2" in out
    assert 'm.json: 1 answer of the file was not used: "yes" of reoffended is known to mean "yes".' in err
    assert 'm.json: 1 answer of the file was used: "did" of reoffended means "yes".' in err
