"""The dashboard for several people: `python -m pages.shared.server`, with Streamlit's own options
(`--server.port`) and environment (`STREAMLIT_SERVER_PORT`). It refuses to start without sign-in; the
officer alone uses `streamlit run dashboard.py`."""

import sys
from typing import Any, NoReturn

import click
import uvicorn
from streamlit import config
from streamlit.web import bootstrap
from streamlit.web.cli import configurator_options

from pages.shared.frame.signing_in.set_up import NotSetUp, read_set_up
from pages.shared.server.limits import MESSAGE_BYTES, WrongLimit, limits_set
from pages.shared.server.prompt_requests import PromptRequests
from pages.shared.server.served_app import DASHBOARD, served_app

HEADER_BYTES = 64 * 1024  # a sign-in's cookies are some 8 KB
CONNECTIONS = 1000
END_SECONDS = 10  # for what runs, after the server is told to end
# What would open another way in, or say who is there without the provider, whatever else is set.
_SHUT = {
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "server.trustedUserHeaders": {},
    "global.developmentMode": False,
}


# Pings keep a line open; nothing is logged of who asks for what, and no header of a proxy is believed.
_LINE: dict[str, Any] = {
    "http": PromptRequests,
    "ws": "websockets-sansio",
    "ws_max_size": MESSAGE_BYTES,
    "ws_ping_interval": 30,
    "ws_ping_timeout": 30,
    "ws_per_message_deflate": False,
    "h11_max_incomplete_event_size": HEADER_BYTES,
    "limit_concurrency": CONNECTIONS,
    "timeout_graceful_shutdown": END_SECONDS,
    "proxy_headers": False,
    "server_header": False,
    "access_log": False,
    "log_level": "warning",
    "use_colors": False,
}


def _stop(words: str) -> NoReturn:
    print(f"The server was not started. {words}", file=sys.stderr)
    sys.exit(1)


@click.command()
@configurator_options
def main(**options: Any) -> None:
    """Serve until ended. Ends with status 1 and a sentence where it cannot."""
    config._main_script_path = str(DASHBOARD)
    bootstrap.load_config_options(options)
    for name, value in _SHUT.items():
        config.set_option(name, value)
    try:
        found, limits = read_set_up(), limits_set()
    except (NotSetUp, WrongLimit) as trouble:
        _stop(str(trouble))
    if found is None:
        _stop(
            "It is for people who sign in, and there is no secrets file with a section [auth] (see README, "
            "Signing in). On your own machine use: streamlit run dashboard.py"
        )
    bootstrap._fix_sys_path(str(DASHBOARD))
    server = uvicorn.Config(
        served_app(found, limits),
        host=config.get_option("server.address") or "127.0.0.1",
        port=config.get_option("server.port"),
        ssl_certfile=config.get_option("server.sslCertFile"),
        ssl_keyfile=config.get_option("server.sslKeyFile"),
        **_LINE,
    )
    uvicorn.Server(server).run()


if __name__ == "__main__":
    main()
