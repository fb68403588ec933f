"""Whether the identity provider answers, and is the one that is set up."""

import time
from contextlib import suppress

from pages.shared.frame.signing_in.set_up import SetUp

ANSWER_WITHIN = 3.0  # seconds
HOLDS = 10.0  # seconds, for which an answer is not asked for again
_DOWN = (
    "Your organisation's sign-in service is not responding properly, so nobody can sign in at the moment. "
    "Please try again in a few minutes."
)
_ANOTHER = (
    "Your organisation's sign-in service calls itself by another name than the one that is set up here, so "
    "nobody can sign in. Please tell the person who runs this dashboard: `issuer` must be what the service's "
    "own document says."
)
clock = time.monotonic
_said: dict[tuple[str, str], tuple[float, str | None]] = {}  # by address and issuer


def forget() -> None:
    """What the provider said is asked for again: somebody is about to go there."""
    _said.clear()


def provider_trouble(found: SetUp) -> str | None:
    """Why nobody can sign in at the moment; None where the provider's discovery document and its keys answer
    within 3 seconds each, and it is the issuer that is pinned. What it said holds for some seconds."""
    whose = found.provider, found.issuer
    at, said = _said.get(whose, (float("-inf"), None))
    if clock() - at >= HOLDS:
        said = _asked(found)
        _said[whose] = clock(), said
    return said


def _asked(found: SetUp) -> str | None:
    """Streamlit itself answers with a bare "Authentication error" where the provider does not answer. It is
    asked with httpx, so by the same route (proxies, certificates) as the sign-in itself."""
    import httpx

    wrong = (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError, AttributeError)
    with suppress(*wrong), httpx.Client(timeout=ANSWER_WITHIN) as client:
        said = client.get(found.provider).raise_for_status().json()
        named = (said.get(name) for name in ("issuer", "authorization_endpoint", "token_endpoint"))
        keys = client.get(said["jwks_uri"]).raise_for_status().json()["keys"]
        if keys and all(isinstance(name, str) for name in named):
            return None if said["issuer"] == found.issuer else _ANOTHER
    return _DOWN
