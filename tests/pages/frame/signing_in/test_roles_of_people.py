"""Which role somebody has, by what is set up and what the provider says of them."""

from typing import Any

import pytest

from ieo_metrics.framework.roles import AGREE_ACTIONS, APPROVE, CHANGE, OFFICER, ROLE, ROLES, Role
from pages.shared.frame.signing_in.roles_of_people import (
    ENTRIES,
    RolesNotSetUp,
    role_of_person,
    role_rules,
)
from pages.shared.frame.signing_in.set_up import NotSetUp, set_up
from tests.pages.frame.test_sign_in import AUTH

LISTS = {
    "officers": ["lead@unit.example.org"],
    "approvers": ["second@unit.example.org", "chair@agency.example.org"],
    "readers": ["@Unit.example.org", "board.example.org"],
}
GROUPS = {"officer_groups": ["0f-1"], "reader_groups": ["0f-2", "0f-3"]}
CLAIM = {"roles_claim": "roles"}


def given(auth: dict[str, Any], address: str, **claims: Any) -> str:
    """The role's name; else the words that say why there is none."""
    found = role_of_person(role_rules(auth), claims, address)
    return found.name if isinstance(found, Role) else found


def test_the_rows_go_from_the_most_to_the_least() -> None:
    assert [role.name for role in ROLES] == ["officer", "approver", "reader"]
    assert OFFICER.may == {CHANGE, APPROVE, AGREE_ACTIONS} and OFFICER.sees("Anything")
    assert ROLE["approver"].may == {APPROVE} and ROLE["reader"].may == set()
    for role in ROLES[1:]:
        assert role.sees("Meeting") and not any(
            map(role.sees, ("Returns", "Settings", "History", "Units", ""))
        )


@pytest.mark.parametrize("auth", [{}, {"allowed": ["@unit.example.org"]}])
def test_where_no_role_is_set_up_everybody_is_an_officer_as_before(auth: dict[str, Any]) -> None:
    assert given(auth, "lead@unit.example.org", roles=["reader"], groups=["0f-2"]) == "officer"


@pytest.mark.parametrize(
    ("address", "role"),
    [
        ("lead@unit.example.org", "officer"),
        ("second@unit.example.org", "approver"),  # named, though the whole domain reads
        ("chair@agency.example.org", "approver"),
        ("other@unit.example.org", "reader"),
        ("member@board.example.org", "reader"),
        ("member@agency.example.org", "you do not"),
        ("", "you do not"),
        ("lead@unit.example.org@elsewhere.org", "you do not"),
    ],
)
def test_lists_of_people(address: str, role: str) -> None:
    assert given(LISTS, address).startswith(role)


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"roles": ["reader"]}, "reader"),
        ({"roles": ["reader", "officer"]}, "officer"),
        ({"roles": "approver"}, "approver"),
        ({"roles": ["Officer", "officers", "admin", 7, None]}, "you do not"),
        ({"roles": {"officer": True}}, "you do not"),
        ({"groups": ["0f-1"]}, "you do not"),
        ({"role": ["officer"]}, "you do not"),
        ({}, "you do not"),
    ],
)
def test_app_roles(claims: dict[str, Any], role: str) -> None:
    assert given(CLAIM, "x@y.org", **claims).startswith(role)


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"groups": ["0f-9", "0f-3"]}, "reader"),
        ({"groups": ["0f-2", "0f-1"]}, "officer"),
        ({"groups": ["0F-1"]}, "you do not"),
        ({"roles": ["officer"]}, "you do not"),
        # Entra names only so many groups; whoever is in more is not let in by a guess.
        ({"_claim_names": {"groups": "src1"}, "_claim_sources": {"src1": {}}}, "your organisation's sign-in"),
        ({"hasgroups": True}, "your organisation's sign-in"),
        ({"_claim_names": {"other": "src1"}}, "you do not"),
        ({"hasgroups": False}, "you do not"),
    ],
)
def test_groups(claims: dict[str, Any], role: str) -> None:
    assert given(GROUPS, "x@y.org", **claims).startswith(role)


def test_too_many_groups_do_not_matter_where_the_role_is_known_otherwise() -> None:
    assert given(GROUPS | CLAIM, "x@y.org", hasgroups=True, roles=["reader"]) == "reader"
    assert given(LISTS, "x@y.org", hasgroups=True).startswith("you do not")


def test_who_is_named_has_that_role_and_others_have_the_most_that_they_are_given() -> None:
    auth = LISTS | CLAIM | GROUPS
    assert given(auth, "second@unit.example.org", roles=["officer"], groups=["0f-1"]) == "approver"
    assert given(auth, "other@unit.example.org", roles=["officer"]) == "officer"
    assert given(auth, "other@unit.example.org", groups=["0f-1"]) == "officer"


@pytest.mark.parametrize(("said", "may"), [({}, False), ({"actions_in_meeting": True}, True)])
def test_a_reader_types_actions_only_where_that_is_set_up(said: dict[str, Any], may: bool) -> None:
    for address in ("other@unit.example.org", "second@unit.example.org"):
        found = role_of_person(role_rules(LISTS | said), {}, address)
        assert isinstance(found, Role) and (AGREE_ACTIONS in found.may) == may
        assert CHANGE not in found.may


@pytest.mark.parametrize(
    ("auth", "words"),
    [
        ({"officers": "lead@unit.example.org"}, "officers must be a list"),
        ({"readers": []}, "readers must be a list"),
        ({"readers": ["@"]}, "readers must be a list"),
        ({"readers": ["\u212aate@unit.example.org"]}, "in plain letters"),
        ({"reader_groups": [7]}, "reader_groups must be a list"),
        ({"roles_claim": ""}, "roles_claim must be"),
        ({"roles_claim": ["roles"]}, "roles_claim must be"),
        ({"actions_in_meeting": "yes"}, "true or false"),
        ({"allowed": ["@unit.example.org"], "officers": ["a@b.org"]}, "allowed cannot stand beside officers"),
        ({"allowed": ["@unit.example.org"], **CLAIM}, "allowed cannot stand beside roles_claim"),
        ({"officers": ["A@b.org"], "readers": ["a@B.org"]}, "for the roles officer and reader"),
        ({"officers": ["@b.org"], "readers": ["b.org"]}, "for the roles officer and reader"),
        ({"officer_groups": ["1"], "reader_groups": ["1"]}, "for the roles officer and reader"),
    ],
)
def test_what_cannot_be_meant_is_refused(auth: dict[str, Any], words: str) -> None:
    with pytest.raises(RolesNotSetUp, match=words):
        role_rules(auth)
    with pytest.raises(NotSetUp, match=f"section .auth. .*{words}"):
        set_up({"auth": AUTH | auth})


@pytest.mark.parametrize("name", ["officer", "reader", "Readers", "officers_groups", "role_claim", "roles"])
def test_a_misspelt_entry_is_refused(name: str) -> None:
    with pytest.raises(NotSetUp, match=f"does not know: {name}"):
        set_up({"auth": AUTH | {name: ["a@b.org"]}})


def test_every_entry_is_known() -> None:
    assert set(ENTRIES) == {
        *("officers", "approvers", "readers"),
        *("officer_groups", "approver_groups", "reader_groups"),
        *("roles_claim", "actions_in_meeting"),
    }
