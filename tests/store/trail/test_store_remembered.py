"""What is remembered besides returns: the edition of the Crime Harm Index, what is settled about offences,
and one setting."""

import json

import pytest
import sqlalchemy as sa

from ieo_metrics.checking.offence_harm_values import unsettled_offences
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.crime_harm import Edition, Offence, starter_edition
from ieo_metrics.store.database.errors import Damaged
from ieo_metrics.store.database.schema import REMEMBERED
from ieo_metrics.store.database.secret_key import Key
from ieo_metrics.store.record import crime_harm_editions, settings_in_force, settled_offences
from ieo_metrics.store.trail import audit_trail
from ieo_metrics.store.trail.audited_named_values import ACTION, ACTIONS, EDITIONS, change_remembered, recall
from ieo_metrics.store.trail.verify import integrity_faults
from tests.recognising.in_memory import book
from tests.store.office import remember, returns_of, stands, take

WHO = "A. Officer"
EDITION = Edition(
    "2026",
    "1 February 2026",
    (
        Offence("001/01", "Murder", 100),
        Offence("092/61", "Having: cannabis", 2, True),
        Offence("008/01", "Wounding", 10),
    ),
)
FOLLOW_UP = (
    "Reporting quarter: 2024/25 Q1\nPerson ref  Start date  Follow-up end  Traced\nA  2023-05-01  "
    "2024-05-01  yes\nB  2023-05-01  2024-05-01  yes\n"
)
# Of A nobody knows what it was; B's is an offence of the edition that comes later, written in another way.
OFFENCES = """Reporting quarter: 2024/25 Q1
Person ref  Offence date  HO code  Offence  CHI
A  2023-04-01  -  Hit Jayden (again)  -
A  2023-06-01  -  -  10
B  2023-04-01  -  HAVING cannabis  -
B  2023-06-01  -  -  1
"""


def entries(store):
    with store.reading() as connection:
        return [
            entry
            for entry in audit_trail.trail_entries(connection)
            if entry.action in (ACTION, *ACTIONS.values())
        ]


def held(store, name):
    with store.reading() as connection:
        return recall(connection, name)


def harm_reduced(store) -> tuple:
    """(numerator, denominator, left out) of 5.2.2.a under the settings in force."""
    frame = stands(store).results.frame
    row = frame[
        (frame["ref"] == "5.2.2.a") & (frame["quarter"] == "2024/25 Q1") & (frame["area"] == "all")
    ].iloc[0]
    return tuple(row[["numerator", "denominator", "left_out"]])


def test_what_is_remembered_is_recalled_and_stands_in_the_trail(store):
    assert held(store, "colours") is None
    remember(store, WHO, "colours", {"sky": ["blue", 1.5, None]}, {"sky": "is blue"})
    change_remembered(store, WHO, "colours", lambda old: old | {"grass": True})
    assert held(store, "colours") == {"sky": ["blue", 1.5, None], "grass": True}
    first, second = entries(store)
    about = json.loads(first.about)
    assert (first.who, about["name"], about["sky"]) == (WHO, "colours", "is blue")
    change_remembered(store, WHO, "colours", lambda old: old)
    assert len(entries(store)) == 2, "nothing changed"
    assert json.loads(second.about)["digest"] != about["digest"] and list(integrity_faults(store)) == []


def test_what_was_changed_behind_our_back_is_found(store):
    remember(store, WHO, "colours", ["blue"])
    with store.writing() as connection:
        connection.execute(sa.update(REMEMBERED).values(value='["red"]'))
    assert [words for words in integrity_faults(store) if "remembered as colours" in words]
    with store.writing() as connection:
        connection.execute(sa.update(REMEMBERED).values(value="{"))
    with pytest.raises(Damaged, match="stored as colours cannot be read"):
        held(store, "colours")


def test_without_anything_remembered_the_defaults_are_in_force(store):
    settings = stands(store).settings
    assert settings == Settings() and settings.crime_harm.edition is starter_edition()


def test_an_uploaded_edition_is_in_force_also_after_opening_again(office):
    store = office.open()
    crime_harm_editions.take_edition(store, WHO, EDITION, stands(store).facts)
    settings_in_force.choose_setting(store, WHO, "proactive_offences_count", False, stands(store).facts)
    for one in (store, office.open()):
        settings = stands(one).settings
        assert (
            settings.crime_harm.edition.offences == EDITION.offences
            and settings.crime_harm_sha256 == EDITION.sha256
        )
        assert settings.proactive_offences_count is False
    crime_harm_editions.take_edition(store, WHO, starter_edition(), stands(store).facts)
    assert stands(store).settings == Settings(proactive_offences_count=False)
    told = " ".join(entry.about for entry in entries(store))
    assert (
        EDITION.sha256[:12] in told
        and "1 February 2026" in told
        and "proactively detected" in told
        and "Murder" not in told
    )
    with pytest.raises(ValueError, match=r"^proactive_offences_count is 'no'"):
        settings_in_force.choose_setting(store, WHO, "proactive_offences_count", "no", stands(store).facts)


def test_an_edition_that_was_tampered_with_is_refused(store):
    crime_harm_editions.take_edition(store, WHO, EDITION, stands(store).facts)
    with store.writing() as connection:
        value = connection.execute(
            sa.select(REMEMBERED.c.value).where(REMEMBERED.c.name == EDITIONS)
        ).scalar()
        connection.execute(
            sa.update(REMEMBERED)
            .where(REMEMBERED.c.name == EDITIONS)
            .values(value=value.replace("100.0", "1.0"))
        )
    with pytest.raises(Damaged, match="is not the one that was uploaded"):
        stands(store)


def test_what_is_decided_later_serves_rows_that_were_accepted_before(store):
    one = book(FOLLOW_UP, OFFENCES)
    take(store, returns_of(one))
    assert harm_reduced(store) == (0, 0, 2), "the starter knows neither"
    crime_harm_editions.take_edition(store, WHO, EDITION, stands(store).facts)
    assert harm_reduced(store) == (1, 1, 1), "B 2 → 1; A is not known"
    settings = stands(store).settings
    (asked,) = unsettled_offences(
        [one.tables["offences"] for one in (part.file for back in returns_of(one) for part in back.parts)],
        settings,
    )
    settled_offences.settle_offence(
        store, WHO, settings.crime_harm, asked, EDITION.offences[0], stands(store).facts
    )
    assert harm_reduced(store) == (2, 2, 0), "A 100 → 10"
    settled_offences.settle_offence(store, WHO, settings.crime_harm, asked, None, stands(store).facts)
    assert harm_reduced(store) == (1, 1, 0), "A 0 → 10: zero before"
    settings_in_force.choose_setting(store, WHO, "proactive_offences_count", False, stands(store).facts)
    assert harm_reduced(store) == (0, 0, 0), "B 0 → 1, too"
    with store.reading() as connection:
        settled = settled_offences.settlements(connection)
    assert list(settled.values()) == [None], "each once, under however many keys it is remembered"
    settled_offences.ask_again(store, WHO, settled, stands(store).facts)
    assert not stands(store).settings.crime_harm.settled
    assert harm_reduced(store) == (0, 0, 1)
    assert list(integrity_faults(store)) == []


def test_no_text_of_a_return_is_remembered(store):
    """It may say who somebody is: neither the settlement nor the audit trail holds a word of it."""
    settings = stands(store).settings
    (asked, _) = unsettled_offences(
        [part.tables["offences"] for back in returns_of(book(FOLLOW_UP, OFFENCES)) for part in back.parts],
        settings,
    )
    settled_offences.settle_offence(
        store, WHO, settings.crime_harm, asked, starter_edition().offences[0], stands(store).facts
    )
    with store.reading() as connection:
        everything = " ".join(connection.execute(sa.select(REMEMBERED.c.value)).scalars()) + " ".join(
            e.about for e in audit_trail.trail_entries(connection)
        )
    assert "jayden" not in everything.lower() and Key.text(store.key, "hit jayden again") in everything
