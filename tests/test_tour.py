"""The README's tour, executed: what it promises in five minutes, it does."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.servers import free_port

ROOT = Path(__file__).parents[1]


def commands() -> str:
    """The blocks of the section, one behind the other."""
    section = (ROOT / "README.md").read_text("utf-8").split("## A tour of five minutes\n")[1]
    blocks = re.findall(r"```sh\n(.*?)```", section.split("\n## ")[0], re.S)
    assert len(blocks) == 2
    return "".join(blocks)


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_the_tour_does_what_it_says(tmp_path: Path) -> None:
    script = "set -euo pipefail -m\n" + commands().replace("8733", str(free_port()))
    process = await asyncio.create_subprocess_exec(
        *("bash", "-c", script), cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(), 240)
    text = out.decode()
    assert process.returncode == 0, f"{text}\n{err.decode()}\n{(tmp_path / 'ajil.log').read_text()}"
    assert "the configuration is good: 0 sources, 1 subscriber\n" in text
    assert "desk" in text
    # A replay's sources are not configured, and count all the same.
    assert "events in 24 h 4" in text
    answers = {next(iter(one)): one for one in _objects(text)}
    events = answers["last_event_id"]["events"]
    assert [one["event"] for one in events][-2:] == ["repeat", "new"]
    assert events[0]["previous"] == "إصابة 3 أشخاص في انفجار قرب جسر الطابقين"
    assert answers["fired"]["fired"] >= 2
    assert answers["version"]["version"].startswith("https://jsonfeed.org/")
    assert answers["name"]["made"] is True


def _objects(text: str) -> list[dict[str, Any]]:
    """Every JSON object that stands in the output, however curl put them there."""
    found, at, decoder = [], 0, json.JSONDecoder()
    while (at := text.find("{", at)) >= 0:
        one, at = decoder.raw_decode(text, at)
        found.append(one)
    return found


def test_the_pictures_of_the_readme_are_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\((\S+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert len(pictures) >= 2
    for name in pictures:
        data = (ROOT / name).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert len(data) < 200_000
