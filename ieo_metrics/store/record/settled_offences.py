"""Which offence of the edition a text is, as the officer has settled it.

An offence's text may say who somebody is, so a settlement is remembered under the keyed hash that also stands
for the text in the rows: it serves files that come and rows that were accepted before, and the store holds no
such text.
"""

from collections.abc import Collection

from sqlalchemy import Connection

from ieo_metrics.checking.offence_harm_values import Unsettled
from ieo_metrics.framework.crime_harm import CrimeHarm, Offence
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.trail.audit_trail import Head
from ieo_metrics.store.trail.audited_named_values import SETTLED, as_dict, change_remembered, recall


def settle_offence(
    store: Store,
    who: str,
    harm: CrimeHarm,
    unsettled_offence: Unsettled,
    offence: Offence | None,
    drawn: Head,
) -> None:
    """Store which offence of the edition a text is; None: none of them, so it is left out and adds nothing.
    Raises KeyTrouble where the text cannot be replaced by its keyed hash."""
    key = store.require_key()
    harm = CrimeHarm(harm.name, harm.sha256, edition=harm.edition, stands_for=key.text)
    keys = [key for code, words in unsettled_offence.written for key in harm.keys_of(code, words)]
    meant = {"is": [offence.code, offence.title] if offence else None, "of": keys[0]}
    change_remembered(
        store,
        who,
        SETTLED,
        lambda old: as_dict(old) | dict.fromkeys(keys, meant),
        {
            "offence settled": keys[0],
            "is": offence.in_words if offence else "left out",
            "rows": unsettled_offence.count,
        },
        drawn,
    )


def settlements(connection: Connection) -> dict[str, tuple[str, str] | None]:
    """The settled offences, each once: by the first key under which it is stored, its (code, title), or
    None where it is left out."""
    held = as_dict(recall(connection, SETTLED))
    return {key: tuple(one["is"]) if one["is"] else None for key, one in held.items() if one["of"] == key}


def ask_again(store: Store, who: str, keys: Collection[str], drawn: Head) -> None:
    """Remove some of `settlements`, so that these offences are asked about again."""
    change_remembered(
        store,
        who,
        SETTLED,
        lambda old: {key: one for key, one in as_dict(old).items() if one["of"] not in keys},
        {"to be asked again": len(keys)},
        drawn,
    )
