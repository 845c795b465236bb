"""The commands and their options; what they do stands in the files beside this one.

Exit status: 0 done, 1 failed, 2 wrong use or configuration; 130 and 143 where Ctrl-C or SIGTERM ended a
command that had more to do.
"""

from __future__ import annotations

import asyncio
import errno
import io
import os
import signal
import sys
from collections.abc import Coroutine
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple, NoReturn, TextIO

import typer
import uvloop
from rich.markup import escape

from streamer.errors import AjilError, SettingsError
from workers.cli import wiring
from workers.cli.silence import silence
from workers.version import VERSION

app: Final = typer.Typer(
    name="ajil",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback that shows locals shows secrets
)
dead: Final = typer.Typer(no_args_is_help=True)
app.add_typer(dead, name="dead")


class Level(StrEnum):
    debug = "debug"
    info = "info"
    warning = "warning"
    error = "error"


class Format(StrEnum):
    json = "json"
    console = "console"


# The common options are taken before the sub-command too: `ajil --config X run` is `ajil run --config X`.
# A help is read as markup, for which [default: …] and [[source]] must not be taken: escape().
Config = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE",
        help=escape("The TOML file.  [default: $AJIL_CONFIG, else ajil.toml]"), show_default=False,
    ),
]  # fmt: skip
LogLevel = Annotated[
    Level | None,
    typer.Option("--log-level", help="Least weight of a log line.", show_default=False),
]
LogFormat = Annotated[
    Format | None,
    typer.Option(
        "--log-format",
        help=escape("Form of log lines.  [default: console on a terminal, else json]"),
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output.")]
Words = list[str] | None


class Given(NamedTuple):
    """The common options as far as they were given; what stands later wins."""

    config: Path | None = None
    level: Level | None = None
    format: Format | None = None

    def then(self, config: Path | None, level: Level | None, form: Format | None) -> Given:
        return Given(config or self.config, level or self.level, form or self.format)


def main() -> None:
    """The entry point: what Ajil raises on purpose is told on standard error, without a traceback."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that knows no Arabic letters must not end us.
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="ajil")
    except SettingsError as error:
        _fail(2, error.faults)
    except AjilError as error:
        _fail(1, [f"ajil: {error}"])
    except BrokenPipeError:
        for stream in (sys.stdout, sys.stderr):
            silence(stream)
        sys.exit(1)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        silence(sys.stdout)
        _fail(1, [f"ajil: standard output cannot be written: {error.strerror}"])
    finally:
        _silence_if_full(sys.stderr)


def _fail(status: int, lines: list[str]) -> NoReturn:
    for line in lines:
        typer.echo(line, err=True)
    sys.exit(status)


def _open_what_is_closed() -> None:
    """Whoever starts us may have closed standard input, output or error: the next file that is opened
    would be taken for it."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
    # Python has None for what was closed when it started.
    sys.stdout = sys.stdout or os.fdopen(1, "w")
    sys.stderr = sys.stderr or os.fdopen(2, "w")


def _silence_if_full(log: TextIO) -> None:
    """A log that cannot be written does not turn a good end into a bad one: Python would end with 120."""
    try:
        log.flush()
    except (OSError, ValueError):
        silence(log)


def _run(work: Coroutine[Any, Any, int]) -> None:
    """Runs a command. SIGINT and SIGTERM cancel it; a service puts its own handlers in their place."""
    caught: list[int] = []

    async def until_told() -> int:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def stop(number: int) -> None:
            caught.append(number)
            task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop, number)
        return await work

    try:
        code = uvloop.run(until_told())
    except (asyncio.CancelledError, KeyboardInterrupt):
        code = 128 + (caught or [signal.SIGINT])[0]
    if code:
        raise typer.Exit(code)


def _common(
    context: typer.Context,
    config: Path | None,
    level: Level | None,
    form: Format | None,
    *,
    usual: Level = Level.warning,
) -> wiring.Common:
    given = (context.obj or Given()).then(config, level, form)
    named = given.config or (Path(name) if (name := os.environ.get("AJIL_CONFIG")) else None)
    return wiring.Common(
        config=named or Path("ajil.toml"),
        named=named is not None,
        level=given.level or usual,
        format=given.format,
    )


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ajil {VERSION}")
        raise typer.Exit


@app.callback()
def before(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    """Ajil (عاجل): breaking news from tickers and feeds, each alert once."""
    context.obj = Given(config, log_level, log_format)


@dead.callback()
def before_dead(
    context: typer.Context,
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    """Deliveries that failed for good."""
    context.obj = (context.obj or Given()).then(config, log_level, log_format)


# ── the service ───────────────────────────────────────────────────────────────────────────────


def _serve(common: wiring.Common, *, poll: bool, work: bool) -> None:
    from workers.cli.service import Service  # what only a service needs is imported only by one

    settings = wiring.settings_or_exit(common)
    _run(Service(common, settings, poll=poll, work=work).run())


@app.command()
def run(
    context: typer.Context,
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    """Pollers and workers in one process; an embedded Valkey when no Redis is named."""
    common = _common(context, config, log_level, log_format, usual=Level.info)
    _serve(common, poll=True, work=True)


@app.command()
def poll(
    context: typer.Context,
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    """Pollers alone; any number of them share the sources."""
    common = _common(context, config, log_level, log_format, usual=Level.info)
    _serve(common, poll=True, work=False)


@app.command()
def work(
    context: typer.Context,
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    """Workers alone; one of them judges, all of them deliver."""
    common = _common(context, config, log_level, log_format, usual=Level.info)
    _serve(common, poll=False, work=True)


# ── once ──────────────────────────────────────────────────────────────────────────────────────


@app.command()
def check(
    context: typer.Context,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Ask each source once; nothing is stored.")
    ] = False,
    send: Annotated[
        str,
        typer.Option(
            "--send", metavar="NAME|all", help="Send a test alert to this subscriber, or to all."
        ),
    ] = "",
    as_json: Json = False,
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    """Validate the configuration; try the sources and the subscribers."""
    from workers.cli import checking

    settings = wiring.settings_or_exit(_common(context, config, log_level, log_format))
    _run(checking.check(settings, fetch=fetch, send=send, as_json=as_json))


@app.command(help=escape("Find feeds, sitemaps and the ticker; print their [[source]] blocks."))
def discover(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="A site, a page of it, or a feed.")],
    as_json: Json = False,
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    from workers.cli import discovering

    common = _common(context, config, log_level, log_format)
    settings = wiring.settings_or_default(common, only=("network", "source"))
    _run(discovering.discover(settings, url, as_json=as_json))


@app.command(name="import")
def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.opml", help="- for standard input.")],
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    """Add the sources of an OPML file to the configuration, and print them."""
    from workers.cli import subscriptions_file

    common = _common(context, config, log_level, log_format)
    settings = wiring.settings_or_default(common)
    _run(subscriptions_file.take_in(settings, common.config, file))


@app.command()
def export(
    context: typer.Context,
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    """Print the sources as OPML."""
    from workers.cli import subscriptions_file

    settings = wiring.settings_or_exit(_common(context, config, log_level, log_format))
    _run(subscriptions_file.give_out(settings))


@app.command()
def replay(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSON lines; - for standard input.")],
    as_json: Json = False,
    live: Annotated[
        bool, typer.Option("--live", help="Into the running service; first sight is now.")
    ] = False,
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    """Run recorded headlines through the workers, on a store that is thrown away."""
    from workers.cli import replaying

    common = _common(context, config, log_level, log_format)
    settings = replaying.settings_for(common, live=live)
    _run(replaying.replay(settings, file, as_json=as_json, live=live))


@app.command()
def tail(
    context: typer.Context,
    topics: Annotated[Words, typer.Option(help="Any of these topics.")] = None,
    urgency: Annotated[
        Words, typer.Option(metavar="NAME", help="At least: routine, urgent or flash.")
    ] = None,
    sources: Annotated[Words, typer.Option(help="Any of these sources.")] = None,
    places: Annotated[Words, typer.Option(help="Any of these places.")] = None,
    lang: Annotated[Words, typer.Option(help="Any of these languages.")] = None,
    any_of: Annotated[Words, typer.Option("--any", help="Any of these words or phrases.")] = None,
    all_of: Annotated[Words, typer.Option("--all", help="All of these.")] = None,
    none_of: Annotated[Words, typer.Option("--none", help="None of these.")] = None,
    events: Annotated[Words, typer.Option(help="Any of these kinds of event.")] = None,
    late: Annotated[bool, typer.Option("--late", help="Late ones too.")] = False,
    as_json: Json = False,
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    """Live alerts in the terminal. Filters are those of a subscriber; several values by commas, or by
    giving an option again."""
    from workers.cli import tailing

    query = {
        "topics": topics, "urgency": urgency, "sources": sources, "places": places, "lang": lang,
        "any": any_of, "all": all_of, "none": none_of, "events": events,
        "late": ["true"] if late else None,
    }  # fmt: skip
    settings = wiring.settings_or_exit(_common(context, config, log_level, log_format))
    wanted = tailing.filter_of({key: values for key, values in query.items() if values})
    _run(tailing.tail(settings, wanted, as_json=as_json))


@app.command()
def status(
    context: typer.Context,
    watch: Annotated[bool, typer.Option("--watch", help="Again and again, until Ctrl-C.")] = False,
    as_json: Json = False,
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    """Sources, queues and subscribers in one screen."""
    from workers.cli import status as screen

    settings = wiring.settings_or_exit(_common(context, config, log_level, log_format))
    _run(screen.status(settings, watch=watch, as_json=as_json))


Subscriber = Annotated[str, typer.Option(metavar="NAME", help="Only this one's.")]


@app.command()
def deliveries(
    context: typer.Context,
    subscriber: Subscriber = "",
    as_json: Json = False,
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    """What is owed: waiting, being tried again, and when."""
    from workers.cli import letters

    settings = wiring.settings_or_exit(_common(context, config, log_level, log_format))
    _run(letters.deliveries(settings, subscriber, as_json=as_json))


@app.command()
def resend(
    context: typer.Context,
    subscriber: Annotated[str, typer.Argument(metavar="SUBSCRIBER", help="Who is told anew.")],
    since: Annotated[str, typer.Option(metavar="ID|TIME|LAPSE", help="From this one on.")],
    until: Annotated[
        str, typer.Option(metavar="ID|TIME|LAPSE", help="Up to this id, or to before this time.")
    ] = "0s",
    config: Config = None,
    log_level: LogLevel = None,
    log_format: LogFormat = None,
) -> None:
    """Tells one subscriber again what the news stream holds, under the ids it had."""
    from workers.cli import letters

    settings = wiring.settings_or_exit(_common(context, config, log_level, log_format))
    _run(letters.resend(settings, subscriber, since, until))


def _dead_command(name: str, text: str) -> None:
    def command(
        context: typer.Context,
        delivery: Annotated[
            Words, typer.Argument(metavar="DELIVERY", help="Only these; without: all of them.")
        ] = None,
        subscriber: Subscriber = "",
        as_json: Json = False,
        config: Config = None,
        log_level: LogLevel = None,
        log_format: LogFormat = None,
    ) -> None:
        from workers.cli import letters

        settings = wiring.settings_or_exit(_common(context, config, log_level, log_format))
        _run(letters.dead(settings, name, subscriber, delivery or [], as_json=as_json))

    dead.command(name, help=text)(command)


_dead_command("list", "What failed for good, and why.")
_dead_command("retry", "Owe them anew, as if they were just judged: without DELIVERY all of them.")
_dead_command("drop", "Forget them, without asking: without DELIVERY all of them.")
