"""Dashboard and alert rules: they load, they are PromQL, and they ask for what /metrics tells."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

from tests.absent import absent
from workers.meters import Meters

DEPLOY = Path(__file__).parents[1] / "deploy"
RULES = DEPLOY / "prometheus" / "ajil.rules.yml"
DASHBOARD = DEPLOY / "grafana" / "ajil.json"
_NAME = re.compile(r"\b(?:ajil|up)[a-z_]*\b")


def rules() -> list[dict[str, Any]]:
    found = yaml.safe_load(RULES.read_text())
    return [rule for group in found["groups"] for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(DASHBOARD.read_text())["panels"]
    return found


def expressions() -> Iterator[str]:
    for rule in rules():
        yield rule["expr"]
    for panel in panels():
        yield from (target["expr"] for target in panel["targets"])


def known() -> set[str]:
    """Every series that /metrics may hold."""
    found = {"up"}
    for name, kind in re.findall(r"^# TYPE (\S+) (\S+)", Meters().text().decode(), re.M):
        found.add(name)
        if kind == "histogram":
            found |= {f"{name}_bucket", f"{name}_sum", f"{name}_count"}
    return found


@pytest.mark.parametrize("expression", list(expressions()))
def test_an_expression_is_promql_and_names_what_is_measured(expression: str) -> None:
    promql_parser.parse(expression)
    names = set(_NAME.findall(re.sub(r"\{[^}]*\}", "", expression)))
    assert names
    assert names <= known()


def test_every_rule_says_what_is_wrong_and_how_bad_it_is() -> None:
    names = [rule["alert"] for rule in rules()]
    assert len(set(names)) == len(names)
    for rule in rules():
        assert rule["labels"]["severity"] in ("warning", "critical")
        assert set(rule["annotations"]) == {"summary", "description"}


def test_the_dashboard_is_one_that_grafana_takes() -> None:
    """Its ids are its own, no panel lies on another, and its data source is chosen when it is loaded."""
    dashboard = json.loads(DASHBOARD.read_text())
    assert dashboard["uid"] == "ajil"
    assert [one["type"] for one in dashboard["templating"]["list"]] == ["datasource"]
    ids = [panel["id"] for panel in panels()]
    assert len(set(ids)) == len(ids)
    taken: set[tuple[int, int]] = set()
    for panel in panels():
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert place["x"] + place["w"] <= 24
        assert taken.isdisjoint(cells), panel["title"]
        taken |= cells
        assert panel["datasource"]["uid"] == "${datasource}"
        assert panel["title"]


def test_promtool_finds_no_fault() -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        absent("NO PROMTOOL (Debian: prometheus): only promql-parser has read the alert rules")
    checked = subprocess.run([promtool, "check", "rules", str(RULES)], capture_output=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_names_follow_the_conventions_of_prometheus() -> None:
    """Base units in the name, `_total` for what only grows, one prefix (Prometheus, "Metric and label
    naming")."""
    for name, kind in re.findall(r"^# TYPE (\S+) (\S+)", Meters().text().decode(), re.M):
        assert name.startswith("ajil_"), name
        assert (kind == "counter") == name.endswith("_total"), name
        assert kind != "histogram" or name.endswith(("_seconds", "_bytes")), name
        assert not re.search(r"_(ms|milliseconds|minutes|kib|mib)(_|$)", name), name
