"""The rows of a register on a page: changed, removed and put back, and made into an action."""

from streamlit.testing.v1 import AppTest

from ieo_metrics.store.record.meetings_and_actions import all_actions
from ieo_metrics.store.registers.register_rows import rows_of
from tests.pages.seen import button, markup, open_part, press, unfold, visit

FIRST, SECOND = "Excluded or missing from school", "Carrying a knife out of fear"
GIRLS, ESTATES = "Girls harmed by older partners", "Estates with nowhere to go after school"


def changing_needs(at: AppTest) -> AppTest:
    open_part(visit(at, "pages/gaps.py"), "gaps", "Needs and provision")
    return unfold(unfold(at, "needs_register"), "change_needs")


def needs(at: AppTest) -> list[str]:
    with at.session_state["samples_store"].reading() as connection:
        return [row.name for row in rows_of(connection, "needs")]


def choose(at: AppTest, name: str) -> AppTest:
    (box,) = [one for one in at.selectbox if one.label == "Which"]
    box.set_value(next(row for row, said in enumerate(box.options, 1) if said == name)).run()
    return at


def which(at: AppTest) -> tuple[str | None, list[str]]:
    """What stands in the box, as it is called now, and the names that it offers."""
    (box,) = [one for one in at.selectbox if one.label == "Which"]
    return (None if box.value is None else box.options[box.index]), list(box.options)


def typed(at: AppTest, label: str) -> str:
    return [one for one in at.text_input if one.label == label][-1].value


def test_a_row_that_was_renamed_is_the_one_that_is_removed_next(loaded: AppTest) -> None:
    """A browser goes by what an option is called: in the box of before, the new name was not to be found, and
    the next click led to the first row."""
    at = choose(changing_needs(loaded), GIRLS)
    box_before = next(one.proto.id for one in at.selectbox if one.label == "Which")
    [one for one in at.text_input if one.label == "Need"][-1].set_value("Girls and young women").run()
    press(at, "Save the change")
    assert which(at)[0] == "Girls and young women" and GIRLS not in which(at)[1]
    assert next(one.proto.id for one in at.selectbox if one.label == "Which") != box_before
    press(at, "Remove it")
    assert "Girls and young women" not in needs(at) and FIRST in needs(at)


def test_after_a_removal_no_row_is_chosen_and_the_removed_one_can_be_put_back(loaded: AppTest) -> None:
    at = changing_needs(loaded)
    assert which(at)[0] == FIRST
    press(choose(at, GIRLS), "Remove it")
    assert GIRLS not in needs(at)
    # A second press on the same place would otherwise remove another row.
    assert which(at)[0] is None and not any(one.label == "Remove it" for one in at.button)
    assert f"<strong>Removed: </strong>{GIRLS}." in markup(at)
    press(at, "Put it back")
    assert GIRLS in needs(at) and "Removed: " not in markup(at)
    assert not any(one.label == "Put it back" for one in at.button)


def test_a_row_whose_removal_is_refused_is_not_called_removed(loaded: AppTest) -> None:
    at = press(choose(changing_needs(loaded), SECOND), "Remove it")
    assert SECOND in needs(at) and which(at)[0] == SECOND
    assert "is named in What meets a need" in " ".join(one.value for one in at.warning)
    assert "Removed: " not in markup(at)


def test_once_something_is_agreed_as_an_action_its_form_says_so(loaded: AppTest) -> None:
    at = open_part(visit(loaded, "pages/seasons.py"), "seasons", "")
    unfold(at, "run_up_action")
    (owner,) = [one for one in at.selectbox if one.label == "Owner"]
    assert owner.value == "Police"  # who sees to it is proposed
    assert "Agreed as action" not in markup(at)
    press(at, "Agree it as an action")
    with at.session_state["samples_store"].reading() as connection:
        latest = max(all_actions(connection), key=lambda one: one.number)
    assert f"Agreed as action {latest.number}: Police, due " in markup(at)
    # The words may be others: what was agreed is said all the same.
    words = next(one for one in at.text_input if one.label == "Action")
    words.set_value("Agree the patrols of July").run()
    press(at, "Agree it as an action")
    assert f"Agreed as action {latest.number + 1}: Police, due " in markup(at)
    assert not button(at, "Agree it as an action").disabled


def test_what_one_chooses_among_is_shown_as_it_was_typed(loaded: AppTest) -> None:
    """A list to choose from is no Markdown: a backslash before its marks would be seen."""
    at = changing_needs(loaded)
    nasty = "Places [for] *all*, 1. $5 :red[now] e_f <b>"
    [one for one in at.text_input if one.label == "Need"][-1].set_value("").run()
    choose(at, GIRLS)
    [one for one in at.text_input if one.label == "Need"][-1].set_value(nasty).run()
    press(at, "Save the change")
    assert which(at)[0] == nasty
    open_part(visit(at, "pages/working_group.py"), "record", "Actions")
    unfold(at, "close_action")
    (box,) = [one for one in at.selectbox if one.label == "Which action"]
    assert all(words.partition(". ")[0].isdigit() for words in box.options)
