"""How near headings are to those that the layouts know: many texts at once against all known headings, each
text once for all slots."""

from collections.abc import Iterable
from functools import cache

import numpy as np

from ieo_metrics.framework.layouts import LAYOUTS, ColumnSpec
from ieo_metrics.framework.words.code_lists import RENAMED_STAR_AREAS, normalised

NEAR = 80  # of 100; below it two headings have little but letters in common
WITHIN = 0.9  # one heading within the other says a little less than letter by letter
LONGEST = 80  # a longer text is a sentence
AT_ONCE = 2000  # texts are compared in lots, so that their scores take little memory

# By slot (its `id`: there are few, and their headings are many to hash), how near a text is (0 to 100), the
# slot's heading that it is near to, and whether that is a name which the officer must confirm.
Near = dict[int, tuple[float, str, bool]]
NOTHING = (0.0, "", False)


def _without_end(text: str, ends: frozenset[str]) -> str:
    """A heading without the word for first or latest that begins or ends it; "" where there is none."""
    words = text.split()
    for n in range(1, min(len(words), 4)):
        if " ".join(words[-n:]) in ends:
            return " ".join(words[:-n])
        if " ".join(words[:n]) in ends:
            return " ".join(words[n:])
    return ""


def _in_order(text: str) -> str:
    return " ".join(sorted(text.split()))


class _Known:
    """All that is known, once: each heading with the slots that it is of, its words in order, and which words
    stand in it. Of slots that are made of words and ends, the words alone: they are far fewer."""

    def __init__(self) -> None:
        slots = {id(slot): slot for layout in LAYOUTS for slot in layout.slots}
        self.ends = {key: frozenset(slot.made_of[1]) for key, slot in slots.items()}
        self.all_ends = set(self.ends.values()) - {frozenset()}
        of: dict[str, list[int]] = {}
        for key, slot in slots.items():
            for text in slot.made_of[0] if self.ends[key] else slot.known:
                of.setdefault(text, []).append(key)
        self.texts, self.slots = list(of), list(of.values())
        self.in_order = [_in_order(text) for text in self.texts]
        self.words = {
            word: i for i, word in enumerate(dict.fromkeys(w for t in self.texts for w in t.split()))
        }
        lengths = np.array([len(word) + 1 for word in self.words], dtype=np.float32)
        has = self.which_words(self.texts)
        self.lengths, self.weighted = has @ lengths, np.ascontiguousarray((has * lengths).T)
        self.renamed: dict[str, list[tuple[int, str]]] = {}
        for key, slot in slots.items():
            for text, area in _renamed(slot):
                self.renamed.setdefault(text, []).append((key, area))

    def which_words(self, texts: list[str]) -> np.ndarray:
        """For each text (rows), whether each known word stands in it."""
        out = np.zeros((len(texts), len(self.words)), dtype=np.float32)
        for i, text in enumerate(texts):
            out[i, [place for word in text.split() if (place := self.words.get(word)) is not None]] = 1
        return out


def _renamed(slot: ColumnSpec) -> Iterable[tuple[str, str]]:
    """The headings that the slot of a star area would have in the Home Star, and the area."""
    area = slot.name.split(": ")[-1]
    for name in {normalised(name) for name in RENAMED_STAR_AREAS.get(area, ())}:
        for text in (name, *(t for end in slot.made_of[1] for t in (f"{name} {end}", f"{end} {name}"))):
            yield text, area


@cache
def _known() -> _Known:
    return _Known()


def _scores(texts: list[str]) -> np.ndarray:
    """The closeness of each text (rows) to each known heading: the best of letter by letter, in any order of
    words, and one within the other. Partial matches of letters say too little."""
    from rapidfuzz import fuzz, process

    known = _known()

    def letters(some: list[str], others: list[str]) -> np.ndarray:
        return process.cdist(some, others, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.float32)

    scores = np.maximum(letters(texts, known.texts), letters(list(map(_in_order, texts)), known.in_order))
    # Of the words that they share, each with the space after it; the last has none.
    shared = known.which_words(texts) @ known.weighted
    own = np.array([sum(len(word) + 1 for word in set(text.split())) for text in texts], dtype=np.float32)
    shorter = np.minimum(own[:, None], known.lengths[None, :])
    within = np.where(shared > 0, 2 * (shared - 1) / (shared + shorter - 2).clip(1), 0)
    return np.asarray(np.maximum(scores, 100 * WITHIN * within))


class Closeness:
    """The closeness of some headings to all slots. Made for one sheet and forgotten with it: no text that
    people wrote stays in memory."""

    def __init__(self) -> None:
        self._alone: dict[str, list[tuple[int, float, str]]] = {}
        self._near: dict[str, Near] = {}

    def look_at(self, texts: Iterable[str]) -> None:
        """Score those of the texts that were not scored yet, all at once."""
        texts = [text for text in dict.fromkeys(texts) if text not in self._near]
        if not texts:
            return  # what is known takes longer to put together than most sheets take to recognise
        known = _known()
        parts = {
            text: [
                (ends, area)
                for ends in known.all_ends
                if len(text) <= LONGEST and (area := _without_end(text, ends))
            ]
            for text in texts
        }
        self._score(
            dict.fromkeys((*texts, *(area for text in texts for _, area in parts[text]))),
        )
        for text in texts:
            near: Near = {}
            for ends, part in ((frozenset(), text), *parts[text]):
                for slot, score, heading in self._alone.get(part, ()):
                    if known.ends[slot] == ends and (score, heading) > near.get(slot, NOTHING)[:2]:
                        near[slot] = (score, heading, False)
            near |= {slot: (100.0, area, True) for slot, area in known.renamed.get(text, ())}
            self._near[text] = near

    def _score(self, texts: Iterable[str]) -> None:
        fresh = [text for text in texts if 2 < len(text) <= LONGEST and text not in self._alone]
        known = _known()
        for start in range(0, len(fresh), AT_ONCE):
            lot = fresh[start : start + AT_ONCE]
            self._alone |= {text: [] for text in lot}
            scores = _scores(lot)
            rows, columns = np.nonzero(scores >= NEAR)
            for i, j, score in zip(
                rows.tolist(), columns.tolist(), scores[rows, columns].tolist(), strict=True
            ):
                self._alone[lot[i]] += [(slot, score, known.texts[j]) for slot in known.slots[j]]

    def of(self, texts: Iterable[str]) -> Near:
        """The slots that a heading is near to, which can be said in several ways."""
        near: Near = {}
        for text in texts:
            if text not in self._near:
                self.look_at([text])
            for slot, said in self._near[text].items():
                if said > near.get(slot, NOTHING):
                    near[slot] = said
        return near
