"""The settings in force: what of them is remembered, the edition of the Crime Harm Index, and what the
officer has settled about offences.

An offence's text may say who somebody is, so a settlement is remembered under the keyed hash that also stands
for the text in the rows: it serves files that come and rows that were accepted before, and the store holds no
such text.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from ieo_metrics.checking.offences import Unsettled
from ieo_metrics.framework.crime_harm import CrimeHarm, Edition, Offence, crime_harm, starter_edition
from ieo_metrics.framework.settings import SETTINGS, Settings
from ieo_metrics.store.database.errors import Damaged, StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.trail.remembered import change_remembered, recall

CHOSEN, EDITIONS, SETTLED = "settings", "crime harm editions", "settled offences"
EDITION_IN_FORCE = "crime_harm_sha256"  # among what is chosen: editions of one name may differ


def settings_in_force(store: Store) -> Settings:
    """The settings that every result is made by now. Raises Damaged where what is remembered of them cannot
    be used."""
    with store.reading() as connection:
        return _settings(connection, store)


def _settings(connection: Connection, store: Store) -> Settings:
    chosen = _mapping(recall(connection, CHOSEN))
    by_sha = {one.sha256: one for one in editions(connection)}
    try:
        edition = by_sha[chosen.pop(EDITION_IN_FORCE, starter_edition().sha256)]
        held = _mapping(recall(connection, SETTLED))
        settled = {
            key: (str(one["is"][0]), str(one["is"][1])) if one["is"] else None for key, one in held.items()
        }
        harm = crime_harm(edition, settled, store.key.text) if store.key else crime_harm(edition, settled)
        return Settings(**chosen, crime_harm=harm)
    except (KeyError, TypeError, ValueError):
        raise Damaged("The settings that are remembered cannot be used. Restore the latest backup.") from None


def _mapping(held: object) -> dict:
    return dict(held) if isinstance(held, Mapping) else {}


def editions(connection: Connection) -> list[Edition]:
    """The editions that may be in force: the starter, then what was uploaded. Raises Damaged where one is not
    what was uploaded."""
    out = [starter_edition()]
    for sha256, data in _mapping(recall(connection, EDITIONS)).items():
        try:
            edition = Edition.of_data(data)
        except (KeyError, TypeError, ValueError):
            edition = None
        if edition is None or edition.sha256 != sha256:
            raise Damaged(
                "An edition of the Crime Harm Index is not the one that was uploaded. Restore the latest "
                "backup."
            )
        out.append(edition)
    return out


def take_edition(store: Store, who: str, edition: Edition) -> None:
    """Keep an uploaded edition, and count by it from now on."""
    told = {
        "edition": edition.name,
        "sentencing guidelines": edition.sentencing,
        "offences": len(edition.offences),
        "edition's SHA-256": edition.sha256[:12],
    }
    if edition.sha256 != starter_edition().sha256:
        change_remembered(
            store, who, EDITIONS, lambda old: _mapping(old) | {edition.sha256: edition.as_data()}, told
        )
    choose_edition(store, who, edition.sha256)


def choose_edition(store: Store, who: str, sha256: str) -> None:
    """Count by an edition that was uploaded before, or by the starter. Raises StoreTrouble where it is not
    there."""
    with store.reading() as connection:
        edition = next((one for one in editions(connection) if one.sha256 == sha256), None)
    if edition is None:
        raise StoreTrouble("That edition of the Crime Harm Index was not uploaded here. Nothing was changed.")
    told = {"setting": _title("crime_harm_edition"), "is now": f"{edition.name} ({sha256[:12]})"}
    change_remembered(store, who, CHOSEN, lambda old: _mapping(old) | {EDITION_IN_FORCE: sha256}, told)


def choose_setting(store: Store, who: str, name: str, value: object) -> None:
    """Change one setting, of those that are not an edition. Raises ValueError where it cannot be that."""
    Settings(**{name: value})  # type: ignore[arg-type]
    change_remembered(
        store,
        who,
        CHOSEN,
        lambda old: _mapping(old) | {name: value},
        {"setting": _title(name), "is now": value},
    )


def _title(name: str) -> str:
    return next(s.title for s in SETTINGS if s.name == name)


def settle_offence(store: Store, who: str, harm: CrimeHarm, one: Unsettled, offence: Offence | None) -> None:
    """Remember which offence of the edition a text is; None: none of them, it is left out and adds nothing.
    Raises KeyTrouble where the text cannot be replaced by its keyed hash."""
    key = store.require_key()
    harm = CrimeHarm(harm.name, harm.sha256, edition=harm.edition, stands_for=key.text)
    keys = [key for code, words in one.written for key in harm.keys_of(code, words)]
    meant = {"is": [offence.code, offence.title] if offence else None, "of": keys[0]}
    told = {"offence settled": keys[0], "is": offence.in_words if offence else "left out", "rows": one.count}
    change_remembered(store, who, SETTLED, lambda old: _mapping(old) | dict.fromkeys(keys, meant), told)


def settlements(connection: Connection) -> dict[str, tuple[str, str] | None]:
    """What was settled, each once: by the first key under which it is remembered, the (code, title), or None
    where it is left out."""
    held = _mapping(recall(connection, SETTLED))
    return {key: tuple(one["is"]) if one["is"] else None for key, one in held.items() if one["of"] == key}


def ask_again(store: Store, who: str, keys: Iterable[str]) -> None:
    """Forget some of `settlements`, so that these offences are asked about again."""
    gone = set(keys)
    change_remembered(
        store,
        who,
        SETTLED,
        lambda old: {key: one for key, one in _mapping(old).items() if one["of"] not in gone},
        {"to be asked again": len(gone)},
    )
