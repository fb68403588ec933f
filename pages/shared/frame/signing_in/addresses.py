"""E-mail addresses as they are compared: one spelling, or none. What only looks like another address is
refused rather than made to fit."""

import re

LONGEST = 254  # characters
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# A domain with other letters is written in its ASCII form (xn--…), as it is in the e-mail that goes there.
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}")
_WORD = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"({_WORD}(?:\.{_WORD})*)@({_DOMAIN.pattern})")


def _small(text: object) -> str:
    """In small letters, of ASCII only: `str.lower` alone makes a k of U+212A, the sign for Kelvin."""
    return text.lower() if isinstance(text, str) and text.isascii() and len(text) <= LONGEST else ""


def plain_address(text: object) -> str:
    """An address in small letters; "" for whatever is no plain address: another @, a space, a control
    character, a letter outside ASCII, a dot at an end."""
    small = _small(text)
    return small if _ADDRESS.fullmatch(small) else ""


def plain_domain(text: object) -> str:
    """A domain in small letters, with or without an @ before it; "" for whatever is none."""
    small = _small(text).removeprefix("@")
    return small if _DOMAIN.fullmatch(small) else ""


def is_listed(address: str, listed: tuple[str, ...]) -> bool:
    """Whether a plain address, or the whole of its domain, is on a list of plain addresses and domains."""
    domain = address.rpartition("@")[2]
    return bool(address) and any(one == (address if "@" in one else domain) for one in listed)
