"""Who somebody is, by the claims of the pinned provider: issuer, tenant and subject, which never pass
to somebody else as an address may. Addresses and names are for people to read, and for the unit's list."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ieo_metrics.framework.roles import Role
from ieo_metrics.store.returns.return_record import canonical_json, sha256
from pages.shared.frame.signing_in.addresses import is_listed, plain_address
from pages.shared.frame.signing_in.roles_of_people import NO_ROLE, role_of_person
from pages.shared.frame.signing_in.set_up import SetUp, entra_tenant

LONGEST = 255  # characters of a subject, by OpenID Connect; of a name, by us
_IDENTIFIER = re.compile(r"[\x21-\x7e]{1,255}")


@dataclass(frozen=True)
class Person:
    """`tenant`: of Entra ID, else "". `subject`: what the issuer never gives to another (Entra's oid, which
    is the same in all that a tenant uses; else sub). `address`: a plain address that the issuer vouches for,
    or "". `name`: in one line, or ""."""

    issuer: str
    tenant: str
    subject: str
    address: str
    name: str

    @property
    def shown(self) -> str:
        """The person for people to read."""
        return self.address or self.name or self.subject

    @property
    def in_trail(self) -> str:
        """The person with what stays when names and addresses change."""
        return f"{self.shown} ({self.subject})"

    @property
    def told_apart_by(self) -> str:
        """Another text for every other person, and the same whatever their role, address or name."""
        return sha256(canonical_json([self.issuer, self.tenant, self.subject]).encode())


def person(claims: Mapping[str, Any], found: SetUp) -> Person | None:
    """Who the claims are about; None where they are of another issuer or tenant, or do not say."""
    tenant = entra_tenant(found.issuer)
    subject = claims.get("oid" if tenant else "sub")
    if (
        claims.get("iss") != found.issuer
        or not isinstance(subject, str)
        or not _IDENTIFIER.fullmatch(subject)
        or (tenant and claims.get("tid") != tenant)
    ):
        return None
    # Entra states no email_verified: its addresses are set by the tenant, which is pinned. Elsewhere people
    # may choose their preferred_username themselves.
    if tenant:
        address = plain_address(claims.get("email")) or plain_address(claims.get("preferred_username"))
    else:
        verified = claims.get("email_verified")
        address = plain_address(claims.get("email")) if verified is True or verified == "true" else ""
    return Person(found.issuer, tenant, subject, address, _one_line(claims.get("name")))


def role_by(claims: Mapping[str, Any], found: SetUp) -> Role | str:
    """The role of whoever signed in with these claims; or why the pages are closed, as the end of a
    sentence."""
    somebody = person(claims, found)
    if somebody is None or not (found.allowed is None or is_listed(somebody.address, found.allowed)):
        return NO_ROLE
    return role_of_person(found.roles, claims, somebody.address)


def _one_line(text: object) -> str:
    if not isinstance(text, str):
        return ""
    printed = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", printed).split())[:LONGEST]
