"""What `.streamlit/secrets.toml` says about signing in. Whatever is missing, misspelt or unreadable is said
and opens nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitSecretNotFoundError

from pages.shared.frame.signing_in import roles_of_people
from pages.shared.frame.signing_in.addresses import plain_address, plain_domain
from pages.shared.frame.signing_in.roles_of_people import RoleRules

SHORTEST_SECRET = 32  # whoever guesses the cookie's secret can sign a cookie for anybody
REQUIRED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
KNOWN = {*REQUIRED, "client_kwargs", "issuer", "allowed", *roles_of_people.ENTRIES}
# Not `verify`, which would switch off the check that it is the provider who answers.
KNOWN_KWARGS = {"scope", "prompt", "timeout", "token_endpoint_auth_method"}
DISCOVERY = "/.well-known/openid-configuration"
# Microsoft's sign-in of Entra ID, also of national clouds; the first part of the path is the tenant.
_ENTRA_HOSTS = ("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn")
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Once there was an [auth] section, a file that vanishes or breaks while the server runs does not open the
# pages.
_ever_set_up: list[bool] = []


class NotSetUp(Exception):
    """Sign-in is only partly set up. The text says what to correct, and contains no secret."""


@dataclass(frozen=True)
class SetUp:
    """`provider`: the address of its discovery document. `issuer`: the name that its tokens must state.
    `comes_back`: the dashboard's own address to which it sends people. `allowed`: plain addresses and
    domains; None for everyone it lets in. `roles`: who of them has which role."""

    provider: str
    issuer: str
    comes_back: str
    allowed: tuple[str, ...] | None
    roles: RoleRules = field(default_factory=RoleRules)


def entra_tenant(issuer: str) -> str:
    """The tenant of an issuer that is Entra ID; "" for any other."""
    parts = urlsplit(issuer)
    return parts.path.split("/")[1] if parts.hostname in _ENTRA_HOSTS else ""


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
    issuer = _pinned(auth)
    allowed = _listed(auth["allowed"]) if "allowed" in auth else None
    try:
        roles = roles_of_people.role_rules(auth)
    except roles_of_people.RolesNotSetUp as wrong:
        raise NotSetUp(f"In the section [auth] of the secrets file, {wrong}") from None
    return SetUp(auth["server_metadata_url"], issuer, auth["redirect_uri"], allowed, roles)


def _pinned(auth: Mapping[str, Any]) -> str:
    """The issuer: by OpenID Connect, the address of its discovery document tells it."""
    address = auth["server_metadata_url"]
    derived = address.removesuffix(DISCOVERY) if address.endswith(DISCOVERY) else ""
    issuer = auth.get("issuer", derived)
    if not isinstance(issuer, str) or not _guarded(issuer):
        raise NotSetUp(
            "In the section [auth] of the secrets file, server_metadata_url must end with "
            f"{DISCOVERY}, or issuer must be what that document says."
        )
    if urlsplit(address).hostname in _ENTRA_HOSTS or entra_tenant(issuer):
        tenant = entra_tenant(address)
        if not _GUID.fullmatch(tenant) or issuer != derived or not issuer.endswith("/v2.0"):
            raise NotSetUp(
                "In the section [auth] of the secrets file, server_metadata_url must name your own tenant by "
                "its ID, in small letters, and version 2.0: https://login.microsoftonline.com/"
                f"00000000-0000-0000-0000-000000000000/v2.0{DISCOVERY}. With 'common' anybody's account "
                "would do."
            )
    return issuer


def _listed(allowed: object) -> tuple[str, ...]:
    """Who may, each as it is compared."""
    given = allowed if isinstance(allowed, list) else []
    plain = tuple(plain_address(one) or plain_domain(one) for one in given)
    if not plain or not all(plain):
        raise NotSetUp(
            "In the section [auth] of the secrets file, allowed must be a list of at least one e-mail "
            "address or domain, in plain letters (other domains as xn--…)."
        )
    return plain


def _guarded(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https"
        or (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1"))
    )


def read_set_up() -> SetUp | None:
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


def ever_set_up() -> bool:
    """Whether there was an [auth] section at any time since the server was started."""
    return bool(_ever_set_up)
