"""The key, kept outside the database, and the pseudonyms that replace references and free text inside it
(HMAC-SHA256, RFC 2104)."""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ieo_metrics.framework.crime_harm import is_title
from ieo_metrics.framework.record_tables import HALF, PERSON_STAND_IN, STAND_IN, TEXT_STAND_IN
from ieo_metrics.store.database.errors import KeyTrouble
from ieo_metrics.store.database.owner_only import make_folder

SECRET = 32  # bytes
_SEPARATORS = re.compile(r"[\s\-_/.]+")
# A URN or an offence code; a date of birth, a telephone number or an NHS number is longer.
_CODE = re.compile(r"[0-9]{1,6}|[0-9]{1,3}/[0-9]{1,2}")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


@dataclass(frozen=True)
class Key:
    """The secret, never stored beside what it hides."""

    secret: bytes

    @cached_property
    def id(self) -> str:
        """Tells keys apart without revealing anything about them."""
        return hashlib.sha256(b"id of key " + self.secret).hexdigest()[:12]

    def _hash(self, kind: str, text: str) -> str:
        return hmac.digest(self.secret, f"{kind}\0{text}".encode(errors="surrogatepass"), "sha256").hex()[
            :HALF
        ]

    def person(self, reference: str) -> str:
        """The pseudonym of a person's reference: 48 hexadecimal digits. Equal for equal references; the
        first half is also equal for references that differ only by spaces, hyphens or leading zeros, so
        that the officer can still be asked about those."""
        if PERSON_STAND_IN.fullmatch(reference):
            return reference  # the officer said that it is somebody accepted before
        return self.like(reference) + self._hash("person", reference)

    def like(self, reference: str) -> str:
        """The first half of a reference's pseudonym, equal for references that differ only by spaces,
        hyphens or leading zeros. It is in every store, so it stays as it is."""
        return self._hash("like", _LEADING_ZEROS.sub("", _SEPARATORS.sub("", reference)))

    def seal(self, words: str) -> str:
        """The seal of a row of the store: 24 hexadecimal digits that nobody can make without the key."""
        return self._hash("seal", words)

    def text(self, words: str) -> str:
        """The pseudonym of free text: 24 hexadecimal digits, equal for texts that differ only in capitals."""
        return self._hash("text", words.casefold())

    def stored_text(self, words: str, spelled: Callable[[str], str] = str) -> str:
        """What is stored in place of a text: the text itself where it can only be a short code or an
        offence's title, or is a pseudonym already; else the pseudonym of it as it is `spelled`."""
        as_it_is = (_CODE.fullmatch, TEXT_STAND_IN.fullmatch, is_title)
        return words if any(test(words) for test in as_it_is) else self.text(spelled(words))

    def loosened(self, words: str) -> str:
        """The pseudonym of what is left of a text when what people vary is taken away: by it spellings are
        found that may be the same, in returns that were accepted long ago."""
        return self._hash("loosened", words)


@dataclass(frozen=True)
class RememberingKey(Key):
    """A key that replaces each reference once. What it has seen goes with it: it is for one piece of work."""

    _seen: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def person(self, reference: str) -> str:
        if reference not in self._seen:
            self._seen[reference] = super().person(reference)
        return self._seen[reference]


def in_short(text: str) -> str:
    """A text with each pseudonym cut to eight digits, enough to tell people apart on a screen."""
    return STAND_IN.sub(lambda found: found[0][-HALF:][:8], text)


def new_key(path: Path) -> Key:
    """Make a key and write it so that only its owner can read it. Raises FileExistsError rather than
    replace one."""
    key = Key(secrets.token_bytes(SECRET))
    make_folder(path.parent)
    # Written beside first: whoever is stopped half way leaves no key, and not half a one.
    beside = path.with_name(f"{path.name}.{key.id}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key.secret.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return key


def key_in(path: Path) -> Key:
    """The key in a file. Raises OSError where there is no file, ValueError where it contains anything
    else."""
    secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    if len(secret) != SECRET:
        raise ValueError("not the length of a key")
    return Key(secret)


def read_key(path: Path, wanted: str) -> Key:
    """The key of a store. `wanted`: the id that the store names. Raises KeyTrouble saying which key is
    needed."""
    keep = f"The returns were stored with the key {wanted}"
    try:
        key = key_in(path)
    except OSError:
        raise KeyTrouble(
            f"{keep}, but there is no key file at {path}. Put your copy of the key there; without it "
            "nothing can be added."
        ) from None
    except ValueError:
        raise KeyTrouble(
            f"{keep}, but the file {path} does not contain a key. Put your copy of the key there."
        ) from None
    if key.id != wanted:
        raise KeyTrouble(
            f"{keep}, but the file {path} contains a different one ({key.id}). Put the right key there: "
            "with a different one the same person would be counted twice."
        )
    return key
