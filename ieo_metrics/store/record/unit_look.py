"""What the unit's own files look like, as it was set last. It is the look of a file's making: no issue
keeps it, and no figure changes with it."""

import base64
import binascii
from collections.abc import Callable
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from sqlalchemy import Connection

from ieo_metrics.framework.configuration.unit_look import (
    MAIN_COLOUR,
    SECOND_COLOUR,
    UNIT,
    UnitLook,
    readable_colour,
)
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.dates.quarters_in_text import quarters_named
from ieo_metrics.reading.cells.personal_details import OF_ORGANISATIONS, own_details, personal_details_in
from ieo_metrics.reading.word_template.read_template import CannotTake, WordTemplate, read_template
from ieo_metrics.store.database.errors import Damaged, StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.free_text import nothing_told, one_line
from ieo_metrics.store.trail.audited_named_values import as_dict, change_within, recall

LOOK = "look of the unit"
# Older stores kept the contact for providers apart; it is the unit's, and counts until one is set.
OLDER_CONTACT = "contact for providers"
LONGEST_NAME, LONGEST_CONTACT, LONGEST_COVER_TEXT = 120, 120, 300
LARGEST_LOGO = 2 * 1024 * 1024  # bytes of the file
SIDES = (40, 4000)  # pixels, of each side of the picture
KEPT_AT_MOST = (640, 320)  # pixels: what is larger is made smaller, in proportion
LONGEST_IN_TEMPLATE = 600  # of a paragraph of a header or footer


def unit_look(connection: Connection) -> UnitLook:
    """The look as it was set last; of a unit that has set nothing, the plain one. Raises Damaged where the
    logo cannot be read."""
    held = as_dict(recall(connection, LOOK))
    try:
        logo, template = (
            base64.b64decode(held.get(name, ""), validate=True) for name in ("logo", "template")
        )
    except binascii.Error:
        raise Damaged("The unit's logo or template cannot be read. Restore the latest backup.") from None
    return UnitLook(
        held.get("name", UNIT),
        held.get("contact") or str(recall(connection, OLDER_CONTACT) or ""),
        held.get("cover_text", ""),
        held.get("main_colour", MAIN_COLOUR),
        held.get("second_colour", SECOND_COLOUR),
        logo,
        template,
        tuple(held.get("template_words", ())),
    )


def set_unit_look(store: Store, who: str, look: UnitLook) -> None:
    """Set all of it, once its words and colours were looked through. A logo is one of `clean_logo`, a
    template and its words those of `clean_template`. The trail says that it was changed, and not what it is.

    Raises StoreTrouble, in words, where a text names a quarter, tells what is hidden or who somebody is, or a
    colour cannot be read on white."""
    try:
        colours = [
            readable_colour(look.main_colour, "The main colour"),
            readable_colour(look.second_colour, "The second colour"),
        ]
    except ValueError as fault:
        raise StoreTrouble(f"{fault} Nothing was saved.") from None
    name = _for_every_quarter(store, look.name, LONGEST_NAME, "The name of the unit")
    cover = _for_every_quarter(store, look.cover_text, LONGEST_COVER_TEXT, "The text of the cover")
    for words in look.template_words:
        for own in own_details(words):
            words = words.replace(own, "")
        _for_every_quarter(store, words, LONGEST_IN_TEMPLATE, "The template")
    value = {
        "name": name or UNIT,
        "contact": _own_address(look.contact),
        "cover_text": cover,
        "main_colour": colours[0],
        "second_colour": colours[1],
        "logo": base64.b64encode(look.logo).decode(),
        "template": base64.b64encode(look.template).decode(),
        "template_words": [*look.template_words],
    }
    _change(store, who, lambda _: value)


def _for_every_quarter(store: Store, text: str, longest: int, what: str) -> str:
    """`nothing_told` of a text that stands in the packs of all quarters, so that it may name none."""
    words = nothing_told(store, text, longest, what, None, ends_there=False)
    for named in quarters_named(words):
        raise StoreTrouble(
            f"{what} names {label(named)}, and stands in the packs of all quarters. Those of earlier "
            "quarters could not be made. Nothing was saved: remove that."
        )
    return words


def set_unit_contact(store: Store, who: str, text: str) -> None:
    """Set the contact alone, or clear it. Raises StoreTrouble, in words, as `set_unit_look` does."""
    contact = _own_address(text)
    _change(store, who, lambda held: {**as_dict(held), "contact": contact})


def _change(store: Store, who: str, new: Callable[[object], object]) -> None:
    """The contact is one from now on, also where an older store kept two."""
    about = {"setting": LOOK}
    with store.writing() as connection:
        change_within(connection, store, who, LOOK, new, about)
        if recall(connection, OLDER_CONTACT):
            change_within(connection, store, who, OLDER_CONTACT, lambda _: "", about)


def _own_address(text: str) -> str:
    """The contact: an address and a telephone number may stand in it, and nothing else that is personal."""
    words = one_line(text, LONGEST_CONTACT, "The contact")
    found = [kind for kind in personal_details_in(words, 0) if kind not in OF_ORGANISATIONS]
    if found:
        raise StoreTrouble(f"The contact holds {' and '.join(found)}. Nothing was saved: remove that.")
    return words


def clean_template(data: bytes) -> WordTemplate:
    """What is taken of a Word template. Raises StoreTrouble, in words, where it cannot be."""
    try:
        return read_template(data)
    except CannotTake as fault:
        raise StoreTrouble(f"{fault} Nothing was saved.") from None


def clean_logo(data: bytes) -> bytes:
    """A PNG of the same pixels, small enough for a cover, without anything else that the file said; the same
    file gives the same bytes. Raises StoreTrouble, in words, where it is no PNG, or too large or small."""
    if len(data) > LARGEST_LOGO:
        raise StoreTrouble(f"The logo is larger than {LARGEST_LOGO // 1024**2} MB. Nothing was saved.")
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as picture:
            least, most = SIDES
            if not all(least <= side <= most for side in picture.size):
                wide, high = picture.size
                raise StoreTrouble(
                    f"The logo is {wide} by {high} pixels; each side must be from {least} to {most}. "
                    "Nothing was saved."
                )
            pixels = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise StoreTrouble("The logo is not a picture of the kind .png. Nothing was saved.") from None
    pixels.thumbnail(KEPT_AT_MOST)
    on_white = Image.new("RGB", pixels.size, "white")
    on_white.paste(pixels, mask=pixels.getchannel("A"))
    out = BytesIO()
    on_white.save(out, "PNG", optimize=True)
    return out.getvalue()
