"""The settings in force: those that are stored, the edition of the Crime Harm Index, and the offences that
the officer has settled.

An offence's text may say who somebody is, so a settlement is remembered under the keyed hash that also stands
for the text in the rows: it serves files that come and rows that were accepted before, and the store holds no
such text.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import Connection

from ieo_metrics.checking.offence_values import Unsettled
from ieo_metrics.framework.crime_harm import CrimeHarm, Edition, Offence, crime_harm, starter_edition
from ieo_metrics.framework.settings import SETTINGS, Settings
from ieo_metrics.store.database.errors import Damaged, StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.trail.audit_trail import Head
from ieo_metrics.store.trail.remembered import (
    CHOSEN,
    EDITIONS,
    SETTLED,
    UNCHANGED,
    change_remembered,
    change_within,
    recall,
)

EDITION_IN_FORCE = "crime_harm_sha256"  # among what is chosen: editions of one name may differ


def settings_in_force(connection: Connection, store: Store) -> Settings:
    """The settings in force for every result. Raises Damaged where what is stored of them cannot be used."""
    chosen = _mapping(recall(connection, CHOSEN))
    try:
        sha256 = chosen.pop(EDITION_IN_FORCE, starter_edition().sha256)
        return Settings(**chosen, crime_harm=_kept_harm(connection, store, sha256))
    except (KeyError, TypeError, ValueError):
        raise Damaged("The settings that are remembered cannot be used. Restore the latest backup.") from None


def _kept_harm(connection: Connection, store: Store, sha256: str) -> CrimeHarm:
    """An edition that is kept, with what is settled now. Raises KeyError where it is not there."""
    edition = {one.sha256: one for one in editions(connection)}[sha256]
    held = _mapping(recall(connection, SETTLED))
    settled = {
        key: (str(one["is"][0]), str(one["is"][1])) if one["is"] else None for key, one in held.items()
    }
    return crime_harm(edition, settled, store.key.text if store.key else str)


def settings_of_then(connection: Connection, store: Store, then: Settings) -> Settings:
    """Settings by which something was made, so that rows can be measured by them again: with their edition
    and settlements if those were kept with them, else with those of the store that have the same hashes.
    Raises StoreTrouble where there are none."""
    harm = then.crime_harm
    try:
        if harm.edition is None:
            kept = _kept_harm(connection, store, harm.sha256)
            harm = kept if harm.settled_sha256 else CrimeHarm(kept.name, kept.sha256, edition=kept.edition)
        return replace(then, crime_harm=replace(harm, stands_for=store.key.text if store.key else str))
    except (KeyError, ValueError):
        raise StoreTrouble(
            f"It was made with the edition {harm.name} of the Crime Harm Index (SHA-256 {harm.sha256[:12]}) "
            "and what was settled about offences then, which are not kept."
        ) from None


def _mapping(held: object) -> dict:
    return dict(held) if isinstance(held, Mapping) else {}


def editions(connection: Connection) -> list[Edition]:
    """The editions that may be in force: the starter, then what was uploaded. Raises Damaged where one is not
    what was uploaded."""
    held = _mapping(recall(connection, EDITIONS))
    with suppress(KeyError, TypeError, ValueError):
        uploaded = [Edition.of_data(data) for data in held.values()]
        if [one.sha256 for one in uploaded] == list(held):
            return [starter_edition(), *uploaded]
    raise Damaged(
        "An edition of the Crime Harm Index is not the one that was uploaded. Restore the latest backup."
    )


def take_edition(store: Store, who: str, edition: Edition, drawn: Head) -> None:
    """Count by an edition from now on, and keep it if it was not kept before. Raises Conflict as
    `Store.writing` does."""
    sha256 = edition.sha256
    told = {
        "edition": edition.name,
        "sentencing guidelines": edition.sentencing,
        "offences": len(edition.offences),
        "edition's SHA-256": sha256[:12],
    }
    chosen = {"setting": _title("crime_harm_edition"), "is now": f"{edition.name} ({sha256[:12]})"}
    with store.writing(drawn, UNCHANGED) as connection:
        if sha256 != starter_edition().sha256:
            kept = {sha256: edition.as_data()}
            change_within(connection, store, who, EDITIONS, lambda old: _mapping(old) | kept, told)
        change_within(
            connection, store, who, CHOSEN, lambda old: _mapping(old) | {EDITION_IN_FORCE: sha256}, chosen
        )


def choose_setting(store: Store, who: str, name: str, value: object, drawn: Head) -> None:
    """Change one setting, of those that are not an edition. Raises ValueError where it cannot be that, and
    Conflict as `Store.writing` does."""
    Settings(**{name: value})  # type: ignore[arg-type]
    change_remembered(
        store,
        who,
        CHOSEN,
        lambda old: _mapping(old) | {name: value},
        {"setting": _title(name), "is now": value},
        drawn,
    )


def _title(name: str) -> str:
    return next(s.title for s in SETTINGS if s.name == name)


def settle_offence(
    store: Store, who: str, harm: CrimeHarm, one: Unsettled, offence: Offence | None, drawn: Head
) -> None:
    """Store which offence of the edition a text is; None: none of them, so it is left out and adds nothing.
    Raises KeyTrouble where the text cannot be replaced by its keyed hash."""
    key = store.require_key()
    harm = CrimeHarm(harm.name, harm.sha256, edition=harm.edition, stands_for=key.text)
    keys = [key for code, words in one.written for key in harm.keys_of(code, words)]
    meant = {"is": [offence.code, offence.title] if offence else None, "of": keys[0]}
    change_remembered(
        store,
        who,
        SETTLED,
        lambda old: _mapping(old) | dict.fromkeys(keys, meant),
        {"offence settled": keys[0], "is": offence.in_words if offence else "left out", "rows": one.count},
        drawn,
    )


def settlements(connection: Connection) -> dict[str, tuple[str, str] | None]:
    """The settled offences, each once: by the first key under which it is stored, its (code, title), or
    None where it is left out."""
    held = _mapping(recall(connection, SETTLED))
    return {key: tuple(one["is"]) if one["is"] else None for key, one in held.items() if one["of"] == key}


def ask_again(store: Store, who: str, keys: Collection[str], drawn: Head) -> None:
    """Remove some of `settlements`, so that these offences are asked about again."""
    change_remembered(
        store,
        who,
        SETTLED,
        lambda old: {key: one for key, one in _mapping(old).items() if one["of"] not in keys},
        {"to be asked again": len(keys)},
        drawn,
    )
