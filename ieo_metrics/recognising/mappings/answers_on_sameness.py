"""What the officer has said about spellings: which are the same young person, school or cohort, and which
are not. Only hashes of them are kept."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

_HASH = r"[0-9a-f]{48}"
_SALT = r"[0-9a-f]{32}"
MOST = 100_000
Hash = Callable[[str], str]  # a spelling → 48 hexadecimal digits


class StandIns(Protocol):
    """What replaces references and texts in a store: its key."""

    def person(self, reference: str) -> str: ...
    def like(self, reference: str) -> str: ...
    def text(self, words: str) -> str: ...
    def stored_text(self, words: str) -> str: ...
    def loosened(self, words: str) -> str: ...


@dataclass(frozen=True)
class SameAnswers:
    """`stands_for`: by kind (reference, school, cohort), the hash of each spelling that was asked about → the
    hash of the spelling for which it counts, its own where it is another one. `salt`: of a file's own hashes;
    "" where they are the store's."""

    stands_for: dict[str, dict[str, str]] = field(default_factory=dict)
    salt: str = ""

    def salted(self) -> "SameAnswers":
        """These answers, with a salt for hashes of their own."""
        return self if self.salt else replace(self, salt=secrets.token_hex(16))

    def hash_of(self, key: StandIns | None) -> Hash:
        """How a spelling is hashed: as the store does it, else with the salt. A pseudonym is a hash
        already."""
        if key is not None:
            return key.person
        secret = bytes.fromhex(self.salt)
        return lambda word: hmac.new(secret, word.encode(), hashlib.sha256).hexdigest()[:48]

    def answered(self, kind: str, groups: Sequence[Sequence[str]]) -> "SameAnswers":
        """These answers and one more. `groups`: hashes of spellings; those of one group are the same, and it
        is its first that stands for them."""
        new = {each: group[0] for group in groups for each in group}
        return replace(self, stands_for={**self.stands_for, kind: {**self.stands_for.get(kind, {}), **new}})

    def without(self, kind: str, hashes: Collection[str]) -> "SameAnswers":
        """These answers without what was said of some spellings."""
        kept = {key: first for key, first in self.stands_for.get(kind, {}).items() if key not in hashes}
        others = {name: words for name, words in self.stands_for.items() if name != kind}
        return replace(self, stands_for={**others, **({kind: kept} if kept else {})})

    def merged(self, other: "SameAnswers") -> "SameAnswers":
        """These answers and another file's. Hashes of two salts never meet, so the salt of the first that has
        one stays, and answers under another salt are not taken."""
        if not other.stands_for or (self.salt and self.stands_for and other.salt != self.salt):
            return self
        kinds = {*self.stands_for, *other.stands_for}
        joined = {kind: {**other.stands_for.get(kind, {}), **self.stands_for.get(kind, {})} for kind in kinds}
        return SameAnswers(joined, other.salt)

    def __len__(self) -> int:
        return sum(map(len, self.stands_for.values()))


NOTHING_SAID = SameAnswers()


def same_as_data(answers: SameAnswers) -> dict[str, object]:
    """The answers as JSON can hold them."""
    return {"salt": answers.salt, "stands_for": answers.stands_for}


def same_of_data(said: object, name: str) -> SameAnswers:
    """Answers from their data. Raises ValueError saying what is wrong with them."""
    wrong = ValueError(
        f"The mapping file {name} does not say in the form of this program which spellings are the same"
    )
    if not isinstance(said, dict):
        raise wrong
    salt, kinds = said.get("salt", ""), said.get("stands_for", {})
    if not isinstance(salt, str) or (salt and not re.fullmatch(_SALT, salt)) or not isinstance(kinds, dict):
        raise wrong
    for words in kinds.values():
        if not isinstance(words, dict) or len(words) > MOST:
            raise wrong
        if not all(
            isinstance(one, str) and re.fullmatch(_HASH, one) for pair in words.items() for one in pair
        ):
            raise wrong
    return SameAnswers({str(kind): dict(words) for kind, words in kinds.items()}, salt)
