"""One event is one line, whoever logs it and whatever stands in it; and no secret is in it."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from streamer import log
from streamer.errors import AjilError
from streamer.redact import Redactor, trace
from streamer.settings import Secret

ROOT = Path(__file__).parents[1]
FORMS: tuple[Literal["json", "console"], ...] = ("json", "console")
HOSTILE = (
    'عاجل\r\n{"level": "error", "event": "forged"}',
    "\x1b[2J\x1b[31mred\x1b[0m",
    "\u202egnp.exe\u2066\u2069\u200f",
    "a\x00b\x07c\x85d\u2028e\u2029f\x7f",
    "half \udce9 letter",
    '" event=forged level=critical',
)


def line(form: Literal["json", "console"], message: str, *args: object, **extra: Any) -> str:
    """What one record becomes, without touching the set-up of this process."""
    record = logging.LogRecord("any", logging.WARNING, "f.py", 1, message, args, extra.get("error"))
    return log.formatter(form).format(record)


def run(script: str) -> subprocess.CompletedProcess[str]:
    """A process of its own: set-up of logging is one per process."""
    return subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60
    )


def events(script: str) -> list[dict[str, Any]]:
    done = run(script)
    return [json.loads(one) for one in done.stderr.splitlines()]


# ── lines ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_message_breaks_or_dresses_up_its_line(
    form: Literal["json", "console"], text: str
) -> None:
    """Fault 28: CR, LF, ANSI escapes and JSON in a title make one escaped line, and no forged record."""
    for made in (line(form, text), line(form, "title: %s", text)):
        assert made.isprintable()
        assert len(made.splitlines()) == 1


@effort(deadline=None)
@given(st.text(st.characters()), st.sampled_from(FORMS))
def test_any_message_is_one_printable_line(text: str, form: Literal["json", "console"]) -> None:
    assert line(form, text.replace("%", "%%")).isprintable()


@given(st.text())
def test_a_json_line_gives_its_message_back(text: str) -> None:
    assert json.loads(line("json", "%s", text))["event"] == text


def test_a_value_with_blanks_or_quotes_stays_one_value_on_the_console() -> None:
    with_context = events(
        "import structlog; from streamer import log; log.configure('info', 'json');"
        "structlog.get_logger('a').info('said', title='x level=error', other='q\"q')"
    )[0]
    assert with_context["title"] == "x level=error"
    done = run(
        "import structlog; from streamer import log; log.configure('info', 'console');"
        "structlog.get_logger('a').info('said', title='x level=error', other='q\"q', n=1, none=None)"
    )
    assert 'said title="x level=error" other="q\\"q" n=1 none=null (a)' in done.stderr
    assert "\x1b" not in done.stderr, "colours only on a terminal"


# ── one stream ────────────────────────────────────────────────────────────────────────────────

EVERYBODY = """
import asyncio, logging, sys, threading, warnings, structlog
from streamer import log
before = structlog.get_logger("early")
log.configure("info", "json")
with structlog.contextvars.bound_contextvars(headline="h1"):
    before.info("ours", source="baghdad-today", n=2)
    logging.getLogger("redis").warning("theirs %s", "x")
logging.getLogger("faust").info("not heard")
logging.getLogger("mode").warning("heard")
before.debug("not heard")
warnings.warn("a warning\\nof two lines")
async def main():
    asyncio.get_running_loop().call_exception_handler({"message": "from asyncio"})
asyncio.run(main())
thread = threading.Thread(target=lambda: 1 / 0); thread.start(); thread.join()
class Bad:
    def __del__(self): raise ValueError("unraisable")
Bad()
logging.getLogger("bad").warning("%d", "no number")
print("out")
raise KeyError("last")
"""


def test_whoever_logs_or_warns_or_dies_does_it_in_one_json_stream() -> None:
    done = run(EVERYBODY)
    assert done.stdout == "out\n"
    assert done.returncode == 1
    found = [json.loads(one) for one in done.stderr.splitlines()]
    said = [(one["logger"], one["event"].split("\n")[0]) for one in found]
    ours, theirs = found[0], found[1]
    assert list(ours)[:4] == ["timestamp", "level", "logger", "event"]
    assert (ours["source"], ours["n"], ours["headline"]) == ("baghdad-today", 2, "h1")
    assert ours["timestamp"].endswith("Z")
    assert (theirs["event"], theirs["level"], theirs["headline"]) == ("theirs x", "warning", "h1")
    assert said[2] == ("mode", "heard")
    assert found[3]["logger"] == "py.warnings"
    assert "a warning\nof two lines" in found[3]["event"]
    assert said[4] == ("asyncio", "from asyncio")
    assert [one.get("exception", "").split(":")[0] for one in found[5:7]] == [
        "ZeroDivisionError",
        "ValueError",
    ]
    assert found[7] == {
        "level": "error", "event": "a log line was lost", "logger": "bad", "error": "TypeError",
    }  # fmt: skip
    assert (found[8]["level"], found[8]["exception"][:16]) == ("critical", "KeyError: 'last'")
    assert len(found) == 9


FAUST = """
import logging, faust
from streamer import log
log.configure("info", "json")
app = faust.App("t", broker="kafka://127.0.0.1:1", logging_config=log.faust_logging_config())
from mode.utils.logging import setup_logging, redirect_stdouts
setup_logging(loglevel="info", logging_config=dict(app.conf.logging_config))
logging.getLogger("ajil").info("after faust")
logging.getLogger("faust").info("not heard")
with redirect_stdouts():
    print("printed")
assert len(logging.getLogger().handlers) == 1
"""


def test_faust_sets_up_the_same_stream_again() -> None:
    found = events(FAUST)
    assert [one["event"] for one in found] == ["after faust", "printed"]


def test_faust_has_no_set_up_to_take_over_before_there_is_one() -> None:
    done = run("from streamer import log; log.faust_logging_config()")
    assert "RuntimeError: log.configure() comes first" in done.stderr


def test_the_last_set_up_holds_and_does_not_double_lines() -> None:
    done = run(
        "import structlog, sys; from streamer import log; a = structlog.get_logger('a');"
        "log.configure('debug', 'json'); a.debug('one');"
        "log.configure('ERROR', 'console', sys.stdout); a.warning('two'); a.error('three')"
    )
    assert [json.loads(one)["event"] for one in done.stderr.splitlines()] == ["one"]
    assert [one.split()[1:3] for one in done.stdout.splitlines()] == [["error", "three"]]


def test_a_log_that_can_no_longer_be_written_stops_nothing() -> None:
    done = run(
        "import logging, os; from streamer import log; ours, theirs = os.pipe(); os.close(ours);"
        "log.configure('info', 'json', open(theirs, 'w'));"
        "logging.getLogger('a').info('lost'); print('went on', flush=True); os._exit(0)"
    )
    assert done.stdout == "went on\n"


@pytest.mark.parametrize(("level", "form"), [("loud", "json"), ("", "json"), ("info", "xml")])
def test_unknown_levels_and_forms_are_refused_with_the_known_ones(level: str, form: Any) -> None:
    with pytest.raises(AjilError, match="is not known; expected"):
        log.configure(level, form)


# ── secrets ───────────────────────────────────────────────────────────────────────────────────

SECRETS = """
import logging, structlog
from streamer import log
from streamer.settings import Secret
log.configure("info", "%s")
log.hide(["hunter2-of-redis", "https://hooks.example.org/services/T0/B0/hunter2"])
a = structlog.get_logger("a")
a.info("set", url=Secret("hunter2"), many=[Secret("hunter2"), {"k": Secret("hunter2")}])
a.warning("https://hooks.example.org/services/T0/B0/hunter2 refused", path="/services/T0/B0/hunter2")
logging.getLogger("redis").error("AUTH %%s failed: %%r", "hunter2-of-redis", b"hunter2-of-redis")
logging.getLogger("x").info("redis://user:hunter2@h1,h2/0 and https://h.example/?token=hunter2&x=1")
def inner(secret):
    local = secret + "!"
    raise ValueError(f"cannot use {secret}")
try:
    try:
        inner("hunter2-of-redis")
    except ValueError as error:
        raise RuntimeError("hunter2-of-redis again") from error
except RuntimeError:
    a.exception("broken")
    logging.getLogger("y").exception("broken too")
raise ExceptionGroup("all", [ValueError("hunter2-of-redis"), OSError("https://u:hunter2@h/")])
"""


@pytest.mark.parametrize("form", FORMS)
def test_no_secret_is_in_any_line_or_traceback(form: str) -> None:
    """Fault 29: no secret is in a line or a traceback."""
    done = run(SECRETS % form)
    assert "hunter2" not in done.stderr
    assert "***" in done.stderr
    assert "x=1" in done.stderr
    assert len(done.stderr.splitlines()) == 7
    assert "RuntimeError" in done.stderr
    assert "because of ValueError: cannot use ***" in done.stderr
    assert "ExceptionGroup" in done.stderr


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=4, max_size=30),
    st.text(max_size=9),
    st.text(max_size=9),
)
def test_a_hidden_value_is_struck_out_however_it_is_written(
    secret: str, before: str, after: str
) -> None:
    redactor = Redactor()
    redactor.hide([secret, f"{secret}{secret}", "another"])
    for form in (secret, quote(secret, safe=""), quote(secret), json.dumps(secret)[1:-1]):
        struck = redactor.text(f"{before}\n{form}\n{after}")
        # What stands around it may hold it by chance, or make it anew.
        assert form not in struck.replace("***", "\0") or form in f"{before}\n{after}***"
        assert "***" in struck


@given(st.lists(st.text("ab*", min_size=4, max_size=7), min_size=1), st.text("ab*"))
def test_of_many_hidden_values_the_longest_is_struck_out(secrets: list[str], text: str) -> None:
    redactor = Redactor()
    redactor.hide(secrets)
    expected, at = "", 0
    while at < len(text):
        found = max((one for one in secrets if text.startswith(one, at)), key=len, default="")
        expected += "***" if found else text[at]
        at += len(found) or 1
    if not any(quote(one, safe="") in text for one in secrets if "*" in one):
        assert redactor.text(text) == expected


def test_hiding_nothing_or_too_little_shreds_no_line() -> None:
    redactor = Redactor()
    redactor.hide([])
    redactor.hide(["", "a", "abc", "redis://h/0"])
    assert redactor.text("abc a /0") == "abc a /0"


@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("https://u:p@h.example/x", "https://***@h.example/x"),
        ("redis://:p@h1,h2/0", "redis://***@h1,h2/0"),
        ("https://h.example/@user", "https://h.example/@user"),
        (
            "https://h.example/?a=1&access_token=p&b=2#c",
            "https://h.example/?a=1&access_token=***&b=2#c",
        ),
        ("https://h.example/?key=p", "https://h.example/?key=***"),
        ("https://h.example/?monkey=p", "https://h.example/?monkey=p"),
    ],
)
def test_credentials_and_tokens_of_any_url_are_struck_out(url: str, left: str) -> None:
    assert Redactor().text(f"GET {url} failed") == f"GET {left} failed"


def test_a_value_is_bounded_and_costs_no_quadratic_time() -> None:
    redactor = Redactor()
    redactor.hide(["x" * 10])
    for text in (
        "a" * 10**6 + "://",
        "?" + "token" * 10**5 + "=",
        "://a" * 10**5 + "@",
        "x" * 9 + " ",
    ):
        assert len(redactor.text(text)) <= 4_001


def test_values_that_json_has_not_are_their_repr() -> None:
    class Awkward:
        def __repr__(self) -> str:
            raise OSError("no")

    plain = Redactor().plain(
        {"a": Awkward(), 2: {1}, "c": b"\xff", "d": 2**80, "e": ValueError("v"), "f": Secret("s")}
    )
    assert plain == {
        "a": "<Awkward: its repr raised OSError>", "2": [1], "c": "b'\\xff'", "d": str(2**80),
        "e": "ValueError: v", "f": "***",
    }  # fmt: skip
    endless: list[Any] = []
    endless.append(endless)
    json.dumps(Redactor().plain(endless))


def test_a_traceback_tells_calls_and_causes_without_locals_or_folders_of_the_machine() -> None:
    def visit(secret: str) -> None:
        raise LookupError("no such thing") from TimeoutError("late")

    with pytest.raises(LookupError) as caught:
        visit("local-value")
    told = trace(caught.value)
    assert told.startswith("LookupError: no such thing [tests/test_log.py:")
    assert told.endswith(" because of TimeoutError: late")
    assert " visit]" in told
    assert "local-value" not in told
    assert str(ROOT) not in told
