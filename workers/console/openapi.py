"""`/api/openapi.json`: the API described (OpenAPI 3.1), from the same table that its routes are made of.

An operation that is not in this table has no route, and a route without a handler does not start: so the
description cannot go its own way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import msgspec

from streamer.settings import TOPICS, URGENCIES, SourceSettings, SubscriberSettings
from workers.console import answers
from workers.filters import EVENTS
from workers.version import VERSION

Body = type[msgspec.Struct]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One method of one path. `handler`: the name of the method that answers it."""

    method: str
    path: str
    handler: str
    summary: str
    query: tuple[str, ...] = ()
    body: str | None = None
    answer: Body | str | None = None
    """A type; "text", "json" (any), "stream"; None: nothing (204)."""
    code: int = 200
    faults: tuple[int, ...] = ()
    open: bool = False
    """Asked without the token."""


_LIST: Final = {"type": "array", "items": {"type": "string"}}


def _several(values: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", "enum": list(values)}}


PARAMETERS: Final[dict[str, dict[str, Any]]] = {
    "topics": _several(tuple(TOPICS)),
    "urgency": {"type": "string", "enum": list(URGENCIES)},
    "sources": _LIST,
    "places": _LIST,
    "lang": {"type": "array", "items": {"type": "string", "pattern": "^[a-z]{2,8}$"}},
    "any": _LIST,
    "all": _LIST,
    "none": _LIST,
    "events": _several(tuple(EVENTS)),
    "late": {"type": "string", "enum": ["true", "false", "1", "0", ""]},
    "limit": {"type": "integer", "minimum": 1, "maximum": 500},
    "days": {"type": "integer", "minimum": 1, "maximum": 30},
    "before": {"type": "string", "pattern": "^[0-9]{1,19}(-[0-9]{1,19})?$"},
    "subscriber": {"type": "string"},
}  # fmt: skip
FILTER: Final = (
    "topics", "urgency", "sources", "places", "lang", "any", "all", "none", "events", "late",
)  # fmt: skip

OPERATIONS: Final = (
    Operation(method="GET", path="/healthz", handler="healthy", answer="text", open=True,
              summary="200 while the loop turns"),
    Operation(method="GET", path="/readyz", handler="ready", answer="text", open=True, faults=(503,),
              summary="503 while Redis is unreachable, refuses writes, or the backlog is full"),
    Operation(method="GET", path="/metrics", handler="metrics", answer="text",
              summary="Prometheus, text format 0.0.4"),
    Operation(method="GET", path="/api/openapi.json", handler="description", answer="json",
              summary="This description"),
    Operation(method="GET", path="/api/schema/event.json", handler="schema", answer="json",
              summary="JSON Schema of an event"),
    Operation(method="GET", path="/api/status", handler="status", answer=answers.Status,
              summary="Everything that is known at this moment"),
    Operation(method="GET", path="/api/events", handler="events", answer=answers.Events,
              query=(*FILTER, "limit", "before"), faults=(400, 503),
              summary="The last events that meet a filter, newest first"),
    Operation(method="GET", path="/api/stories/{story}", handler="story", answer=answers.StoryOf,
              faults=(404, 503), summary="All reports of a story, and who was told when"),
    Operation(method="GET", path="/api/bench", handler="bench", answer=answers.Bench,
              query=(*FILTER, "days"), faults=(400, 503),
              summary="What a filter would have sent in the last days"),
    Operation(method="GET", path="/api/figures", handler="figures", answer=answers.Charts,
              faults=(503,), summary="Time to alert, throughput and queues"),
    Operation(method="POST", path="/api/keys", handler="key", body="FilterOf",
              answer=answers.KeyOf, faults=(400, 415, 422),
              summary="A key that reads one filter on /events and the feeds"),
    Operation(method="GET", path="/api/sources", handler="sources", answer=answers.Sources,
              summary="Sources and how they are"),
    Operation(method="POST", path="/api/sources", handler="make_source", body="SourceTable",
              answer=answers.Source, code=201, faults=(400, 415, 422, 503),
              summary="Adds a source, or changes one that was made here; taken as it stands"),
    Operation(method="POST", path="/api/sources/try", handler="try_source", body="SourceTable",
              answer=answers.Tried, faults=(400, 415, 422, 503),
              summary="Asks a source once; nothing is stored"),
    Operation(method="GET", path="/api/sources/{name}", handler="source", answer=answers.Source,
              faults=(404,), summary="One source"),
    Operation(method="DELETE", path="/api/sources/{name}", handler="remove_source",
              code=204, faults=(404, 409, 503), summary="Removes a source that was made here"),
    Operation(method="GET", path="/api/subscribers", handler="subscribers",
              answer=answers.Subscribers, summary="Subscribers and what they are owed"),
    Operation(method="POST", path="/api/subscribers", handler="make_subscriber",
              body="SubscriberTable", answer=answers.Subscriber, code=201,
              faults=(400, 415, 422, 503),
              summary="Adds a subscriber, or changes one that was made here; taken as it stands"),
    Operation(method="GET", path="/api/subscribers/{name}", handler="subscriber",
              answer=answers.Subscriber, faults=(404,), summary="One subscriber"),
    Operation(method="DELETE", path="/api/subscribers/{name}", handler="remove_subscriber",
              code=204, faults=(404, 409, 503), summary="Removes a subscriber that was made here"),
    Operation(method="POST", path="/api/subscribers/{name}/test", handler="test",
              answer=answers.Sent, faults=(404, 503), summary="Sends a test alert"),
    Operation(method="POST", path="/api/subscribers/{name}/lift", handler="lift",
              code=204, faults=(404, 503), summary="Switches on again what answered 410"),
    Operation(method="POST", path="/api/subscribers/{name}/resend", handler="resend",
              body="RangeOf", answer=answers.Done, faults=(400, 404, 415, 422, 503),
              summary="Tells it again what the news stream holds between two ids or times"),
    Operation(method="GET", path="/api/deliveries", handler="deliveries",
              answer=answers.Deliveries, query=("subscriber", "limit"), faults=(400, 503),
              summary="What is owed"),
    Operation(method="GET", path="/api/hand", handler="acts", answer=answers.Acts, faults=(503,),
              summary="What the desk muted, moved and held"),
    Operation(method="POST", path="/api/hand", handler="hand", body="HandTable",
              answer=answers.Acts, faults=(400, 404, 415, 503),
              summary="Mutes, splits or merges stories, holds a subscriber, or undoes an act"),
    Operation(method="GET", path="/api/dead", handler="dead", answer=answers.Letters,
              query=("subscriber", "limit"), faults=(400, 503), summary="What failed for good"),
    Operation(method="POST", path="/api/dead/retry", handler="retry", body="Which",
              answer=answers.Done, faults=(400, 415, 503), summary="Owes dead letters anew"),
    Operation(method="POST", path="/api/dead/drop", handler="drop", body="Which",
              answer=answers.Done, faults=(400, 415, 503), summary="Forgets dead letters"),
)  # fmt: skip


def description(*, guarded: bool) -> bytes:
    """The document, as JSON."""
    paths: dict[str, dict[str, Any]] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, guarded=guarded)
    types = {one.answer for one in OPERATIONS if isinstance(one.answer, type)}
    ordered = sorted(types, key=lambda one: one.__name__)
    schemas = answers.schemas(
        *ordered,
        answers.Problem,
        answers.Which,
        answers.FilterOf,
        answers.HandTable,
        answers.RangeOf,
        answers.Event,
    )
    schemas["SourceTable"] = _table(SourceSettings, ("name", "kind", "url"))
    schemas["SubscriberTable"] = _table(SubscriberSettings, ("name", "channel"))
    schemas["FilterOf"]["properties"] |= {
        key: PARAMETERS[key] for key in FILTER if key not in ("late", "urgency")
    }
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "Ajil",
            "version": VERSION,
            "description": "Breaking news from tickers and feeds, each alert once. Errors are problem "
            "details (RFC 9457). Beside this API: /events (server-sent events, which end only with "
            "their reader), and /feed.rss, /feed.atom, /feed.json; all take the filter of /api/events.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }
    if guarded:
        document["components"]["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer"},
            "session": {"type": "apiKey", "in": "cookie", "name": "ajil_session"},
        }
        document["security"] = [{"token": []}, {"session": []}]
    return msgspec.json.encode(document)


def _operation(one: Operation, *, guarded: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": one.handler,
        "summary": one.summary,
        "parameters": [*_in_path(one.path), *map(_in_query, one.query)],
        "responses": {str(one.code): _answer(one)},
    }
    codes = [*one.faults, *((401,) if guarded and not one.open else ())]
    for code in sorted(codes):
        found["responses"][str(code)] = (
            _text() if one.answer == "text" and code == 503 else _problem()
        )
    if one.body is not None:
        found["requestBody"] = {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": f"#/components/schemas/{one.body}"}}
            },
        }
    if one.open and guarded:
        found["security"] = []
    return found


def _in_path(path: str) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return [
        {"name": name, "in": "path", "required": True,
         "schema": {"type": "string", "minLength": 1, "maxLength": 100}}
        for name in names
    ]  # fmt: skip


def _in_query(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": PARAMETERS[name]}


def _answer(one: Operation) -> dict[str, Any]:
    if one.answer is None:
        return {"description": "Done"}
    if one.answer == "text":
        return _text()
    if one.answer == "json":
        kind = "application/schema+json" if one.handler == "schema" else "application/json"
        return {"description": "As JSON", "content": {kind: {"schema": {"type": "object"}}}}
    assert isinstance(one.answer, type)
    schema = {"$ref": f"#/components/schemas/{one.answer.__name__}"}
    return {"description": "As asked", "content": {"application/json": {"schema": schema}}}


def _text() -> dict[str, Any]:
    return {"description": "In words", "content": {"text/plain": {"schema": {"type": "string"}}}}


def _problem() -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": "A problem",
        "content": {"application/problem+json": {"schema": schema}},
    }


def _table(kind: type[msgspec.Struct], required: tuple[str, ...]) -> dict[str, Any]:
    """A section of the configuration as JSON: durations and sizes in its own words (`"15s"`)."""
    properties: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        name = field.name
        if name in PARAMETERS and name not in ("lang", "late", "urgency"):
            properties[name] = PARAMETERS[name]
        elif isinstance(field.default, bool):
            properties[name] = {"type": "boolean"}
        elif isinstance(field.default, tuple):
            properties[name] = _LIST
        elif name == "headers":
            properties[name] = {"type": "object", "additionalProperties": {"type": "string"}}
        elif name in ("per_minute", "max_bytes"):
            properties[name] = {"type": ["integer", "string"]}
        else:
            properties[name] = {"type": "string"}
    for name, values in (("urgency", URGENCIES),):
        if name in properties:
            properties[name] = {"type": "string", "enum": list(values)}
    if "lang" in properties and kind is SubscriberSettings:
        properties["lang"] = _LIST
    properties["name"] = {"type": "string", "pattern": "^[a-z0-9-]{1,100}$"}
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }
