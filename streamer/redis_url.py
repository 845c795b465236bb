"""The URL of a Redis, read into its parts, or what is wrong with it.

    redis://[user:pw@]host[:port][/db]                 one server
    rediss://…                                         the same over TLS
    unix:///path/of/socket[?db=0]                      one server on this machine
    redis+sentinel://[:pw@]h1[:p],h2[:p]/master[/db]   the master that the sentinels name
    redis+cluster://[:pw@]h1[:p],h2[:p]                a cluster

`rediss+sentinel` and `rediss+cluster` are the last two over TLS. Sentinels with a password of their
own: `?sentinel_password=`. TLS takes `?ssl_ca_certs=`, `ssl_certfile`, `ssl_keyfile`,
`ssl_cert_reqs`, `ssl_check_hostname`, as redis-py names them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

_SCHEMES: Final = (
    "redis", "rediss", "unix",
    "redis+sentinel", "rediss+sentinel", "redis+cluster", "rediss+cluster",
)  # fmt: skip
_TLS_OPTIONS: Final = (
    "ssl_ca_certs", "ssl_certfile", "ssl_keyfile", "ssl_cert_reqs", "ssl_check_hostname",
)  # fmt: skip
_LONGEST_PATH: Final = 103 if sys.platform == "darwin" else 107
"""sun_path holds 104 or 108 bytes, the last of them NUL (unix(4), unix(7))."""


@dataclass(frozen=True, kw_only=True)
class Address:
    kind: str
    """redis, unix, sentinel or cluster."""
    tls: bool = False
    hosts: tuple[tuple[str, int], ...] = ()
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    path: str = ""
    master: str = ""
    db: int = 0
    options: Mapping[str, Any] = field(default_factory=dict, repr=False)


def url_fault(url: str) -> str | None:
    """What is wrong with the URL of a Redis, in words that hold no secret; None: nothing."""
    try:
        read(url)
    except ValueError as fault:
        return str(fault)
    return None


def read(url: str) -> Address:
    """The parts of a URL. Raises ValueError, in words that hold no secret, on any fault.

    redis-py's own parser is not asked: it drops a database that is no number, and lets
    `?protocol=3` or `?decode_responses=1` overrule what `streamer.connect` decides."""
    scheme, colon, rest = url.strip().partition("://")
    if not colon or scheme not in _SCHEMES:
        raise ValueError("must begin with one of " + ", ".join(f"{name}://" for name in _SCHEMES))
    rest, _, query = rest.partition("?")
    authority, slash, path = rest.partition("/")
    if "@" in path or "@" in query or "#" in url:
        raise ValueError("/ ? # @ in a user name or password must be written %2F %3F %23 %40")
    userinfo, _, netloc = authority.rpartition("@")
    username, _, password = userinfo.partition(":")
    kind = scheme.partition("+")[2] or ("unix" if scheme == "unix" else "redis")
    tls = scheme.startswith("rediss")
    options = _options(query, kind, tls)
    where: dict[str, Any]
    if kind == "unix":
        where = {"path": _socket(netloc, unquote(slash + path))}
    else:
        where = {"hosts": _hosts(netloc, 26379 if kind == "sentinel" else 6379)}
        if kind == "redis" and len(where["hosts"]) != 1:
            raise ValueError("one host only; several need redis+sentinel:// or redis+cluster://")
    if kind == "sentinel":
        where["master"], _, path = unquote(path).partition("/")
        if not where["master"]:
            raise ValueError("the master's name is missing: redis+sentinel://h1,h2/master/0")
    db = _database(options.pop("db", "" if kind == "unix" else path))
    if db and kind == "cluster":
        raise ValueError("a cluster has database 0 only")
    return Address(
        kind=kind,
        tls=tls,
        username=unquote(username) or None,
        password=unquote(password) or None,
        db=db,
        options=options,
        **where,
    )


def _hosts(netloc: str, port: int) -> tuple[tuple[str, int], ...]:
    found = []
    for part in netloc.split(","):
        host, bracket, tail = part.partition("]")
        if bracket and host.startswith("[") and tail[:1] in ("", ":"):
            host, digits = host[1:], tail[1:]
        else:
            host, _, digits = part.partition(":")
        if not host:
            raise ValueError("a host is missing")
        if not (host.isprintable() and " " not in host) or set(host) & set("[]"):
            raise ValueError("a host is no name and no address (IPv6: in brackets)")
        if digits and not (digits.isascii() and digits.isdigit() and 0 < int(digits[:6]) < 65536):
            raise ValueError(
                "a port is no number from 1 to 65535 (IPv6 addresses: in brackets; "
                "/ ? # @ in a password: written %2F %3F %23 %40)"
            )
        found.append((host, int(digits or port)))
    return tuple(found)


def _socket(netloc: str, path: str) -> str:
    if netloc or not path.strip("/"):
        raise ValueError("the absolute path of a socket is missing: unix:///run/redis.sock")
    if len(path.encode()) > _LONGEST_PATH:
        raise ValueError(f"the path of a socket holds at most {_LONGEST_PATH} bytes")
    return path


def _database(text: str) -> int:
    text = text.strip("/")
    if text and not (text.isascii() and text.isdigit() and len(text) < 6):
        raise ValueError("the database is no number")
    return int(text or 0)


def _options(query: str, kind: str, tls: bool) -> dict[str, Any]:
    known = {
        *(() if kind == "cluster" else ("db",)),
        *(_TLS_OPTIONS if tls else ()),
        *(("sentinel_username", "sentinel_password") if kind == "sentinel" else ()),
    }
    options: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    if set(options) - known:
        listed = ", ".join(sorted(known)) or "none"
        raise ValueError(f"has an option after ? that is not known; known here: {listed}")
    if options.get("ssl_cert_reqs", "required") not in ("required", "optional", "none"):
        raise ValueError("ssl_cert_reqs must be required, optional or none")
    if "ssl_check_hostname" in options:
        checked = options["ssl_check_hostname"].lower()
        options["ssl_check_hostname"] = checked in ("1", "true", "yes")
    return options
