"""Cookies: what the one of the sign-in says, and how each that Streamlit sets leaves the server. Its own
last 30 days and go over plain HTTP too."""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME

from pages.shared.frame.signing_in.times import ABSOLUTE


def signed_in_claims(cookies: Mapping[str, str], origin: str) -> dict[str, Any] | None:
    """The claims of whoever signed in at this origin; None where no cookie, or none that we signed, says
    so."""
    secret = get_cookie_secret()

    def opened(name: str) -> bytes | None:
        value = cookies.get(name)
        return None if value is None else decode_signed_value(secret, name, value.encode("latin-1"))

    with suppress(ValueError, TypeError):  # not of ours, whatever it is: UnicodeError and JSONDecodeError too
        claims = json.loads(get_cookie_with_chunks(opened, USER_COOKIE_NAME) or b"null")
        if isinstance(claims, dict) and claims.get("origin") == origin and claims.get("is_logged_in") is True:
            return claims
    return None


def as_it_leaves(cookie: bytes, guarded: bool) -> bytes:
    """A Set-Cookie header as the server sends it: no script reads it (but the token against forged
    requests, which is made to be read), no other site sends it along, it ends with the longest sign-in, and
    behind TLS it never goes without. The sign-in's is Lax: the provider sends people here from its own
    site."""
    whole, *attributes = (part.strip() for part in cookie.split(b";"))
    kept = [a for a in attributes if a.split(b"=")[0].strip().lower() in (b"path", b"max-age", b"expires")]
    name = whole.split(b"=")[0].decode("latin-1")
    for_scripts = name == XSRF_COOKIE_NAME
    parts = [whole, *(_at_most(a) for a in kept), b"SameSite=Strict" if for_scripts else b"SameSite=Lax"]
    if not for_scripts:
        parts.append(b"HttpOnly")
    if guarded:
        parts.append(b"Secure")
    return b"; ".join(parts)


def _at_most(attribute: bytes) -> bytes:
    name, _, value = attribute.partition(b"=")
    if name.strip().lower() == b"max-age" and value.strip().isdigit():
        return b"Max-Age=%d" % min(int(value), ABSOLUTE)
    return attribute
