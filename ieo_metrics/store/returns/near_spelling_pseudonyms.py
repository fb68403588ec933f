"""The second, loosened pseudonym of each school and cohort of a return, kept beside its rows: by it a
spelling that arrives years later is found to be nearly one of these.

It is of what is left when what people vary is taken away, and is kept once for each word, not for each row.
Returns that an earlier version stored have none, and are met only under the spelling itself.
"""

from ieo_metrics.accepting.questions.spellings_in_returns import used_words
from ieo_metrics.accepting.returns import Part
from ieo_metrics.framework.record_tables import TABLE, TEXT_STAND_IN
from ieo_metrics.store.database.secret_key import Key


def loosened_words(part: Part, key: Key) -> dict[str, dict[str, str]]:
    """By field, the pseudonym of each text that has a loosened spelling → the pseudonym of that."""
    out: dict[str, dict[str, str]] = {}
    for name, frame in part.tables.items():
        for field in TABLE[name].fields:
            if field.loosened_by is None:
                continue
            held, found = part.loosened.get(field.name, {}), out.setdefault(field.name, {})
            for word in used_words(frame[field.name]):
                stored = key.stored_text(word)
                if not TEXT_STAND_IN.fullmatch(stored):
                    continue  # a code such as a URN: it stands in the rows as it is
                if stored in held:
                    found[stored] = held[stored]
                elif stored != word:
                    found[stored] = key.loosened(field.loosened_by(word))
    return {name: words for name, words in out.items() if words}
