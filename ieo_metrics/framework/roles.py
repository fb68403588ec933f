"""Who sees what and who may do what: one row a role. Which role somebody has is said where people sign in;
where nobody signs in, the officer is alone."""

from collections.abc import Iterable
from dataclasses import dataclass

# Which figures the pages are drawn from.
CURRENT = "as they are now"
ISSUED = "as issued"
# What somebody may do. Whatever else there is to do, only those may who may CHANGE.
CHANGE = "change returns, figures, settings and records"
APPROVE = "approve what somebody else proposed"
AGREE_ACTIONS = "agree an action in the meeting"


@dataclass(frozen=True)
class Role:
    """`people`: what those in the role are called together; `figures`: CURRENT or ISSUED; `pages`: the names
    of those it sees, None for all; `may`: what it may do; `may_if_set`: what it may do where that is set up
    for it."""

    name: str
    people: str
    figures: str
    pages: frozenset[str] | None
    may: frozenset[str]
    may_if_set: frozenset[str] = frozenset()

    def sees(self, page: str) -> bool:
        """Whether the page of this name is for the role."""
        return self.pages is None or page in self.pages


_OF_ISSUED = frozenset({"Overview", "Measure", "Signals", "Meeting", "Definitions"})
# From the one that may most to the one that may least: who is given several has the first.
ROLES = (
    Role("officer", "officers", CURRENT, None, frozenset({CHANGE, APPROVE, AGREE_ACTIONS})),
    Role(
        "approver",
        "approvers",
        ISSUED,
        _OF_ISSUED | {"Approval"},
        frozenset({APPROVE}),
        frozenset({AGREE_ACTIONS}),
    ),
    Role("reader", "readers", ISSUED, _OF_ISSUED, frozenset(), frozenset({AGREE_ACTIONS})),
)
ROLE = {role.name: role for role in ROLES}
OFFICER = ROLES[0]


def first_role(names: Iterable[str]) -> Role | None:
    """Of some names of roles, the role that may most; None where none of them is one."""
    given = set(names)
    return next((role for role in ROLES if role.name in given), None)
