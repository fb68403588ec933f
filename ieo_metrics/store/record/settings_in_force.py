"""The settings in force, with their edition of the Crime Harm Index and what was settled about offences."""

from dataclasses import replace

from sqlalchemy import Connection

from ieo_metrics.framework.configuration.settings import Settings, setting_title
from ieo_metrics.framework.crime_harm import CrimeHarm, crime_harm, starter_edition
from ieo_metrics.framework.measures import checked_settings
from ieo_metrics.store.database.errors import Damaged, StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.crime_harm_editions import EDITION_IN_FORCE, editions
from ieo_metrics.store.trail.audit_trail import Head
from ieo_metrics.store.trail.audited_named_values import CHOSEN, SETTLED, as_dict, change_remembered, recall


def settings_in_force(connection: Connection, store: Store) -> Settings:
    """The settings in force for every result. Raises Damaged where what is stored of them cannot be used."""
    chosen = as_dict(recall(connection, CHOSEN))
    try:
        sha256 = chosen.pop(EDITION_IN_FORCE, starter_edition().sha256)
        return Settings(**chosen, crime_harm=_kept_harm(connection, store, sha256))
    except (KeyError, TypeError, ValueError):
        raise Damaged("The settings that are remembered cannot be used. Restore the latest backup.") from None


def _kept_harm(connection: Connection, store: Store, sha256: str) -> CrimeHarm:
    """An edition that is kept, with what is settled now. Raises KeyError where it is not there."""
    edition = {edition.sha256: edition for edition in editions(connection)}[sha256]
    held = as_dict(recall(connection, SETTLED))
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
            f"It was made with the edition {harm.name} of the Crime Harm Index (fingerprint "
            f"{harm.sha256[:12]}) and what was settled about offences then, which are not kept."
        ) from None


def choose_setting(store: Store, who: str, name: str, value: object, drawn: Head) -> None:
    """Change one setting, of those that are not an edition. Raises ValueError where it cannot be that, and
    Conflict as `Store.writing` does."""
    checked_settings(Settings(**{name: value}))  # type: ignore[arg-type]
    change_remembered(
        store,
        who,
        CHOSEN,
        lambda old: as_dict(old) | {name: value},
        {"setting": setting_title(name), "is now": value},
        drawn,
    )
