"""Who somebody is, by the claims of the provider, and whether they are on the unit's list."""

from collections.abc import Mapping
from typing import Any


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
