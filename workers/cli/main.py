"""The commands and their options; what they do stands in the files beside this one.

Exit status: 0 done, 1 failed, 2 wrong use or configuration.
"""

from __future__ import annotations

import sys
from collections.abc import Coroutine
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer
import uvloop

from streamer.errors import AjilError
from workers.cli import wiring
from workers.version import VERSION

app: Final = typer.Typer(
    name="ajil",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback that shows locals shows secrets
    help="Ajil (عاجل): breaking news from tickers and feeds, each alert once.",
)
dead: Final = typer.Typer(no_args_is_help=True, help="Deliveries that failed for good.")
app.add_typer(dead, name="dead")


class Level(StrEnum):
    debug = "debug"
    info = "info"
    warning = "warning"
    error = "error"


class Format(StrEnum):
    json = "json"
    console = "console"


Config = Annotated[
    Path, typer.Option("--config", envvar="AJIL_CONFIG", help="The TOML file.", show_default=True)
]
LogLevel = Annotated[Level, typer.Option("--log-level", help="Least weight of a log line.")]
LogFormat = Annotated[
    Format | None,
    typer.Option("--log-format", help="Form of log lines; console on a terminal, JSON otherwise."),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output.")]
_CONFIG: Final = Path("ajil.toml")


def main() -> None:
    """The entry point: what Ajil raises on purpose is one line on standard error, and exit status 1."""
    try:
        app()
    except AjilError as error:
        typer.echo(f"ajil: {error}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ajil {VERSION}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Breaking news from tickers and feeds."""


def _run(work: Coroutine[Any, Any, int]) -> None:
    code = uvloop.run(work)
    if code:
        raise typer.Exit(code)


def _serve(config: Path, level: Level, form: Format | None, *, poll: bool, work: bool) -> None:
    from workers.cli.service import Service  # what only a service needs is imported only by one

    common = wiring.Common(config, level, form)
    settings = wiring.settings_or_exit(common)
    _run(Service(common, settings, poll=poll, work=work).run())


@app.command()
def run(
    config: Config = _CONFIG, log_level: LogLevel = Level.info, log_format: LogFormat = None
) -> None:
    """Pollers and workers in one process; an embedded Valkey when no Redis is named."""
    _serve(config, log_level, log_format, poll=True, work=True)


@app.command()
def poll(
    config: Config = _CONFIG, log_level: LogLevel = Level.info, log_format: LogFormat = None
) -> None:
    """Pollers alone; any number of them share the sources."""
    _serve(config, log_level, log_format, poll=True, work=False)


@app.command()
def work(
    config: Config = _CONFIG, log_level: LogLevel = Level.info, log_format: LogFormat = None
) -> None:
    """Workers alone; one of them judges, all of them deliver."""
    _serve(config, log_level, log_format, poll=False, work=True)


@app.command()
def check(
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Ask each source once; nothing is stored.")
    ] = False,
    send: Annotated[
        str, typer.Option("--send", help="Send a test alert to this subscriber, or to all.")
    ] = "",
    as_json: Json = False,
    config: Config = _CONFIG,
    log_level: LogLevel = Level.warning,
    log_format: LogFormat = None,
) -> None:
    """Validate the configuration; try the sources and the subscribers."""
    from workers.cli import checking

    settings = wiring.settings_or_exit(wiring.Common(config, log_level, log_format))
    _run(checking.check(settings, fetch=fetch, send=send, as_json=as_json))


@app.command()
def replay(
    file: Annotated[str, typer.Argument(help="JSON lines; - for standard input.")],
    as_json: Json = False,
    live: Annotated[
        bool, typer.Option("--live", help="Into the running service; first sight is now.")
    ] = False,
    config: Config = _CONFIG,
    log_level: LogLevel = Level.warning,
    log_format: LogFormat = None,
) -> None:
    """Run recorded headlines through the workers, on a store that is thrown away."""
    from workers.cli import replaying

    common = wiring.Common(config, log_level, log_format)
    settings = replaying.settings_for(common, live=live)
    _run(replaying.replay(settings, file, as_json=as_json, live=live))


@app.command()
def tail(
    topics: Annotated[list[str] | None, typer.Option("--topic", help="Any of these topics.")] = None,
    urgency: Annotated[str, typer.Option(help="At least: routine, urgent or flash.")] = "",
    sources: Annotated[list[str] | None, typer.Option("--source", help="Any of these.")] = None,
    places: Annotated[list[str] | None, typer.Option("--place", help="Any of these.")] = None,
    lang: Annotated[list[str] | None, typer.Option("--lang", help="Any of these.")] = None,
    any_of: Annotated[list[str] | None, typer.Option("--any", help="Any of these words.")] = None,
    all_of: Annotated[list[str] | None, typer.Option("--all", help="All of these words.")] = None,
    none_of: Annotated[list[str] | None, typer.Option("--none", help="None of these.")] = None,
    events: Annotated[list[str] | None, typer.Option("--event", help="Any of these.")] = None,
    late: Annotated[bool, typer.Option("--late", help="Late ones too.")] = False,
    as_json: Json = False,
    config: Config = _CONFIG,
    log_level: LogLevel = Level.warning,
    log_format: LogFormat = None,
) -> None:
    """Live alerts in the terminal."""
    from workers.cli import tailing

    query = {
        "topics": topics, "urgency": [urgency] if urgency else None, "sources": sources,
        "places": places, "lang": lang, "any": any_of, "all": all_of, "none": none_of,
        "events": events, "late": ["true"] if late else None,
    }  # fmt: skip
    settings = wiring.settings_or_exit(wiring.Common(config, log_level, log_format))
    given = {key: values for key, values in query.items() if values}
    _run(tailing.tail(settings, given, as_json=as_json))


@app.command()
def deliveries(
    subscriber: Annotated[str, typer.Option(help="Only this one's.")] = "",
    as_json: Json = False,
    config: Config = _CONFIG,
    log_level: LogLevel = Level.warning,
    log_format: LogFormat = None,
) -> None:
    """What is owed: waiting, being tried again, and when."""
    from workers.cli import letters

    settings = wiring.settings_or_exit(wiring.Common(config, log_level, log_format))
    _run(letters.deliveries(settings, subscriber, as_json=as_json))


def _dead_command(name: str, text: str) -> None:
    def command(
        subscriber: Annotated[str, typer.Option(help="Only this one's.")] = "",
        delivery: Annotated[str, typer.Option(help="Only this delivery id.")] = "",
        as_json: Json = False,
        config: Config = _CONFIG,
        log_level: LogLevel = Level.warning,
        log_format: LogFormat = None,
    ) -> None:
        from workers.cli import letters

        settings = wiring.settings_or_exit(wiring.Common(config, log_level, log_format))
        action = letters.ACTIONS[name]
        _run(letters.dead(settings, action, subscriber, delivery, as_json=as_json))

    dead.command(name, help=text)(command)


_dead_command("list", "What failed for good, and why.")
_dead_command("retry", "Owe it anew.")
_dead_command("drop", "Forget it.")

