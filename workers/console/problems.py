"""Errors as problem details (RFC 9457), and the middleware that makes them of everything raised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import msgspec
import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from streamer.connect import is_not_now

log = structlog.get_logger(__name__)


class Faulty(Exception):
    """What was asked cannot be done, and why: every fault."""

    def __init__(self, status: int, faults: Sequence[str]) -> None:
        super().__init__(*faults)
        self.status = status
        self.faults = faults


_WORDS: Final = {
    400: "what was asked has faults",
    409: "it stands in the file",
    415: "the content has the wrong type",
    422: "what was sent has faults",
}


def problem(
    status: int,
    detail: str = "",
    *,
    faults: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """`type` is left out, which means about:blank: the title is the status's own (RFC 9457, 4.2.1)."""
    body: dict[str, Any] = {"title": HTTPStatus(status).phrase, "status": status}
    if detail:
        body["detail"] = detail
    if faults:
        body["faults"] = list(faults)
    return web.Response(
        status=status,
        body=msgspec.json.encode(body),
        content_type="application/problem+json",
        headers=headers,
    )


@web.middleware
async def as_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever a handler raises becomes an answer; a bug says no more than that it was one."""
    try:
        return await handler(request)
    except Faulty as faulty:
        return problem(faulty.status, _WORDS[faulty.status], faults=faulty.faults)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        allow = error.headers.get("Allow")
        return problem(error.status, headers={"Allow": allow} if allow else None)
    except ConnectionResetError:
        raise  # whoever asked is gone
    except Exception as error:
        if isinstance(error, TimeoutError) or is_not_now(error):
            return problem(503, "Redis cannot be reached", headers={"Retry-After": "5"})
        log.exception("console.failed", method=request.method, path=request.path)
        return problem(500)
