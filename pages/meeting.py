"""Meeting: a quarter as it was issued, one measure a screen. What it shows was let out by disclosure control,
and does not move."""

from pages.shared.frame.page import page
from pages.shared.meeting.room import enter_room
from pages.shared.meeting.screens import draw_screen

with page("Meeting", alone=True):
    if room := enter_room():
        draw_screen(room)
