"""Which role somebody has: by address, by the app roles or groups that the organisation's sign-in names, or
by the domain of the address. Pure: what is set up and what the provider says in, a role out.

Entries of [auth] in the secrets file, for each role of the framework's rows: a list of addresses and domains
(`officers`), and a list of groups (`officer_groups`); `roles_claim` names the claim in which the provider
lists names of roles. Without any of them whoever may sign in is an officer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ieo_metrics.framework.roles import OFFICER, ROLES, Role, first_role
from ieo_metrics.framework.words.list_in_words import list_in_words
from pages.shared.frame.signing_in.addresses import is_listed, plain_address, plain_domain

ROLES_CLAIM, ACTIONS = "roles_claim", "actions_in_meeting"
PEOPLE = {role.people: role.name for role in ROLES}
GROUPS = {f"{role.name}_groups": role.name for role in ROLES}
# Every entry that says who has which role, and all that this file reads.
SAYS_WHO = (*PEOPLE, *GROUPS, ROLES_CLAIM)
ENTRIES = (*SAYS_WHO, ACTIONS)
GROUPS_CLAIM = "groups"
# Where Entra leaves out the groups of somebody who is in too many of them.
_ELSEWHERE, _HAS_GROUPS = "_claim_names", "hasgroups"
NO_ROLE = "you do not have access to this dashboard."
TOO_MANY_GROUPS = (
    "your organisation's sign-in did not say in which groups you are, because they are too many. The "
    "dashboard must be told your role in another way: by an app role, or by your address."
)


class RolesNotSetUp(Exception):
    """What is set up about roles cannot be meant so. The text says what to correct."""


@dataclass(frozen=True)
class RoleRules:
    """`people`: by name of role, plain addresses and domains; `groups`: by name of role, the
    provider's names of groups; `roles_claim`: the claim that names roles, "" for none; `extra`: what the
    roles that may be let do it may do."""

    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    roles_claim: str = ""
    actions_in_meeting: bool = False

    @property
    def say_nothing(self) -> bool:
        """Whether nobody is given a role, so that all are officers."""
        return not (self.people or self.groups or self.roles_claim)


def role_rules(auth: Mapping[str, Any]) -> RoleRules:
    """What the section [auth] says about roles. Raises RolesNotSetUp where an entry is not understood, or two
    contradict each other."""
    said = [name for name in SAYS_WHO if name in auth]
    if "allowed" in auth and said:
        raise RolesNotSetUp(
            f"allowed cannot stand beside {list_in_words(said)}: everybody on it is an officer. Name them "
            f"under {list_in_words(list(PEOPLE))} instead."
        )
    if ACTIONS in auth and not isinstance(auth[ACTIONS], bool):
        raise RolesNotSetUp(f"{ACTIONS} must be true or false.")
    claim = auth.get(ROLES_CLAIM, "")
    if ROLES_CLAIM in auth and not (isinstance(claim, str) and claim.strip()):
        raise RolesNotSetUp(f'{ROLES_CLAIM} must be the name of a claim, such as "roles".')
    people = {role: _people(auth[name], name) for name, role in PEOPLE.items() if name in auth}
    groups = {role: _groups(auth[name], name) for name, role in GROUPS.items() if name in auth}
    for lists in (people, groups):
        _refuse_twice(lists)
    return RoleRules(people, groups, claim.strip(), auth.get(ACTIONS, False))


def _people(given: object, name: str) -> tuple[str, ...]:
    plain = tuple(plain_address(one) or plain_domain(one) for one in _list(given))
    if not plain or not all(plain):
        raise RolesNotSetUp(
            f"{name} must be a list of at least one e-mail address or domain, in plain letters (other "
            "domains as xn--…)."
        )
    return plain


def _groups(given: object, name: str) -> tuple[str, ...]:
    named = tuple(one.strip() for one in _list(given) if isinstance(one, str))
    if not named or not all(named) or len(named) != len(_list(given)):
        raise RolesNotSetUp(f"{name} must be a list of at least one group.")
    return named


def _list(given: object) -> Sequence[object]:
    return given if isinstance(given, list) else ()


def _refuse_twice(lists: Mapping[str, Sequence[str]]) -> None:
    """`lists`: by name of role."""
    given: dict[str, str] = {}
    for role, some in lists.items():
        for one in some:
            if given.setdefault(one, role) != role:
                raise RolesNotSetUp(
                    f"{one} is named for the roles {given[one]} and {role}. Name it for one of them."
                )


def role_of_person(rules: RoleRules, claims: Mapping[str, Any], address: str) -> Role | str:
    """The role of somebody of whom the provider says `claims`, or why there is none, as the end of a
    sentence. `address`: the plain e-mail address that counts, "" for none.

    Who is named by address has that role. All others have the most that their app roles, their groups and the
    domain of their address give.
    """
    role = OFFICER if rules.say_nothing else _named(rules, address) or _given(rules, claims, address)
    if role is None:
        return TOO_MANY_GROUPS if rules.groups and _groups_left_out(claims) else NO_ROLE
    return replace(role, may=role.may | role.may_if_set) if rules.actions_in_meeting else role


def _named(rules: RoleRules, address: str) -> Role | None:
    return first_role(
        role
        for role, some in rules.people.items()
        if is_listed(address, tuple(one for one in some if "@" in one))
    )


def _given(rules: RoleRules, claims: Mapping[str, Any], address: str) -> Role | None:
    named = _texts(claims.get(rules.roles_claim)) if rules.roles_claim else set()
    groups = _texts(claims.get(GROUPS_CLAIM))
    grouped = {role for role, some in rules.groups.items() if groups.intersection(some)}
    of_domain = {role for role, some in rules.people.items() if is_listed(address, some)}
    return first_role(named | grouped | of_domain)


def _texts(claim: object) -> set[str]:
    """The values of a claim, which is a list of texts, or one text."""
    given = [claim] if isinstance(claim, str) else claim if isinstance(claim, list | tuple) else []
    return {one for one in given if isinstance(one, str)}


def _groups_left_out(claims: Mapping[str, Any]) -> bool:
    elsewhere = claims.get(_ELSEWHERE)
    return bool(claims.get(_HAS_GROUPS)) or (isinstance(elsewhere, Mapping) and GROUPS_CLAIM in elsewhere)
