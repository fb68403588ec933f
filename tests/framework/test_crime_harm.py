"""Which offence of an edition an offence is, what the officer has settled, and what an edition and its
settlements are known by."""

import hashlib
import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.framework.configuration.settings import Settings, read_settings
from ieo_metrics.framework.crime_harm import (
    CrimeHarm,
    Edition,
    Offence,
    crime_harm,
    starter_edition,
    starter_harm,
)
from ieo_metrics.framework.words.code_lists import normalised

MADE_UP = Edition(
    "2026",
    "1 February 2026",
    (
        Offence("008/01", "Wounding - serious", 547.5),
        Offence("008/01", "Wounding - minor", 19),
        Offence("092/61", "Having cannabis", 2, True),
        Offence("008/26", "Having a blade", 5, True),
        Offence("008/27", "Having a blade", 5, False),
        Offence("8/9x", "Odd code", 3),
        Offence("", "No code", 4),
    ),
)


def hashed(words: str) -> str:
    """What a store might put in a text's place."""
    return hashlib.sha256(words.casefold().encode()).hexdigest()[:24]


def test_the_starter_is_the_published_part_of_2020():
    """85 offences, and the highest and the lowest of the published workbook."""
    assert (starter_edition().name, starter_edition().sentencing, len(starter_edition().offences)) == (
        "2020",
        "6 October 2020",
        85,
    )
    days = [one.days for one in starter_edition().offences]
    assert (max(days), min(days)) == (5475, 1) and not starter_edition().marks_proactive


def test_an_edition_survives_its_data():
    again = Edition.of_data(MADE_UP.as_data())
    assert again == MADE_UP and again.offences == MADE_UP.offences and again.sha256 == MADE_UP.sha256


def test_any_difference_is_another_edition():
    first = MADE_UP.offences[0]
    others = [
        replace(MADE_UP, name="2027"),
        replace(MADE_UP, sentencing=""),
        replace(MADE_UP, offences=MADE_UP.offences[1:]),
    ]
    others += [
        replace(MADE_UP, offences=(first._replace(**change), *MADE_UP.offences[1:]))
        for change in ({"days": 548.0}, {"proactive": True}, {"code": "1"})
    ]
    assert len({one.sha256 for one in (MADE_UP, *others)}) == 7


@pytest.mark.parametrize(
    ("code", "offence", "given_days", "all_count", "without_proactive"),
    [
        ("008/01", None, None, {547.5, 19}, {547.5, 19}),
        ("008/01", "wounding,  MINOR", None, {19}, {19}),
        (None, "Having cannabis", None, {2}, {0}),
        ("092/61", "Having cannabis", 7.0, {7}, {0}),
        # With the title alone it is either of two, of which one is found by police activity: without those it
        # is 5 days or none.
        (None, "Having a blade", None, {5}, {5, 0}),
        (None, "Having a blade", 6.0, {6}, {6, 0}),
        ("008/27", "Having a blade", None, {5}, {5}),
        ("8/9x", None, None, {3}, {3}),
        (None, "no code", None, {4}, {4}),
        ("001/01", "Having cannabis", None, set(), set()),
        ("001/01", "Juggling", 9.0, {9}, {9}),
        (None, None, None, set(), set()),
        (None, "???", None, set(), set()),
    ],
)
def test_what_an_offence_is_worth(code, offence, given_days, all_count, without_proactive):
    harm = crime_harm(MADE_UP)
    assert harm.worth(code, offence, given_days) == all_count
    assert harm.worth(code, offence, given_days, proactive_counts=False) == without_proactive
    # The same of what the store holds in their place, whether it keeps the code or not.
    stored = crime_harm(MADE_UP, {}, hashed)
    for stand_in in (hashed(code) if code else code, code):
        assert (
            stored.worth(stand_in, hashed(normalised(offence)) if offence else offence, given_days)
            == all_count
        )


def test_what_is_settled_counts_where_nothing_or_several_fit():
    plain = crime_harm(MADE_UP)
    settled = {
        plain.key_of("008/01", None): ("008/01", "Wounding - minor"),
        plain.key_of(None, "Had weed"): ("092/61", "Having cannabis"),
        plain.key_of("001/01", "Rowing"): None,
        plain.key_of(None, "No code"): ("008/01", "Wounding - minor"),
        plain.key_of(None, "Of another edition"): ("1", "Gone"),
    }
    harm = crime_harm(MADE_UP, settled)
    assert harm.worth("008/01", None) == {19}
    assert harm.worth(None, " HAD: weed!") == {2} and harm.worth(
        None, "Had weed", proactive_counts=False
    ) == {0}
    assert harm.worth("001/01", "rowing") == {0}
    assert harm.worth(None, "rowing") == frozenset(), "another code is another offence"
    assert harm.worth(None, "No code") == {4}, "the edition itself knows it"
    assert harm.worth(None, "Of another edition") == frozenset(), "and it is asked about again"


def test_what_is_settled_serves_what_the_store_holds():
    """The store keeps 24 digits in place of "Had weed": of the words in small letters, or, by older
    dashboards, as they were written."""
    asked = crime_harm(MADE_UP, {}, hashed)
    keys = asked.keys_of("x1", "Had (weed)")
    harm = crime_harm(MADE_UP, dict.fromkeys(keys, ("092/61", "Having cannabis")), hashed)
    for code, offence in (
        ("x1", "Had (weed)"),
        ("x1", "had weed"),
        (hashed("x1"), hashed("had weed")),
        (hashed("x1"), hashed("Had (weed)")),
    ):
        assert harm.worth(code, offence) == {2}
    assert "weed" not in "".join(harm.settled)


@given(st.text(max_size=8), st.text(max_size=8))
def test_a_text_and_what_stands_for_it_are_settled_alike(code, offence):
    harm = crime_harm(MADE_UP, {}, hashed)
    code = code.strip()
    stored = hashed(code) if code else None, hashed(" ".join(offence.split())) if offence.split() else None
    assert harm.key_of(*stored) in harm.keys_of(code, " ".join(offence.split()))


def test_only_name_and_hashes_of_what_was_issued():
    settled = crime_harm(MADE_UP, {"a b": None})
    settings = Settings(crime_harm=settled, follow_up_months=6)
    again = Settings(**settings.as_dict())
    assert again == settings and hash(again) == hash(settings) and again.in_words() == settings.in_words()
    assert (
        again.as_dict()["crime_harm_edition"] == "2026"
        and again.as_dict()["crime_harm_sha256"] == MADE_UP.sha256
    )
    assert "Wounding" not in repr(settings) and "Wounding" not in str(settings.as_dict())
    with pytest.raises(ValueError, match="not available"):
        again.crime_harm.worth("008/01", None)
    assert Settings(**Settings().as_dict()).crime_harm.edition is starter_edition()
    assert Settings(crime_harm_edition="2020", follow_up_months=6) == Settings(follow_up_months=6), (
        "as stored before there were hashes"
    )


def test_settings_are_others_where_an_edition_or_a_settlement_is():
    all_of_them = {
        Settings(),
        Settings(crime_harm=crime_harm(MADE_UP)),
        Settings(crime_harm=crime_harm(MADE_UP, {"a b": None})),
    }
    all_of_them |= {
        Settings(crime_harm=crime_harm(MADE_UP, {"a b": ("1", "x")})),
        Settings(crime_harm=crime_harm(replace(MADE_UP, name="2020"))),
    }
    assert len(all_of_them) == len({str(one.as_dict()) for one in all_of_them}) == 5


def test_the_stamp():
    words = dict(
        Settings(crime_harm=crime_harm(MADE_UP, {"a b": None}), proactive_offences_count=False).in_words()
    )
    stamp = words["Cambridge Crime Harm Index edition"]
    assert stamp.startswith(
        f"2026, fingerprint {MADE_UP.sha256[:12]}, with offences settled by the officer, fingerprint "
    )
    assert words["Offences found by police activity (proactively detected) count"] == "no"
    assert (
        dict(Settings().in_words())["Cambridge Crime Harm Index edition"]
        == f"2020, fingerprint {starter_edition().sha256[:12]}"
    )


def test_only_an_uploaded_edition_can_be_a_setting(tmp_path):
    with pytest.raises(ValueError, match=r"^crime_harm_edition is '2026': it can be 2020"):
        Settings(crime_harm_edition="2026")
    with pytest.raises(ValueError, match=r"^crime_harm_edition is '2020': it can be 2026"):
        Settings(crime_harm_edition="2020", crime_harm=crime_harm(MADE_UP))
    path = tmp_path / "settings.json"
    path.write_text('{"crime_harm_edition": "2026"}')
    assert read_settings(path, crime_harm(MADE_UP)).crime_harm.edition is MADE_UP
    with pytest.raises(ValueError, match="it can be 2020"):
        read_settings(path)
    path.write_text('{"crime_harm_sha256": "ab"}')
    with pytest.raises(ValueError, match="Unknown setting 'crime_harm_sha256'"):
        read_settings(path)


def test_values_are_the_same_after_pickling():
    assert pickle.loads(pickle.dumps(starter_harm())).worth("001/01", None) == {5475}
    assert isinstance(starter_harm(), CrimeHarm)
