"""A small provider of sign-ins (OpenID Connect) for the tests: on this machine only, a free port, and it lets
everyone in without asking.

What a test may turn: `person` (the claims that it states), `issued_ago` (seconds), `signs_with` and
`publishes` (its keys), `refuses` (the person breaks the sign-in off), `broken` (every answer is 503), and
`stop()`.
"""

import json
import secrets
import threading
import time
from base64 import b64decode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "dashboard", "the-client-secret-of-a-test"


def new_key(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


class Provider:
    def __init__(self) -> None:
        self.publishes = self.signs_with = new_key("first")
        self.given: list[str] = []  # every code and token that was handed out: none of them belongs in a log
        self.set_back()
        provider = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.answer(self, urlsplit(self.path).path, parse_qs(urlsplit(self.path).query))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                provider.answer(self, urlsplit(self.path).path, parse_qs(body))

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def set_back(self) -> None:
        """As at the beginning: everything but the keys, and what was handed out."""
        self.person: dict[str, Any] = {
            "sub": "7",
            "name": "An Officer",
            "email": "officer@unit.example.org",
            "email_verified": True,
        }
        self.issued_ago = 0
        self.refuses = self.broken = False
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    @property
    def discovery(self) -> str:
        return f"{self.issuer}/.well-known/openid-configuration"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, request: BaseHTTPRequestHandler, path: str, fields: dict[str, list[str]]) -> None:
        self.asked.append(path)
        asked = {name: values[0] for name, values in fields.items()}
        if self.broken:
            _send(request, 503, {"error": "temporarily_unavailable"})
        elif path == "/.well-known/openid-configuration":
            _send(request, 200, self.document())
        elif path == "/keys":
            _send(request, 200, {"keys": [self.publishes.as_dict(private=False)]})
        elif (
            path == "/authorize" and asked.get("client_id") == CLIENT and asked.get("response_type") == "code"
        ):
            code = secrets.token_urlsafe(24)
            self.codes[code] = asked
            self.given.append(code)
            back = {"error": "access_denied"} if self.refuses else {"code": code}
            _redirect(request, f"{asked['redirect_uri']}?{urlencode({**back, 'state': asked['state']})}")
        elif (
            path == "/token"
            and _client(request, asked) == (CLIENT, SECRET)
            and asked.get("code") in self.codes
        ):
            _send(request, 200, self.tokens(self.codes.pop(asked["code"])))
        elif path == "/leave":
            _redirect(request, asked["post_logout_redirect_uri"])
        else:
            _send(request, 400, {"error": "invalid_request"})

    def document(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/leave",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def tokens(self, asked: dict[str, str]) -> dict[str, Any]:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now - self.issued_ago,
            "exp": now + 3600,
            "nonce": asked["nonce"],
            **self.person,
        }
        signed = jwt.encode({"alg": "RS256", "kid": self.signs_with.kid}, claims, self.signs_with)
        access = secrets.token_urlsafe(24)
        self.given += [signed, access]
        return {"access_token": access, "id_token": signed, "token_type": "Bearer", "expires_in": 3600}


def _client(request: BaseHTTPRequestHandler, asked: dict[str, str]) -> tuple[str, str]:
    kind, _, rest = request.headers.get("Authorization", "").partition(" ")
    if kind != "Basic":
        return asked.get("client_id", ""), asked.get("client_secret", "")
    name, _, secret = b64decode(rest).decode().partition(":")
    return unquote(name), unquote(secret)


def _send(request: BaseHTTPRequestHandler, status: int, content: dict[str, Any]) -> None:
    body = json.dumps(content).encode()
    request.send_response(status)
    request.send_header("Content-Type", "application/json")
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


def _redirect(request: BaseHTTPRequestHandler, where: str) -> None:
    request.send_response(302)
    request.send_header("Location", where)
    request.send_header("Content-Length", "0")
    request.end_headers()
