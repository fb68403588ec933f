"""Streamlit's own ASGI application, with the gate before it."""

from pathlib import Path

from starlette.types import ASGIApp
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.starlette import App

from pages.shared.frame.signing_in.set_up import SetUp
from pages.shared.server.addresses_served import place_of
from pages.shared.server.closed_tabs import forgetting
from pages.shared.server.gate import Gate
from pages.shared.server.limits import MEGABYTE, Limits
from pages.shared.server.media_owners import OwnedMedia

DASHBOARD = Path(__file__).resolve().parents[3] / "dashboard.py"


class _WithOwnedMedia(App):
    """Streamlit makes the store of media itself, and its routes from what it made."""

    def __init__(self, script: Path, media: OwnedMedia) -> None:
        super().__init__(script, lifespan=forgetting)
        self._media = media

    def _create_runtime(self) -> Runtime:
        runtime = super()._create_runtime()
        runtime.media_file_mgr._storage = self._media
        return runtime


def served_app(found: SetUp, limits: Limits) -> ASGIApp:
    """The dashboard as a server serves it, where the provider sends people back to."""
    place = place_of(found.comes_back)
    config.set_option("server.baseUrlPath", place.base.strip("/"))
    config.set_option("server.allowedHosts", [place.host])
    media = OwnedMedia("/media")
    largest = config.get_option("server.maxUploadSize") * MEGABYTE
    return Gate(_WithOwnedMedia(DASHBOARD, media), place, limits, media, largest)
