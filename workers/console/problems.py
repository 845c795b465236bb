"""Errors as problem details (RFC 9457), and the middleware that makes them of everything raised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

log = structlog.get_logger(__name__)


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
    except web.HTTPException as error:
        if error.status < 400:
            raise
        allow = error.headers.get("Allow")
        return problem(error.status, headers={"Allow": allow} if allow else None)
    except ConnectionError:
        raise  # whoever asked is gone
    except Exception:
        log.exception("console.failed", method=request.method, path=request.path)
        return problem(500)
