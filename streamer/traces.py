"""Traces (OpenTelemetry), behind the extra `otel`: one trace a headline, through all processes.

    poll ─► publish ──────────────► judge ──────────────────► deliver, once a try
              │ field `traceparent`    │ field `trace` of the
              ▼ of the entry           ▼ body that is owed
            {prefix}:headlines       {prefix}:body:…

What goes along is the traceparent of W3C Trace Context, and nothing else: an event is the same with traces
and without. This is the one door to that package. Where `service.otlp` names no collector nobody makes
`Traces`, so nothing of it is imported, and no byte is written.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from contextlib import suppress
from importlib.util import find_spec
from typing import Any, Final, Literal, NamedTuple

import structlog

log = structlog.get_logger(__name__)

Kind = Literal["internal", "producer", "consumer", "client"]
Value = str | int | float | bool
_FLUSH: Final = 3.0
"""Seconds in which a collector may still take what was traced, when the process ends."""
_PATIENCE: Final = 5.0
"""Seconds for one hand-over to it."""
_EVERY_MS: Final = 1000
MISSING: Final = "traces need the extra; expected pip install ajil[otel]"


def can_be_kept() -> bool:
    """Whether the extra is installed."""
    try:
        return find_spec("opentelemetry.sdk") is not None and find_spec(
            "opentelemetry.exporter.otlp.proto.http"
        ) is not None  # fmt: skip
    except ModuleNotFoundError:
        return False


class Span:
    """One step of a headline. What is never ended is never told."""

    def __init__(self, span: Any, traceparent: str) -> None:
        self._span = span
        self.traceparent: Final = traceparent
        """What the next step is given (W3C Trace Context, 3.2)."""

    def end(self, *, fault: str = "", **attributes: Value) -> None:
        """`fault`: why the step failed, without secrets."""
        from opentelemetry.trace import Status, StatusCode

        self._span.set_attributes(_named(attributes))
        if fault:
            self._span.set_status(Status(StatusCode.ERROR, fault))
        self._span.end()


class First(NamedTuple):
    """The first two steps of a headline, as its visit takes them."""

    poll: Span
    publish: Span

    def end(self, *, id: str, was: str) -> None:
        self.publish.end(id=id, was=was)
        self.poll.end(id=id)


class Traces:
    """Tells a collector, at `endpoint` (OTLP over HTTP, as `http://127.0.0.1:4318`), in a thread beside. One
    that is away is said once, and waits for nobody: what does not fit the queue is not told. `instance`: this
    process. The environment's OTEL_EXPORTER_OTLP_HEADERS and OTEL_TRACES_SAMPLER are heeded, as that package
    has it. Raises ImportError where the extra is not installed (`can_be_kept`)."""

    def __init__(self, endpoint: str, *, instance: str, version: str) -> None:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._trace, self._w3c = trace, TraceContextTextMapPropagator()
        resource = Resource.create(
            {
                "service.name": os.environ.get("OTEL_SERVICE_NAME") or "ajil",
                "service.version": version,
                "service.instance.id": instance,
            }
        )
        # By itself it would wait at exit for as long as a collector that hangs.
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)  # we say it, once
        exporter: Any = _Saying(OTLPSpanExporter(_for_traces(endpoint), timeout=_PATIENCE))
        self._provider.add_span_processor(
            BatchSpanProcessor(exporter, schedule_delay_millis=_EVERY_MS)
        )
        self._tracer = self._provider.get_tracer("ajil", version)

    def begin(
        self,
        name: str,
        kind: Kind = "internal",
        *,
        parent: str = "",
        began_ns: int | None = None,
        **attributes: Value,
    ) -> Span:
        """`parent`: the traceparent of the step before; one that is none begins a trace of its own."""
        span = self._tracer.start_span(
            name,
            self._w3c.extract({"traceparent": parent}) if parent else None,
            kind=self._trace.SpanKind[kind.upper()],
            attributes=_named(attributes),
            start_time=began_ns,
        )
        carrier: dict[str, str] = {}
        self._w3c.inject(carrier, self._trace.set_span_in_context(span))
        return Span(span, carrier.get("traceparent", ""))

    def first(self, source: str, kind: str, began_ns: int | None) -> First:
        """The first steps of one headline of `source`, whose visit began then."""
        poll = self.begin("poll", began_ns=began_ns, source=source, source_kind=kind)
        return First(
            poll, self.begin("publish", "producer", parent=poll.traceparent, source=source)
        )

    async def close(self) -> None:
        """Hands over what is left, as far as that takes no longer than a few seconds."""
        # A thread of the pool would be waited for at exit, for as long as a collector hangs.
        loop, done = asyncio.get_running_loop(), asyncio.Event()

        def hand_over() -> None:
            self._provider.shutdown()
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(done.set)

        threading.Thread(target=hand_over, daemon=True).start()
        waiting = asyncio.create_task(done.wait())
        await asyncio.wait([waiting], timeout=_FLUSH)
        waiting.cancel()


class _Saying:
    """An exporter that says when its collector is away, and when it is there again."""

    def __init__(self, exporter: Any) -> None:
        self._exporter = exporter
        self._away = False

    def export(self, spans: Any) -> Any:
        result = self._exporter.export(spans)
        away = result.name != "SUCCESS"
        if away and not self._away:
            log.warning("traces.collector_is_away")
        elif self._away and not away:
            log.info("traces.collector_is_there")
        self._away = away
        return result

    def __getattr__(self, name: str) -> Any:
        return getattr(self._exporter, name)


def _named(attributes: dict[str, Value]) -> dict[str, Value]:
    return {f"ajil.{name}": value for name, value in attributes.items()}


def _for_traces(endpoint: str) -> str:
    """As the specification of OTLP/HTTP has it: the base address, and then the path of traces."""
    return endpoint if endpoint.endswith("/v1/traces") else f"{endpoint.rstrip('/')}/v1/traces"
