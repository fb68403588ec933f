"""Signing in with the organisation's own account, where `.streamlit/secrets.toml` has an [auth] section.
Without one the officer is alone on one machine and needs no account. With one nothing is shown until the
provider has said who is there: whatever is missing, unreadable or down, the pages stay closed. Tokens are
never kept or logged here; Streamlit's signed cookie carries the provider's claims."""

import getpass
import logging
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitSecretNotFoundError
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string

from ieo_metrics.framework.roles import OFFICER, Role
from pages.shared.frame.signing_in import roles_of_people
from pages.shared.frame.signing_in.roles_of_people import RoleRules
from pages.shared.kit.html_tables import safe_markup

IDLE, ABSOLUTE = 30 * 60, 10 * 60 * 60  # seconds
CLOCKS_APART = 5 * 60  # seconds that the provider's clock may be ahead of ours
ANSWER_WITHIN = 3.0  # seconds
SHORTEST_SECRET = 32  # whoever guesses the cookie's secret can sign a cookie for anybody
REQUIRED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
KNOWN = {*REQUIRED, "client_kwargs", "allowed", *roles_of_people.ENTRIES}
# Not `verify`, which would switch off the check that it is the provider who answers.
KNOWN_KWARGS = {"scope", "prompt", "timeout", "token_endpoint_auth_method"}
HELP = "Please tell the person who runs this dashboard."
BUTTON = "ieo_sign_in"
_ROLE = "ieo_role"  # in the session: in which it was drawn

Key = tuple[object, ...]
clock = time.time
# The cookie lasts 30 days and outlives sessions, so a session alone cannot tell how long somebody has been
# away: by sign-in, when it was last used, and when it was signed out. Nothing of this survives a restart;
# then the time of the sign-in itself decides.
_last_used: dict[Key, float] = {}
_signed_out: dict[Key, float] = {}
# By browser, when somebody was last sent to the provider from it: a failed sign-in comes back without a word.
_sent: dict[bytes, float] = {}
# Once there was an [auth] section, a file that vanishes or breaks while the server runs does not open the
# pages.
_ever_set_up: list[bool] = []


class NotSetUp(Exception):
    """Sign-in is only partly set up. The text says what to correct, and contains no secret."""


@dataclass(frozen=True)
class SetUp:
    """`provider`: the address of its discovery document. `allowed`: e-mail addresses and domains in small
    letters; None for everyone it lets in. `roles`: who of them has which role."""

    provider: str
    allowed: tuple[str, ...] | None
    roles: RoleRules


def set_up(secrets: Mapping[str, Any]) -> SetUp | None:
    """What the secrets say about signing in; None where they say nothing. Raises NotSetUp where they say
    too little, or something that is not understood."""
    named = [name for name in secrets if name.strip().lower() == "auth"]
    if not named:
        return None
    auth = secrets.get("auth")
    if named != ["auth"] or not isinstance(auth, Mapping):
        raise NotSetUp("The secrets file must have one section called [auth], in small letters.")
    if missing := [name for name in REQUIRED if not (isinstance(auth.get(name), str) and auth[name].strip())]:
        raise NotSetUp(f"Missing in the section [auth] of the secrets file: {', '.join(missing)}.")
    # A misspelt "allowed" would let everyone in.
    kwargs = auth.get("client_kwargs", {})
    if not isinstance(kwargs, Mapping):
        raise NotSetUp("In the section [auth] of the secrets file, client_kwargs must be a table.")
    if unknown := sorted({*auth} - KNOWN | {*kwargs} - KNOWN_KWARGS):
        raise NotSetUp(
            "The section [auth] of the secrets file has entries that this dashboard does not know: "
            f"{', '.join(unknown)}."
        )
    if len(auth["cookie_secret"]) < SHORTEST_SECRET:
        raise NotSetUp(
            f"In the section [auth] of the secrets file, cookie_secret must have at least {SHORTEST_SECRET} "
            "characters, chosen at random."
        )
    for name in ("redirect_uri", "server_metadata_url"):
        if not _guarded(auth[name]):
            raise NotSetUp(
                f"In the section [auth] of the secrets file, {name} must begin with https:// unless it is "
                "on this computer."
            )
    if not auth["redirect_uri"].endswith("/oauth2callback"):
        raise NotSetUp(
            "In the section [auth] of the secrets file, redirect_uri must end with /oauth2callback."
        )
    try:
        roles = roles_of_people.role_rules(auth)
    except roles_of_people.RolesNotSetUp as wrong:
        raise NotSetUp(f"In the section [auth] of the secrets file, {wrong}") from None
    if "allowed" not in auth:
        return SetUp(auth["server_metadata_url"], None, roles)
    allowed = auth["allowed"]
    if (
        not isinstance(allowed, list)
        or not allowed
        or not all(isinstance(one, str) and one.strip(" @") for one in allowed)
    ):
        raise NotSetUp(
            "In the section [auth] of the secrets file, allowed must be a list of at least one e-mail "
            "address or domain."
        )
    return SetUp(auth["server_metadata_url"], tuple(one.strip().lower() for one in allowed), roles)


def _guarded(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https"
        or (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1"))
    )


def time_over(issued: object, last_used: float | None, now: float) -> str | None:
    """Why a sign-in no longer counts, as a sentence; None while it does. All times are seconds since 1970.

    `issued` is the claim iat: when the provider last vouched for this person here. (auth_time may lie long
    before, where the provider keeps people signed in, and signing in again would not change it.) `last_used`
    is None where nothing is known of it, as after a restart.
    """
    if isinstance(issued, bool) or not isinstance(issued, int | float) or not issued <= now + CLOCKS_APART:
        return "Your sign-in does not say when you signed in, so it cannot be used."
    if not now - issued < ABSOLUTE:
        return "You were signed out 10 hours after signing in."
    if last_used is None and not now - issued < IDLE:
        return (
            "You were signed out because the dashboard was restarted and cannot tell when you last used it."
        )
    if last_used is not None and not now - last_used < IDLE:
        return "You were signed out after 30 minutes without use."
    return None


def email(claims: Mapping[str, Any]) -> str:
    """The e-mail address that the provider states, in one line; "" where there is none, or where the provider
    says that it is not verified."""
    found = claims.get("email") or claims.get("preferred_username")
    verified = str(claims.get("email_verified", True)).lower() == "true"
    return " ".join(found.split()) if isinstance(found, str) and verified else ""


def is_allowed(address: str, allowed: tuple[str, ...] | None) -> bool:
    """Whether an address, or the whole of its domain ("@unit.org" or "unit.org"), is on the list."""
    if allowed is None:
        return True
    whole = address.lower()
    name, at, domain = whole.rpartition("@")
    return bool(name and at and domain) and any(
        whole == one if "@" in one.lstrip("@") else domain == one.lstrip("@") for one in allowed
    )


def provider_trouble(address: str) -> str | None:
    """Why nobody can sign in at the moment; None where the provider's discovery document and its keys answer
    within 3 seconds each.

    Streamlit itself answers with a bare "Authentication error" when they do not. They are asked with httpx,
    so by the same route (proxies, certificates) as the sign-in itself.
    """
    import httpx

    wrong = (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError, AttributeError)
    with suppress(*wrong), httpx.Client(timeout=ANSWER_WITHIN) as client:
        said = client.get(address).raise_for_status().json()
        named = (said.get(name) for name in ("issuer", "authorization_endpoint", "token_endpoint"))
        keys = client.get(said["jwks_uri"]).raise_for_status().json()["keys"]
        if keys and all(isinstance(name, str) for name in named):
            return None
    return (
        "Your organisation's sign-in service is not responding properly, so nobody can sign in at the "
        "moment. Please try again in a few minutes."
    )


def _read() -> SetUp | None:
    """What is set up now. No file at all, where none was asked for, is the officer alone; a file that cannot
    be read is not."""
    try:
        found = set_up(st.secrets.to_dict())
    except StreamlitSecretNotFoundError:
        if config.is_manually_set("secrets.files") or any(
            Path(path).exists() for path in st.get_option("secrets.files")
        ):
            raise NotSetUp("The secrets file could not be read.") from None
        found = None
    if found is None and _ever_set_up:
        raise NotSetUp(
            "The section [auth] is no longer in the secrets file. To continue without sign-in, restart "
            "the dashboard."
        )
    if found is not None:
        _ever_set_up[:] = [True]
        if missing := [name for name in ("authlib", "httpx") if find_spec(name) is None]:
            raise NotSetUp(
                f"Some packages needed for signing in are not installed: {', '.join(missing)}. Install "
                "requirements.txt again."
            )
    return found


def _this_sign_in() -> Key:
    return tuple(str(st.user.get(name)) for name in ("iss", "sub", "iat", "nonce"))


def _this_browser() -> bytes | None:
    """What tells one browser from another: Streamlit's own token against forged requests, which is masked
    afresh in each cookie."""
    try:
        return decode_xsrf_token_string(st.context.cookies["_streamlit_xsrf"])[0]
    except Exception:  # then a failed sign-in is not remarked on; nothing else depends on it
        return None


def _forget_old(now: float) -> None:
    """After ten hours (and the clocks' difference) the time of a sign-in alone ends it."""
    tables: tuple[dict[Any, float], ...] = (_last_used, _signed_out, _sent)
    for times in tables:
        for key in [key for key, at in list(times.items()) if now - at > ABSOLUTE + CLOCKS_APART]:
            times.pop(key, None)


def _say(words: str) -> None:
    st.html(f'<p class="ieo-text">{safe_markup(words)}</p>')


def _offer(found: SetUp, words: str) -> None:
    """The one button, where there is a provider to sign in with."""
    st.title("Sign in", anchor=False)
    browser = _this_browser()
    if words:
        _say(words)
    elif browser in _sent and clock() - _sent[browser] < IDLE:
        st.error(
            "Your sign-in did not complete: it was interrupted, or your organisation's reply could not "
            f"be trusted. Please try once more. {HELP}"
        )
    if trouble := provider_trouble(found.provider):
        st.error(trouble)
        st.button("Try again", key="ieo_try_again")
        return
    _say(
        "This dashboard is for people who have been given access to it. You sign in with your "
        "organisation's account."
    )
    if st.button("Sign in", type="primary", key=BUTTON):
        if browser is not None:
            _sent[browser] = clock()
        st.login()


def _forget_session() -> None:
    """What was loaded in this tab holds rows about young people, and goes with the sign-in."""
    for name in [name for name in st.session_state if name != BUTTON]:
        del st.session_state[name]


def _leave() -> None:
    _signed_out[_this_sign_in()] = clock()
    _forget_session()
    st.logout()
    st.stop()


def _why_out(now: float) -> str | None:
    key = _this_sign_in()
    over = time_over(st.user.get("iat"), _last_used.get(key), now)
    return "You have signed out." if key in _signed_out else over


@st.fragment(run_every=60)
def _watch() -> None:
    """A screen that nobody touches stops showing its page, also where its role is another now. This check
    does not itself count as using the dashboard."""
    role = role_of_session()
    if role is None or role.name != st.session_state.get(_ROLE):
        st.rerun()


def _let_in(found: SetUp) -> bool:
    if st.user.get("is_logged_in") is not True:
        _forget_session()
        _offer(found, "")
        return False
    now = clock()
    _sent.pop(_this_browser() or b"", None)
    if out := _why_out(now):
        _forget_session()
        _offer(found, f"{out} Files waiting in this tab have been cleared.")
        return False
    address = email(dict(st.user))
    if isinstance(role := _role(found), str):
        _forget_session()
        st.title("No access", anchor=False)
        _say(
            f"You are signed in as {address or 'somebody without a confirmed e-mail address'}, but "
            f"{role} {HELP}"
        )
        if st.button("Sign out"):
            _leave()
        return False
    if st.session_state.setdefault(_ROLE, role.name) != role.name:
        _forget_session()  # what was loaded in another role
        st.session_state[_ROLE] = role.name
    _forget_old(now)
    _last_used[_this_sign_in()] = now
    _watch()
    return True


def _role(found: SetUp) -> Role | str:
    """The role of whoever signed in, or why there is none."""
    claims = dict(st.user)
    address = email(claims)
    if not is_allowed(address, found.allowed):
        return roles_of_people.NO_ROLE
    return roles_of_people.role_of_person(found.roles, claims, address, is_allowed)


def signed_in() -> bool:
    """Whether the page may be shown. Where it may not, the sign-in, or the reason that nobody can sign in,
    is drawn. Raises nothing of its own."""
    try:
        found = _read()
        return found is None or _let_in(found)
    except NotSetUp as trouble:
        st.title("Sign in", anchor=False)
        st.error(f"Sign-in is not fully set up on this dashboard, so its pages stay closed. {trouble} {HELP}")
    except (
        Exception
    ) as trouble:  # fail closed; the log says what kind, and not with what: that could be a token
        logging.getLogger("ieo_metrics").error("The sign-in failed: %s", type(trouble).__name__)
        st.title("Sign in", anchor=False)
        st.error(f"The sign-in page could not be shown, so the other pages stay closed. {HELP}")
    return False


def role_of_session() -> Role | None:
    """The role of whoever is at work, who may act; None where nobody signed in who may, or not any more.
    Draws nothing: a call-back runs before the page asks who is there. Never raises."""
    try:
        found = _read()
        if found is None:
            return OFFICER
        if st.user.get("is_logged_in") is not True or _why_out(clock()):
            return None
        role = _role(found)
        return role if isinstance(role, Role) else None
    except Exception:  # fail closed
        return None


def may(right: str) -> bool:
    """Whether whoever clicked may do something, which is one of those that the rows of roles name."""
    role = role_of_session()
    return role is not None and right in role.may


def sign_out() -> None:
    """The sign-out button, beside the links to the pages, where somebody signed in."""
    if _ever_set_up and st.button(
        "Sign out", type="tertiary", help=f"Signed in as {who_is_at_work()}", key="ieo_sign_out"
    ):
        _leave()


def who_is_at_work() -> str:
    """Who is at work, in one line: the e-mail or name that was signed in with; else IEO_OFFICER; else the
    account on this computer. Never raises."""
    with suppress(Exception):
        if _read() is not None and st.user.get("is_logged_in") is True:
            claims = dict(st.user)
            if found := email(claims) or str(claims.get("name") or claims.get("sub") or ""):
                return " ".join(found.split())
    try:
        return " ".join(os.environ.get("IEO_OFFICER", "").split()) or getpass.getuser()
    except Exception:  # an account without a name, as in some containers
        return "not known"
