"""The unit's own look, set on the Settings page: kept, refused in words, and with a logo that was looked at."""

import io

from PIL import Image
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK
from ieo_metrics.store.record.unit_look import unit_look
from tests.pages.seen import markup, press, set_up
from tests.reading.word_templates import template_with, with_parts

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.template"


def look_of(at: AppTest):
    with at.session_state["samples_store"].reading() as connection:
        return unit_look(connection)


def said(at: AppTest) -> str:
    return " ".join(str(shown.value) for shown in (*at.error, *at.warning))


def write(at: AppTest, label: str, text: str) -> None:
    next(box for box in (*at.text_input, *at.text_area) if box.label.startswith(label)).set_value(text)


def test_it_is_set_refused_in_words_and_taken_away_again(loaded: AppTest) -> None:
    set_up(loaded, "Name and look")
    assert look_of(loaded) == PLAIN_LOOK
    write(loaded, "Name of the unit", "Unit of the North")
    write(loaded, "Contact", "data@unit.example")
    write(loaded, "Words for the cover", "Made each quarter.")
    picture = io.BytesIO()
    Image.new("RGB", (120, 60), (0, 90, 0)).save(picture, "PNG")
    loaded.file_uploader[0].upload("logo.png", picture.getvalue(), "image/png")
    loaded.file_uploader[1].upload("letter.dotx", template_with(), WORD)
    press(loaded, "Save the look")
    kept = look_of(loaded)
    assert kept.template_words == ("Our header", "Our footer")
    assert "Its headers and footers say: Our header; Our footer." in markup(loaded)
    assert (kept.name, kept.contact, kept.cover_text) == (
        "Unit of the North",
        "data@unit.example",
        "Made each quarter.",
    )
    assert kept.logo.startswith(b"\x89PNG")

    loaded.color_picker[0].set_value("#FFE600")
    press(loaded, "Save the look")
    assert look_of(loaded) == kept
    assert "too light to be read on white" in said(loaded)

    loaded.color_picker[0].set_value("#5A1478")
    loaded.file_uploader[1].upload(
        "letter.dotx", with_parts(template_with(), {"word/vbaProject.bin": b""}), WORD
    )
    press(loaded, "Save the look")
    assert look_of(loaded) == kept and "The template has macros" in said(loaded)

    for what in ("logo", "template"):
        next(box for box in loaded.checkbox if box.label == f"Use no {what}").check()
    press(loaded, "Save the look")
    last = look_of(loaded)
    assert (last.logo, last.template, last.template_words) == (b"", b"", ())
    assert last.main_colour == "#5A1478"
