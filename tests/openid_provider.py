"""A small OpenID provider that speaks over HTTP and signs its tokens: what tests sign in with.

Discovery, authorization code with PKCE (S256 is demanded), token and keys, as OpenID Connect Core
1.0 and RFC 7636 say. What it vouches for is ``claims``; ``spoils`` makes it lie in one way.
"""

import base64
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "holdfast-of-a-test", "a made-up secret"


@dataclass
class OpenIdProvider:
    """A running provider: ``claims`` go into the next token, ``asked`` is what came last."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    spoils: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    keys: dict[str, rsa.RSAPrivateKey] = field(
        default_factory=lambda: {
            name: rsa.generate_private_key(public_exponent=65537, key_size=2048)
            for name in ("ours", "another's")
        }
    )

    def token(self) -> str:
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "jti": secrets.token_hex(8),
        } | self.claims
        if self.spoils == "issuer":
            claims["iss"] = "https://login.elsewhere.example/"
        if self.spoils == "audience":
            claims["aud"] = "another client"
        if self.spoils == "expired":
            claims["exp"] = now - 60
        key = self.keys["another's" if self.spoils == "signature" else "ours"]
        return jwt.encode(claims, key, "RS256", headers={"kid": "ours"})


def _answering(provider: OpenIdProvider) -> type[BaseHTTPRequestHandler]:
    """What answers for a provider."""

    class Answering(BaseHTTPRequestHandler):
        def log_message(self, *given: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
            if path == "/.well-known/openid-configuration":
                self._json(_discovery(provider.address))
            elif path == "/keys":
                public = provider.keys["ours"].public_key()
                found = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(public))
                self._json({"keys": [found | {"kid": "ours", "alg": "RS256", "use": "sig"}]})
            elif path == "/authorize":
                provider.asked = {name: values[0] for name, values in query.items()}
                code = secrets.token_urlsafe(16)
                provider.codes[code] = provider.asked.get("code_challenge", "")
                back = {"code": code, "state": provider.asked["state"]}
                self.send_response(302)
                self.send_header("Location", f"{provider.asked['redirect_uri']}?{urlencode(back)}")
                self.end_headers()

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            given = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
            challenge = provider.codes.pop(given.get("code", ""), None)
            verifier = given.get("code_verifier", "")
            digest = base64.urlsafe_b64encode(sha256(verifier.encode()).digest())
            right = challenge and digest.rstrip(b"=").decode() == challenge
            if not right or given.get("client_secret") != SECRET:
                self._json({"error": "invalid_grant"}, 400)
                return
            answer = {"access_token": "x", "token_type": "Bearer", "id_token": provider.token()}
            self._json(answer)

        def _json(self, found: dict[str, Any], status: int = 200) -> None:
            body = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Answering


@contextmanager
def openid_provider() -> Iterator[OpenIdProvider]:
    """A provider on a port of this machine, for as long as the test lasts."""
    provider = OpenIdProvider()

    server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(provider))
    provider.address = f"http://127.0.0.1:{server.server_port}"
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        running.join()


def _discovery(address: str) -> dict[str, Any]:
    return {
        "issuer": address,
        "authorization_endpoint": f"{address}/authorize",
        "token_endpoint": f"{address}/token",
        "jwks_uri": f"{address}/keys",
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
    }
