"""The page on gaps without a browser: with nothing, and with the invented samples."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.group.gaps.schools_reached import NOT_REACHED, REACHED, schools_reached
from ieo_metrics.store.current_snapshot import load_snapshot, results_with_rows
from ieo_metrics.store.database.store import Store, folder_of_user
from ieo_metrics.store.record.meetings_and_actions import all_actions
from ieo_metrics.store.registers.published_tables import kept_tables
from pages.shared.gaps.reach import BEGIN
from sample_data import SAMPLES
from sample_data.make_samples import NOT_VISITED, SCHOOLS, school_sessions
from tests.pages.seen import assert_calm, filled, markup, open_part, press, unfold, visit
from tests.published.population_files import as_csv, mye2, mye2_workbook

GAPS = "pages/gaps.py"
LISTED = (*SCHOOLS, *NOT_VISITED)
LAST = quarter(2024, 4)
CHOICES = next(path for path in SAMPLES if path.name.startswith("Choices"))


def opened(at: AppTest, tab: str = "Needs and provision") -> AppTest:
    return open_part(visit(at, GAPS), "gaps", tab)


def said(at: AppTest) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup(at)).split())


def store_of(at: AppTest) -> Store:
    store: Store = at.session_state["samples_store"]
    return store


def read(at: AppTest, reader: Any) -> Any:
    with store_of(at).reading() as connection:
        return reader(connection)


def drop(at: AppTest, label: str, name: str, data: bytes) -> AppTest:
    (uploader,) = [one for one in at.file_uploader if one.label.startswith(label)]
    uploader.upload(name, data, "application/octet-stream").run()
    assert_calm(at)
    return at


def test_with_nothing_accepted_every_tab_says_what_to_do(app: AppTest) -> None:
    assert "No needs entered yet" in said(opened(app))
    for tab, words in (
        ("Schools", "No returns accepted yet"),
        ("Reach", "No returns accepted yet"),
        ("What communities told us", "Nothing entered yet"),
    ):
        assert words in said(opened(app, tab)), tab
        assert filled(app) == []


def test_the_grid_says_which_need_nothing_meets_and_makes_an_action_of_it(loaded: AppTest) -> None:
    at = opened(loaded)
    assert "2 have nothing recorded that meets them: Girls harmed by older partners" in said(at)
    assert "Nothing recorded" in said(at) and "not for sharing" in said(at)
    unfold(at, "gap_to_action")
    (owner,) = [box for box in at.selectbox if box.label == "Owner"]
    owner.set_value("Police").run()
    press(at, "Agree it as an action")
    action = max(read(at, all_actions), key=lambda one: one.number)
    assert action.activity == "4.a" and "Girls harmed by older partners" in action.words
    assert f"Action {action.number}, Police" in said(at)


def test_the_schools_are_counted_as_the_samples_script_has_them(loaded: AppTest) -> None:
    """Counted anew from the script that writes the samples: in force on the last day, with a delivered session."""
    day = "2025-03-31"
    in_force = {s.urn for s in LISTED if s.listed and str(s.listed[0]) <= day <= str(s.listed[1] or "9999")}
    came = {
        row[2]
        for row in school_sessions()
        if row[6] == "Delivered" and "2024-04-01" <= str(row[0]) <= day and row[7]
    }
    at = opened(loaded, "Schools")
    many = len(in_force & came)
    assert f"{many} of {len(in_force)} hotspot and priority schools" in said(at)
    for school in LISTED:
        assert (school.urn in said(at)) == (school.urn in in_force - came), school
        assert school.name not in said(at)  # the store has no names


def test_names_are_shown_from_a_workbook_that_is_dropped_again_and_nothing_of_it_is_kept(
    loaded: AppTest,
) -> None:
    # At the first quarter that has four, some schools were not reached.
    at = visit(loaded, GAPS)
    full = results_with_rows(store_of(at), load_snapshot(store_of(at)).settings)
    assert full is not None
    at_quarter = next(
        q
        for q in range(quarter(2022, 4), LAST + 1)
        if schools_reached(full.governed, q).in_state(NOT_REACHED)
    )
    left = schools_reached(full.governed, at_quarter).in_state(NOT_REACHED)
    names = {school.urn: school.name for school in LISTED}
    at.session_state["last_quarter"] = (
        f"{at_quarter // 4}-{(at_quarter // 4 + 1) % 100:02d}-Q{at_quarter % 4 + 1}"
    )
    at.query_params.clear()
    at = opened(at, "Schools")
    assert "name not kept" in said(at) and names[left[0].urn] not in said(at)
    unfold(at, "school_names")
    before = read(at, all_actions), len(read(at, kept_tables))
    drop(at, "Workbook with names", "Choices.xlsx", CHOICES.read_bytes())
    for school in left:
        assert names[school.urn] in said(at)
    assert "name not kept" not in said(at)
    assert (read(at, all_actions), len(read(at, kept_tables))) == before
    # A school that was reached is named nowhere.
    reached = schools_reached(full.governed, at_quarter).in_state(REACHED)
    assert not any(names[school.urn] in said(at) for school in reached)


def test_a_workbook_that_cannot_be_read_or_names_none_is_said(loaded: AppTest) -> None:
    at = visit(loaded, GAPS)
    at.session_state["last_quarter"] = "2022-23-Q4"
    at.query_params.clear()
    at = opened(at, "Schools")
    unfold(at, "school_names")
    drop(at, "Workbook with names", "list.xlsx", b"nothing that is a workbook")
    assert "list.xlsx" in said(at)
    tips = next(path for path in SAMPLES if path.name.startswith("TIPS"))
    drop(at, "Workbook with names", "TIPS.xlsx", tips.read_bytes())
    assert "names none of the schools" in said(at)


def test_a_table_of_people_is_shown_before_it_is_kept_and_then_rates_rest_on_it(loaded: AppTest) -> None:
    at = opened(loaded, "Reach")
    unfold(at, "population")
    drop(at, "Table of people", "MYE2.xlsx", mye2_workbook())
    assert "This is what was read." in said(at)
    assert "It takes the place of" in said(at)
    # 16 ages of both sexes in Portsmouth: 16 × (2 × 200 + 1) + 2 × the sum of 10 to 25.
    people = 16 * 401 + 2 * sum(range(10, 26))
    assert f"{people:,}" in said(at)
    assert read(at, kept_tables)["population"].file != "MYE2.xlsx"
    (source,) = [box for box in at.selectbox if box.label == "Published by"]
    source.set_value("Office for National Statistics").run()
    press(at, "Keep this table")
    held = read(at, kept_tables)["population"]
    assert (held.file, held.edition.startswith("2022: ")) == ("MYE2.xlsx", True)
    frame = load_snapshot(store_of(at)).results.frame  # type: ignore[union-attr]
    own = frame[
        (frame["ref"] == BEGIN.ref) & (frame["span"] == "rolling four quarters") & (frame["period"] == LAST)
    ]
    reached = float(own[own["area"] == "all"]["value"].iloc[0])
    everyone = sum(16 * (2 * 100 * n + 1) + 2 * sum(range(10, 26)) for n in (1, 2, 3, 4))
    assert f"all {reached:,.0f} {everyone:,} {1000 * reached / everyone:.1f}" in said(at)
    assert "is not known" in said(at) and "which is no ranking" in said(at)


def test_a_table_with_a_trouble_names_its_cell_and_is_not_kept(loaded: AppTest) -> None:
    rows = mye2(None, "Persons")
    line = next(i for i, row in enumerate(rows) if "Portsmouth" in row)
    rows[line][10] = "about 300"
    before = read(loaded, kept_tables)
    at = unfold(opened(loaded, "Reach"), "population")
    drop(at, "Table of people", "people.csv", as_csv(rows))
    assert "cannot be used yet" in said(at) and f"K{line + 1}" in said(at) and "about 300" in said(at)
    assert "Keep this table" not in [one.label for one in at.button]
    assert read(at, kept_tables).keys() == before.keys()


def test_ages_that_do_not_follow_each_other_are_said(loaded: AppTest) -> None:
    at = opened(loaded, "Reach")
    (highest,) = [box for box in at.number_input if box.label == "To age"]
    highest.set_value(5).run()
    assert_calm(at)
    assert "“To age” is 5" in said(at)


def test_what_communities_told_us_says_what_has_not_changed(loaded: AppTest) -> None:
    at = opened(loaded, "What communities told us")
    assert "something has changed because of 2 of them" in said(at)
    assert said(at).index("They do not know whom to ring") < said(at).index(
        "led by somebody who has been there"
    )
    assert "nothing yet" in said(at)


def test_where_no_district_is_known_the_total_stands_alone_and_it_is_said(loaded: AppTest) -> None:
    at = opened(loaded, "Reach")
    (measure,) = [box for box in at.selectbox if box.label == "Measure"]
    measure.set_value("5.1.3.a").run()
    assert_calm(at)
    assert "Nobody counted here has a known district" in said(at)
    assert not at.get("plotly_chart")


def test_a_need_is_entered_where_there_is_none_yet_and_the_grid_is_there(app: AppTest) -> None:
    at = unfold(opened(app), "add_needs")
    key = "new_needs_0"
    at.text_input(key=f"{key}_name").set_value("Nowhere to go after school").run()
    at.selectbox(key=f"{key}_kind").set_value("community").run()
    at.text_input(key=f"{key}_source").set_value("Strategic Needs Assessment, page 3").run()
    at.date_input(key=f"{key}_as_of").set_value("2024-03-01").run()
    press(at, "Add it")
    assert "Of 1 need, 1 has nothing recorded that meets it: Nowhere to go after school." in said(at)
    assert "no returns accepted yet" in said(at)


def test_where_the_store_is_only_read_nothing_can_be_typed_or_kept(
    twelve: AppTest, opened_anew: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IEO_DATABASE_URL", f"sqlite:///{folder_of_user() / 'returns.db'}?mode=ro")
    at = opened_anew()
    for tab, words in (
        ("Needs and provision", "No needs entered yet"),
        ("Schools", "No return covers sessions in these four quarters"),
        ("Reach", "do not cover all"),
        ("What communities told us", "Nothing entered yet"),
    ):
        assert words in said(opened(at, tab)), tab
        assert not at.text_input and not at.file_uploader, tab
        assert not [box.label for box in at.get("expander") if box.label.startswith(("Add", "Make"))]


@pytest.mark.parametrize(
    "tab, folded, activity, words",
    [
        ("Schools", "schools_to_action", "4.a", "Arrange sessions in the 3 hotspot and priority schools"),
        ("What communities told us", "voice_to_action", "4.c", "They do not know whom to ring"),
    ],
)
def test_what_is_proposed_can_be_agreed_as_it_stands(
    loaded: AppTest, tab: str, folded: str, activity: str, words: str
) -> None:
    at = unfold(opened(loaded, tab), folded)
    (owner,) = [box for box in at.selectbox if box.label == "Owner"]
    owner.set_value("Police").run()
    press(at, "Agree it as an action")
    action = max(read(at, all_actions), key=lambda one: one.number)
    assert (action.activity, action.quarter) == (activity, LAST) and words in action.words
