"""The unit's own look: kept as it was set, its logo nothing but pixels, its colours readable, its words looked
through."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ieo_metrics.framework.configuration.unit_look import (
    PLAIN_LOOK,
    UnitLook,
    contrast_with_white,
    png_size,
)
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.opening import store_in_memory
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.unit_look import (
    LARGEST_LOGO,
    LOOK,
    OLDER_CONTACT,
    clean_logo,
    set_unit_contact,
    set_unit_look,
    unit_look,
)
from ieo_metrics.store.trail.audit_trail import trail_entries
from ieo_metrics.store.trail.audited_named_values import change_remembered
from ieo_metrics.store.trail.verify import integrity_faults


def now(store: Store) -> UnitLook:
    with store.reading() as connection:
        return unit_look(connection)


def png(wide: int, high: int, colour: object = (200, 0, 0, 255)) -> bytes:
    """A picture that also says who made it."""
    said = PngInfo()
    said.add_text("Author", "A. Officer")
    out = BytesIO()
    Image.new("RGBA", (wide, high), colour).save(out, "PNG", pnginfo=said)
    return out.getvalue()


def chunks(data: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(data):
        found.append(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return found


def test_it_is_plain_until_set_and_comes_back_as_it_was_set():
    store = store_in_memory()
    assert now(store) == PLAIN_LOOK
    look = UnitLook(
        "The unit", "data@unit.example, 01962 555 0100", "Made each quarter.", "#0B3C8C", "#5A2D0C"
    )
    look = replace(look, logo=clean_logo(png(300, 100)))
    set_unit_look(store, "An officer", look)
    assert now(store) == look
    with store.reading() as connection:
        (entry,) = [one for one in trail_entries(connection) if "look of the unit" in one.about]
    assert "unit.example" not in entry.about and not list(integrity_faults(store))


# White, black, and a grey whose contrast with white is printed in guidance as 4.54.
@pytest.mark.parametrize(("colour", "contrast"), [("#FFFFFF", 1), ("#000000", 21), ("#767676", 4.54)])
def test_contrast_is_that_of_the_guidelines(colour, contrast):
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.005)


@pytest.mark.parametrize(
    ("look", "found"),
    [
        ({"main_colour": "#777777"}, r"The main colour, #777777, is too light .* 4\.5 to 1"),
        ({"second_colour": "#ffe600"}, "The second colour, #FFE600, is too light"),
        ({"name": "Unit of Q1 2026/27"}, "The name of the unit names 2026/27 Q1"),
        ({"cover_text": "Plan from July to September 2024"}, "The text of the cover names 2024/25 Q2"),
        ({"template_words": ("At its head", "Since Q2 2023/24")}, "The template names 2023/24 Q2"),
        ({"main_colour": "blue"}, '"blue" is not a colour'),
        ({"contact": "NHS no 9434765919"}, "The contact holds an NHS number"),
    ],
)
def test_what_cannot_be_read_or_tells_of_a_person_is_refused_with_why(look, found):
    store = store_in_memory()
    with pytest.raises(StoreTrouble, match=f"{found}.*Nothing was saved"):
        set_unit_look(store, "An officer", replace(PLAIN_LOOK, **look))
    assert now(store) == PLAIN_LOOK


def test_a_logo_is_its_pixels_on_white_and_no_larger_than_a_cover_needs():
    made = clean_logo(png(2000, 1000, (200, 0, 0, 0)))
    assert set(chunks(made)) == {b"IHDR", b"IDAT", b"IEND"} and b"Officer" not in made
    assert png_size(made) == (640, 320) and made == clean_logo(png(2000, 1000, (200, 0, 0, 0)))
    with Image.open(BytesIO(made)) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255), "what is clear is white"
    assert png_size(clean_logo(png(64, 48))) == (64, 48)


def jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (100, 100)).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (jpeg(), "not a picture of the kind .png"),
        (png(100, 100)[:60], "not a picture of the kind .png"),
        (b"", "not a picture"),
        (png(20, 100), "20 by 100 pixels; each side must be from 40 to 4000"),
        (png(100, 4001), "100 by 4001 pixels"),
        (b"x" * (LARGEST_LOGO + 1), "larger than 2 MB"),
    ],
    ids=["jpeg", "cut off", "empty", "small", "high", "heavy"],
)
def test_what_is_no_logo_is_refused_with_why(data, found):
    with pytest.raises(StoreTrouble, match=found):
        clean_logo(data)


def test_contact_is_one_that_can_be_changed_alone_and_cleared():
    store = store_in_memory()
    set_unit_contact(store, "An officer", " data@unit.example,\n 01962 555 0100 ")
    assert now(store) == replace(PLAIN_LOOK, contact="data@unit.example, 01962 555 0100")
    with store.reading() as connection:
        (entry,) = [one for one in trail_entries(connection) if LOOK in one.about]
    assert "unit.example" not in entry.about and not list(integrity_faults(store))
    set_unit_look(store, "An officer", replace(now(store), name="The unit"))
    set_unit_contact(store, "An officer", "")
    assert now(store) == replace(PLAIN_LOOK, name="The unit")


@pytest.mark.parametrize("of_look", [None, {"name": "The unit", "contact": ""}])
def test_contact_that_an_older_store_kept_for_providers_counts_until_one_is_set(of_look):
    store = store_in_memory()
    if of_look:
        change_remembered(store, "An officer", LOOK, lambda _: of_look)
    change_remembered(store, "An officer", OLDER_CONTACT, lambda _: "older@unit.example")
    assert now(store).contact == "older@unit.example"
    set_unit_contact(store, "An officer", "")
    assert now(store).contact == "", "cleared once, it does not come back"
