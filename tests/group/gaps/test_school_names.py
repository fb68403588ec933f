"""Names of schools are found again in a workbook that has them, and only those that are asked for."""

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.group.gaps.school_names import names_in_files
from ieo_metrics.group.gaps.schools_reached import schools_reached
from ieo_metrics.store.database.secret_key import Key
from ieo_metrics.store.returns.return_record import pseudonymised
from tests.group.gaps.test_schools_reached import SCHOOLS, SESSIONS, given_year, governed
from tests.second.real import accepted

KEY = Key(b"0" * 32)


def test_a_name_is_found_by_its_urn_or_its_pseudonym() -> None:
    (plain,) = accepted([given_year(school_sessions=SESSIONS, school_list=SCHOOLS)], Settings())
    stored = govern([pseudonymised(plain, KEY)], Settings())
    assert stored is not None
    found = schools_reached(stored, quarter(2024, 4))
    assert not any("ash" in name for school in found.schools for name in school.names)
    names = names_in_files([part.file for part in plain.parts], found.schools, KEY)
    assert {known_as[0] or "no URN": name for known_as, name in names.items()} == {
        "100001": "Oak School",
        "100002": "Elm",
        "no URN": "Ash School",
        "100004": "Fir",
        "100005": "Yew",
        "100008": "Box",
        "100009": "Box",
    }
    # With another key nothing is met but by its URN, and a list of none names nobody.
    other = names_in_files([part.file for part in plain.parts], found.schools, Key(b"1" * 32))
    assert {known_as[0] for known_as in other} == {school.urn for school in found.schools} - {""}
    assert names_in_files([part.file for part in plain.parts], (), KEY) == {}


def test_the_store_s_own_words_count_the_same() -> None:
    plain = given_year(school_sessions=SESSIONS, school_list=SCHOOLS)
    in_clear = schools_reached(governed(plain), quarter(2024, 4))
    stored = govern([pseudonymised(one, KEY) for one in accepted([plain], Settings())], Settings())
    assert stored is not None
    again = schools_reached(stored, quarter(2024, 4))
    assert [(s.urn, s.state, s.row) for s in again.schools] == [
        (s.urn, s.state, s.row) for s in in_clear.schools
    ]
