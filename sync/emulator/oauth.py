"""The token endpoint: service-account assertions and refresh tokens."""

import base64
import json
import secrets
from typing import Any
from urllib.parse import parse_qs

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from sync.emulator.access import Accounts, Token
from sync.emulator.messages import Request, Response, answer
from sync.emulator.shapes import Json

JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SKEW = 300
"""Seconds a caller's clock may differ."""

BAD_TIME = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
    "Check your iat and exp values in the JWT claim."
)


class GrantError(Exception):
    """``invalid_grant`` with its description."""


def token(accounts: Accounts, request: Request) -> Response:
    """POST /token: an access token, or 400 with ``invalid_grant`` as Google words it."""
    form = {name: values[-1] for name, values in parse_qs(request.body.decode()).items()}
    try:
        if form.get("grant_type") == JWT_GRANT:
            email = _from_assertion(accounts, form.get("assertion", ""))
        elif form.get("grant_type") == "refresh_token":
            email = _from_refresh_token(accounts, form.get("refresh_token", ""))
        else:
            return answer({"error": "unsupported_grant_type"}, 400)
    except GrantError as error:
        return answer({"error": "invalid_grant", "error_description": str(error)}, 400)
    given = "ya29." + secrets.token_urlsafe(48)
    seconds = accounts.options.token_seconds
    accounts.tokens[given] = Token(email, accounts.clock.seconds() + seconds)
    return answer({"access_token": given, "expires_in": seconds, "token_type": "Bearer"})


def _part(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _from_assertion(accounts: Accounts, assertion: str) -> str:
    """The e-mail of a service account that signed the assertion.

    The signature is checked for accounts whose key was made here; any other account is believed.
    """
    try:
        head, claims, signature = assertion.split(".")
        body: dict[str, Any] = json.loads(_part(claims))
        email, issued, expires = str(body["iss"]), float(body["iat"]), float(body["exp"])
    except (ValueError, KeyError):
        raise GrantError("Invalid JWT.") from None
    now = accounts.clock.seconds()
    if not (issued <= now + SKEW and now - SKEW <= expires <= issued + 3600 + SKEW):
        raise GrantError(BAD_TIME)
    if email in accounts.revoked:
        raise GrantError("Invalid grant: account not found")
    public = accounts.public_keys.get(email)
    if public is not None:
        _verify(public, f"{head}.{claims}".encode(), _part(signature))
    return email


def _verify(public: str, signed: bytes, signature: bytes) -> None:
    key = serialization.load_pem_public_key(public.encode())
    if not isinstance(key, rsa.RSAPublicKey):
        raise GrantError("Invalid JWT Signature.")
    try:
        key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        raise GrantError("Invalid JWT Signature.") from None


def _from_refresh_token(accounts: Accounts, refresh: str) -> str:
    email = accounts.email_of(refresh)
    if not refresh or refresh in accounts.revoked or email in accounts.revoked:
        raise GrantError("Token has been expired or revoked.")
    return email


def service_account(accounts: Accounts, email: str, origin: str) -> Json:
    """A new key for a service account, in the form of Google's key files."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
    accounts.public_keys[email] = (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )
    return {
        "type": "service_account",
        "project_id": "local",
        "private_key_id": secrets.token_hex(20),
        "private_key": private,
        "client_email": email,
        "client_id": str(secrets.randbelow(10**21)),
        "auth_uri": f"{origin}/o/oauth2/auth",
        "token_uri": f"{origin}/token",
        "universe_domain": "googleapis.com",
    }
