"""What the unit's own files look like, as it was set last. It is the look of a file's making: no issue
keeps it, and no figure changes with it."""

import base64
import binascii
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
from ieo_metrics.reading.cells.personal_details import personal_details_in
from ieo_metrics.store.database.errors import Damaged, StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.free_text import nothing_told, one_line
from ieo_metrics.store.trail.audited_named_values import as_dict, change_remembered, recall

LOOK = "look of the unit"
LONGEST_NAME, LONGEST_CONTACT, LONGEST_COVER_TEXT = 120, 120, 300
LARGEST_LOGO = 2 * 1024 * 1024  # bytes of the file
SIDES = (40, 4000)  # pixels, of each side of the picture
KEPT_AT_MOST = (640, 320)  # pixels: what is larger is made smaller, in proportion
# The unit's own address is a mailbox and a number, and may say so.
_OWN = ("an e-mail address", "a telephone number", "a postcode")


def unit_look(connection: Connection) -> UnitLook:
    """The look as it was set last; of a unit that has set nothing, the plain one. Raises Damaged where the
    logo cannot be read."""
    held = as_dict(recall(connection, LOOK))
    try:
        logo = base64.b64decode(held.get("logo", ""), validate=True)
    except binascii.Error:
        raise Damaged("The unit's logo cannot be read. Restore the latest backup.") from None
    return UnitLook(
        held.get("name", UNIT),
        held.get("contact", ""),
        held.get("cover_text", ""),
        held.get("main_colour", MAIN_COLOUR),
        held.get("second_colour", SECOND_COLOUR),
        logo,
    )


def set_unit_look(store: Store, who: str, look: UnitLook) -> None:
    """Set all of it, once its words and colours were looked through. A logo is one of `clean_logo`. The trail
    says that it was changed, and not what it is.

    Raises StoreTrouble, in words, where a text tells what is hidden or who somebody is, or a colour cannot be
    read on white."""
    try:
        colours = [
            readable_colour(look.main_colour, "The main colour"),
            readable_colour(look.second_colour, "The second colour"),
        ]
    except ValueError as fault:
        raise StoreTrouble(f"{fault} Nothing was saved.") from None
    name = nothing_told(store, look.name, LONGEST_NAME, "The name of the unit", None, ends_there=False)
    cover = nothing_told(
        store, look.cover_text, LONGEST_COVER_TEXT, "The text of the cover", None, ends_there=False
    )
    value = {
        "name": name or UNIT,
        "contact": _own_address(look.contact),
        "cover_text": cover,
        "main_colour": colours[0],
        "second_colour": colours[1],
        "logo": base64.b64encode(look.logo).decode(),
    }
    change_remembered(store, who, LOOK, lambda _: value, {"setting": LOOK})


def _own_address(text: str) -> str:
    """The contact: an address and a telephone number may stand in it, and nothing else that is personal."""
    words = one_line(text, LONGEST_CONTACT, "The contact")
    found = [kind for kind in personal_details_in(words, 0) if kind not in _OWN]
    if found:
        raise StoreTrouble(f"The contact holds {' and '.join(found)}. Nothing was saved: remove that.")
    return words


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
