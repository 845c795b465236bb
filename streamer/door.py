"""What the two doors to the network share: GET (streamer.fetch) and POST (workers.post).

A client that keeps nothing (no cookies, no environment, no redirects of its own) and dials only
what its guard lets through; its failures in words; the headers it heard, made plain.
"""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Mapping
from typing import Final

import aiohttp

from streamer.errors import Refused, SettingsError
from streamer.guard import Guard, RefusedAddress

HEADER_BYTES: Final = 16 * 1024
"""The longest status line or header; aiohttp takes at most 128 of them."""
BROKEN: Final = (aiohttp.ClientError, Refused, OSError, ValueError, EOFError, RuntimeError)
"""All that a request may raise for what the network does (uvloop: RuntimeError for a failed
connect; ValueError: headers and addresses that cannot be sent or read)."""


def trusted(ca_file: str = "") -> ssl.SSLContext:
    """The system's certificate authorities and those of `ca_file`. Raises SettingsError."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except OSError as broken:  # ssl.SSLError is one
            raise SettingsError(
                [f"network.ca_file: {ca_file}: not a file of PEM certificates ({broken.strerror})"]
            ) from broken
    return context


def client(
    guard: Guard,
    *,
    user_agent: str,
    accept_encoding: str,
    tls: ssl.SSLContext,
    limit_per_host: int = 0,
    proxy: str = "",
) -> aiohttp.ClientSession:
    """An HTTP client; to be made inside a running loop. It has no deadline and unpacks nothing:
    both are the caller's, who alone knows the limits."""
    return aiohttp.ClientSession(
        connector=guard.connector(tls=tls, limit_per_host=limit_per_host, proxy=proxy),
        headers={"User-Agent": user_agent, "Accept-Encoding": accept_encoding},
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None),
        auto_decompress=False,
        trust_env=False,
        proxy=proxy or None,
        max_line_size=HEADER_BYTES,
        max_field_size=HEADER_BYTES,
    )


def plain(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers under lower-case names, repeated ones joined (RFC 9110, 5.3); bytes that are not
    UTF-8 become U+FFFD, so that every value can be stored and written as JSON."""
    joined: dict[str, str] = {}
    for name, value in headers.items():
        key = name.lower()
        text = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        joined[key] = f"{joined[key]}, {text}" if key in joined else text
    return joined


def explain(broken: BaseException) -> str:
    """What went wrong with a request, for people: without the URL, and without the far end's words
    (either may hold secrets or escapes)."""
    cause: BaseException = getattr(broken, "os_error", None) or broken
    match cause:
        case RefusedAddress():
            return f"refused: {cause}"
        case Refused():
            return str(cause)
        case ssl.SSLCertVerificationError():
            return f"the certificate is not accepted: {cause.verify_message}"
        case aiohttp.ClientConnectorCertificateError():
            return explain(cause.certificate_error)
        case ssl.SSLError():
            return "TLS failed" + (f": {cause.reason}" if cause.reason else "")
        case socket.gaierror():
            return f"the name cannot be resolved: {cause.strerror}"
        case aiohttp.ClientHttpProxyError():
            return f"the proxy answered {cause.status}"
        case aiohttp.ServerDisconnectedError():
            return "the connection was closed before an answer came"
        case aiohttp.ClientPayloadError():
            return "the answer broke off"
        case aiohttp.ClientResponseError():
            return "the answer is not HTTP that can be read"
        case TimeoutError():
            return "timed out"
        case OSError() if cause.errno:
            return f"cannot connect: {os.strerror(cause.errno)}"
        case OSError() | aiohttp.ClientError():
            return "cannot connect"
        case _:
            return f"the request cannot be made ({type(cause).__name__})"
