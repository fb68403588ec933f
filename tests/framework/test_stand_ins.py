"""What replaces references and free text in the store, as every reader of it knows it."""

import pytest

from ieo_metrics.exports.leak_check.find_personal_words import unfit_words
from ieo_metrics.framework.record_tables import HALF, PERSON_STAND_IN, STAND_IN, TEXT_STAND_IN
from ieo_metrics.store.database.secret_key import Key, in_short

KEY = Key(bytes(32))
PERSON, TEXT = KEY.person("rst-0417"), KEY.text("Theft from shop")


def test_both_are_known_and_told_apart():
    assert (len(TEXT), len(PERSON)) == (HALF, 2 * HALF)
    assert TEXT_STAND_IN.fullmatch(TEXT) and STAND_IN.fullmatch(TEXT) and not PERSON_STAND_IN.fullmatch(TEXT)
    assert PERSON_STAND_IN.fullmatch(PERSON).groups() == (KEY.like("RST 417".casefold()), PERSON[HALF:])


def test_one_is_shown_by_eight_digits_of_what_tells_it_apart():
    assert in_short(f"of {PERSON}, {TEXT}; 0123abcd") == f"of {PERSON[HALF:][:8]}, {TEXT[:8]}; 0123abcd"


def test_what_a_pseudonym_stands_for_is_not_replaced_again():
    assert KEY.person(PERSON) == PERSON and PERSON[:HALF] == KEY.like("RST-0417".casefold())


@pytest.mark.parametrize("code", [PERSON, TEXT, PERSON.upper(), PERSON + TEXT, f"who: {TEXT}."])
def test_none_goes_into_what_is_shared(code):
    assert "a code that replaces a reference" in list(unfit_words(code, 0))
