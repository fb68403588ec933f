"""Meeting: a quarter as it was issued, one measure a screen. It shows only what disclosure control allowed
to be shared, and that does not change."""

from pages.shared.frame.page import page
from pages.shared.meeting.screen_address import enter_room
from pages.shared.meeting.screens import draw_screen

with page("Meeting", alone=True):
    if room := enter_room():
        draw_screen(room)
