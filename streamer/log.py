"""One stream of log lines: one event, one line, whoever wrote it and whatever stands in it.

    structlog ──► merge context ─┐
                                 ├─► time, level, logger ─► trace ─► redact ─► one line ─► stream
    logging (Faust, aiohttp, …) ─┘

Headlines, pages and answers of receivers are hostile: what they carry stays inside its value. A
line break, an ANSI escape or a bidi override is escaped in both forms, so that nothing can forge a
line or dress it up. Secrets are struck out last of all, in messages and tracebacks alike: values of
type Secret, what `hide` was told, and credentials and tokens of any URL.

A headline's id is bound to the context on its way (`structlog.contextvars.bound_contextvars`).
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final, Literal, TextIO

import msgspec
import structlog
from structlog.typing import EventDict, Processor

from streamer.errors import AjilError
from streamer.redact import Redactor, trace

Form = Literal["json", "console"]

LEVELS: Final = ("debug", "info", "warning", "error", "critical")
_TALKATIVE: Final = ("faust", "mode", "aiokafka", "aiohttp.access")
"""Heard from warnings on, unless everything is asked for."""
_COLOURS: Final = {"warning": "\x1b[33m", "error": "\x1b[31m", "critical": "\x1b[1;31m"}

_SECRETS: Final = Redactor()

hide = _SECRETS.hide
"""`hide(values)`: strikes these out of every line from now on."""


# ── set-up ────────────────────────────────────────────────────────────────────────────────────


def configure(level: str, format: Form, stream: TextIO | None = None) -> None:
    """Everything logged, warned or uncaught goes to `stream` (default: standard error), a line each.

    May be called again; the last call holds. Raises AjilError on an unknown level or form.
    """
    if level.lower() not in LEVELS:
        raise AjilError(f'log level "{level}" is not known; expected one of {", ".join(LEVELS)}')
    if format not in ("json", "console"):
        raise AjilError(f'log format "{format}" is not known; expected json or console')
    number = logging.getLevelNamesMapping()[level.upper()]
    stream = sys.stderr if stream is None else stream
    handler = _Handler(stream)
    handler.setFormatter(formatter(format, colours=stream.isatty()))
    logging.basicConfig(level=number, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(_of_others(number))
    logging.captureWarnings(True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *_stamps(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,  # a later call must reach loggers made before it
    )
    sys.excepthook = _uncaught
    threading.excepthook = sys.unraisablehook = _uncaught_elsewhere


def faust_logging_config() -> dict[str, Any]:
    """`logging_config` of a Faust app. Faust clears the root's handlers and sets up its own; with
    this it sets up ours again. To be asked for after `configure`."""
    root = logging.getLogger()
    ours = next((one for one in root.handlers if isinstance(one, _Handler)), None)
    if ours is None:
        raise RuntimeError("log.configure() comes first")
    level = root.level
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"ajil": {"()": lambda: ours}},
        "root": {"handlers": ["ajil"], "level": level},
        "loggers": {name: {"level": _of_others(level)} for name in _TALKATIVE},
    }


def formatter(form: Form, *, colours: bool = False) -> logging.Formatter:
    """What makes one line of a log record, be it structlog's or anybody's."""
    render = _json if form == "json" else _console_in_colours if colours else _console
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_stamps(),
        processors=[_ordered, render],
    )


def _stamps() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _of_others(level: int) -> int:
    return level if level <= logging.DEBUG else max(level, logging.WARNING)


class _Handler(logging.StreamHandler[TextIO]):
    """Loses a line rather than the service: a full disk or a bad format string stays in here."""

    def handleError(self, record: logging.LogRecord) -> None:
        # The default prints the arguments, secrets and all, and a traceback of many lines.
        error = type(sys.exc_info()[1]).__name__
        try:
            lost = {"level": "error", "event": "a log line was lost", "logger": record.name}
            self.stream.write(json.dumps({**lost, "error": error}) + self.terminator)
            self.flush()
        except (OSError, ValueError):
            pass  # nothing can be written; delivery goes on


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, (KeyboardInterrupt, SystemExit)):
        return
    logging.getLogger("ajil").critical("uncaught", exc_info=(kind, error, trace))


def _uncaught_elsewhere(args: threading.ExceptHookArgs | sys.UnraisableHookArgs) -> None:
    _uncaught(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)


# ── lines ─────────────────────────────────────────────────────────────────────────────────────


def _ordered(_logger: object, _name: str, event: EventDict) -> EventDict:
    """Time, level, logger and event first; the exception as text; every value plain."""
    event = {key: value for key, value in event.items() if not key.startswith("_")}
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["exception"] = trace(error)
    first = ("timestamp", "level", "logger", "event")
    ordered = {key: event[key] for key in first if key in event} | event
    plain: EventDict = _SECRETS.plain(ordered)
    return plain


def _visible(text: str, escape: Callable[[str], str]) -> str:
    """What cannot be seen, or moves what can be seen, is written as an escape."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else escape(one) for one in text)


def _json(_logger: object, _name: str, event: EventDict) -> str:
    # The encoder escapes below U+0020; the rest of what is invisible takes JSON's own escapes.
    return _visible(msgspec.json.encode(event).decode(), lambda one: json.dumps(one)[1:-1])


def _console(_logger: object, _name: str, event: EventDict, colour: str = "") -> str:
    stamp, level, logger, said = (
        _shown(event.pop(key, "")) for key in ("timestamp", "level", "logger", "event")
    )
    rest = " ".join(f"{_shown(key)}={_quoted(value)}" for key, value in event.items())
    reset = "\x1b[0m" if colour else ""
    return f"{stamp} {colour}{level:8}{reset} {said} {rest}".rstrip() + f" ({logger})"


def _console_in_colours(logger: object, name: str, event: EventDict) -> str:
    return _console(logger, name, event, _COLOURS.get(str(event.get("level")), "\x1b[2m"))


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return _visible(text, lambda one: one.encode("unicode_escape").decode())


def _quoted(value: object) -> str:
    shown = _shown(value)
    if isinstance(value, str) and (not shown or re.search(r'[ ="]', shown)):
        return '"' + shown.replace('"', '\\"') + '"'
    return shown
