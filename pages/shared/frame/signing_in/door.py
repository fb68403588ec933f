"""Signing in with the organisation's own account, where `.streamlit/secrets.toml` has an [auth] section.
Without one the officer is alone on one machine and needs no account. With one nothing is shown until the
provider has said who is there: whatever is missing, unreadable or down, the pages stay closed. Tokens are
never kept or logged here; Streamlit's signed cookie carries the provider's claims."""

import getpass
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import streamlit as st

from ieo_metrics.framework.roles import OFFICER, Role
from pages.shared.frame.signing_in import provider, screens, times
from pages.shared.frame.signing_in.identity import Person, person, role_by
from pages.shared.frame.signing_in.set_up import NotSetUp, SetUp, ever_set_up, read_set_up

_ROLE = "ieo_role"  # in the session: in which it was drawn


def _forget_session() -> None:
    """What was loaded in this tab holds rows about young people, and goes with the sign-in."""
    for name in [name for name in st.session_state if name != screens.BUTTON]:
        del st.session_state[name]


def _leave() -> None:
    times.end(dict(st.user))
    provider.forget()  # it is asked for whoever comes next
    _forget_session()
    st.logout()
    st.stop()


@st.fragment(run_every=60)
def _watch() -> None:
    """A screen that nobody touches stops showing its page, also where its role is another now. This check
    does not itself count as using the dashboard."""
    role = role_of_session()
    if role is None or role.name != st.session_state.get(_ROLE):
        st.rerun()


def _let_in(found: SetUp) -> bool:
    claims = dict(st.user)
    if claims.get("is_logged_in") is not True:
        _forget_session()
        screens.draw_offer(found, "")
        return False
    screens.forget_sent()
    if out := times.why_out(claims):
        _forget_session()
        screens.draw_offer(found, f"{out} Files waiting in this tab have been cleared.")
        return False
    if isinstance(role := role_by(claims, found), str):
        _forget_session()
        somebody = person(claims, found)
        if screens.draw_no_access(somebody.shown if somebody else "", role):
            _leave()
        return False
    if st.session_state.setdefault(_ROLE, role.name) != role.name:
        _forget_session()  # what was loaded in another role
        st.session_state[_ROLE] = role.name
    times.note_use(claims)
    _watch()
    screens.draw_watch()
    return True


def signed_in() -> bool:
    """Whether the page may be shown. Where it may not, the sign-in, or the reason that nobody can sign in,
    is drawn. Raises nothing of its own."""
    try:
        found = read_set_up()
        return found is None or _let_in(found)
    except NotSetUp as trouble:
        screens.draw_closed(
            f"Sign-in is not fully set up on this dashboard, so its pages stay closed. {trouble}"
        )
    except (
        Exception
    ) as trouble:  # fail closed; the log says what kind, and not with what: that could be a token
        logging.getLogger("ieo_metrics").error("The sign-in failed: %s", type(trouble).__name__)
        screens.draw_closed("The sign-in page could not be shown, so the other pages stay closed.")
    return False


def role_of_session() -> Role | None:
    """The role of whoever is at work, who may act; None where nobody signed in who may, or not any more.
    Draws nothing: a call-back runs before the page asks who is there. Never raises."""
    return role_asked_later()()


def role_asked_later() -> Callable[[], Role | None]:
    """What `role_of_session` says of whoever is at work now, each time that it is called: also later, when
    the session is not at hand. Never raises."""
    claims: dict[str, Any] = {}
    with suppress(Exception):
        claims = dict(st.user)
    return partial(_role_now, claims)


def _role_now(claims: Mapping[str, Any]) -> Role | None:
    try:
        found = read_set_up()
        if found is None:
            return OFFICER
        if claims.get("is_logged_in") is not True or times.why_out(claims):
            return None
        role = role_by(claims, found)
        return role if isinstance(role, Role) else None
    except Exception:  # fail closed
        return None


def may(right: str) -> bool:
    """Whether whoever clicked may do something, which is one of those that the rows of roles name."""
    role = role_of_session()
    return role is not None and right in role.may


def sign_out() -> None:
    """The sign-out button, beside the links to the pages, where somebody signed in."""
    if ever_set_up() and st.button(
        "Sign out", type="tertiary", help=f"Signed in as {name_at_work()}", key="ieo_sign_out"
    ):
        _leave()


def _at_work() -> Person | None:
    with suppress(Exception):
        found = read_set_up()
        if found is not None and st.user.get("is_logged_in") is True:
            return person(dict(st.user), found)
    return None


def who_is_at_work() -> str:
    """Who is at work, in one line, for the audit trail: the address or name that was signed in with, and the
    provider's lasting name of the person; else IEO_OFFICER; else the account on this computer. Never
    raises."""
    somebody = _at_work()
    return somebody.in_trail if somebody else _officer_here()


def person_at_work() -> str:
    """By which whoever signed in is told from everybody else; "" where nobody did. Never raises."""
    somebody = _at_work()
    return somebody.told_apart_by if somebody else ""


def name_at_work() -> str:
    """Who is at work, for people to read. Never raises."""
    somebody = _at_work()
    return somebody.shown if somebody else _officer_here()


def _officer_here() -> str:
    try:
        return " ".join(os.environ.get("IEO_OFFICER", "").split()) or getpass.getuser()
    except Exception:  # an account without a name, as in some containers
        return "not known"
