"""The settings: their defaults as the measures document states them, and refusals that name what is wrong."""

import json
from dataclasses import fields

import pytest

from ieo_metrics.framework.configuration.settings import SETTINGS, Settings, read_settings
from ieo_metrics.framework.crime_harm import starter_harm
from ieo_metrics.framework.measures import checked_settings

DEFAULTS = {
    "follow_up_months": 12,
    "window_starts": "support start",
    "index_offence_in_before": True,
    "zero_before_excluded": True,
    "pain_scale_minimum": 0,
    "positive_change_points": 1,
    "people_counted": "while active",
    "repeated_cohorts": "largest headcount",
    "small_number_threshold": 5,
    "counts_rounded_to": 1,
    "all_or_none_hidden": False,
    "shared_as_rolling": [],
    "crime_harm_edition": "2020",
    "proactive_offences_count": True,
    "control_limits": "follow the number of young people",
}
STAMPS = {"crime_harm_sha256": starter_harm().sha256, "crime_harm_settled": ""}
CHOICES = {
    "follow_up_months": {12, 6, 3},
    "window_starts": {"support start", "arrest", "support end"},
    "index_offence_in_before": {True, False},
    "zero_before_excluded": {True, False},
    "pain_scale_minimum": {0, 1},
    "positive_change_points": {1, 2},
    "people_counted": {"while active", "on starting"},
    "repeated_cohorts": {"largest headcount", "added up"},
    "small_number_threshold": {5, 8, 10},
    "counts_rounded_to": {1, 5},
    "all_or_none_hidden": {True, False},
    "proactive_offences_count": {True, False},
    "control_limits": {"follow the number of young people", "level (XmR)"},
}


def test_defaults():
    assert Settings().as_dict() == DEFAULTS | STAMPS
    assert {s.name: s.default for s in SETTINGS} == DEFAULTS | {"shared_as_rolling": ()}
    assert {f.name for f in fields(Settings)} == {*(s.name for s in SETTINGS), *STAMPS, "crime_harm"}


def test_choices():
    assert {s.name: set(s.choices) for s in SETTINGS if s.name in CHOICES} == CHOICES
    for setting in SETTINGS:
        assert setting.choices[0] == setting.default
        assert setting.title and setting.why
        for choice in setting.choices:
            assert getattr(Settings(**{setting.name: choice}), setting.name) == choice


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("follow_up_months", 9),
        ("follow_up_months", "12"),
        ("follow_up_months", 12.0),
        ("follow_up_months", None),
        ("follow_up_months", [12]),
        ("pain_scale_minimum", True),
        ("pain_scale_minimum", -1),
        ("index_offence_in_before", 1),
        ("index_offence_in_before", "yes"),
        ("zero_before_excluded", 0),
        ("window_starts", "birth"),
        ("small_number_threshold", 1),
        ("crime_harm_edition", 2020),
        ("shared_as_rolling", "5.2.2.a"),
        ("shared_as_rolling", ["5.2.2"]),
        ("shared_as_rolling", [5]),
    ],
)
def test_an_ill_value_is_refused_by_name(tmp_path, name, value):
    with pytest.raises(ValueError, match=f"^{name} is "):
        Settings(**{name: value})
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({name: value}))
    with pytest.raises(ValueError, match=f"^{name} is "):
        read_settings(path)


def test_measures_that_are_shared_as_four_quarters():
    """In order and each once; what cannot be shared so is refused by its reference: a count, sessions, no measure."""
    chosen = checked_settings(Settings(shared_as_rolling=("5.2.2.a", "5.1.2.d", "5.2.2.a")))
    assert chosen.shared_as_rolling == ("5.1.2.d", "5.2.2.a")
    assert Settings(**chosen.as_dict()) == chosen and chosen.as_dict()["shared_as_rolling"] == [
        "5.1.2.d",
        "5.2.2.a",
    ]
    said = dict(chosen.in_words())["Measures shared as rolling four quarters"]
    assert said == "5.1.2.d, 5.2.2.a"
    assert dict(Settings().in_words())["Measures shared as rolling four quarters"] == "none"
    for ref in ("5.1.3.b", "5.3.1.a", "5.9.9.z"):
        with pytest.raises(ValueError, match=f"^{ref} cannot be shared as rolling four quarters"):
            checked_settings(Settings(shared_as_rolling=(ref,)))


def test_some_settings_of_a_file(tmp_path):
    path = tmp_path / "settings.json"
    path.write_bytes(
        b"\xef\xbb\xbf" + json.dumps({"follow_up_months": 6, "zero_before_excluded": False}).encode()
    )
    assert read_settings(path).as_dict() == DEFAULTS | STAMPS | {
        "follow_up_months": 6,
        "zero_before_excluded": False,
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"threshold": 5}', "Unknown setting 'threshold'"),
        (b"[1]", "holds no settings"),
        (b"12", "holds no settings"),
        (b"{", "is not JSON: line 1, column 2"),
        (b"", "is not JSON"),
        (b"\xff\xfe\x00", "is not text in UTF-8"),
    ],
)
def test_a_file_that_is_no_settings(tmp_path, content, said):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=said):
        read_settings(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ValueError, match=r"settings\.json cannot be read"):
        read_settings(tmp_path / "settings.json")


def test_settings_in_words():
    words = dict(Settings(zero_before_excluded=False).in_words())
    assert words["Follow-up window, in months"] == "12"
    assert words["The index offence counts in the harm before"] == "yes"
    assert words["People with a harm score of zero before are counted apart"] == "no"
    assert len(words) == len(SETTINGS)
