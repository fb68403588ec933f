"""Whether the identity provider answers."""

from contextlib import suppress

ANSWER_WITHIN = 3.0  # seconds


def provider_trouble(address: str) -> str | None:
    """Why nobody can sign in at the moment; None where the provider's discovery document and its keys answer
    within 3 seconds each.

    Streamlit itself answers with a bare "Authentication error" when they do not. They are asked with httpx,
    so by the same route (proxies, certificates) as the sign-in itself.
    """
    import httpx

    wrong = (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError, AttributeError)
    with suppress(*wrong), httpx.Client(timeout=ANSWER_WITHIN) as client:
        said = client.get(address).raise_for_status().json()
        named = (said.get(name) for name in ("issuer", "authorization_endpoint", "token_endpoint"))
        keys = client.get(said["jwks_uri"]).raise_for_status().json()["keys"]
        if keys and all(isinstance(name, str) for name in named):
            return None
    return (
        "Your organisation's sign-in service is not responding properly, so nobody can sign in at the "
        "moment. Please try again in a few minutes."
    )
