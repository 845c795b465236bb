"""Each benchmark runs, and prints its row beside its yardstick. Nothing is said here about speed."""

from __future__ import annotations

import io
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from streamer.stream import decode
from tests.absent import not_given
from tests.bench import (
    classifying,
    fanout,
    headlines,
    judging,
    latency,
    listeners,
    matching,
    material,
    memory,
    polling,
    ready,
    replay,
    steady,
    throughput,
)
from tests.bench.__main__ import BENCHMARKS, main
from tests.bench.bodies import NAMES
from tests.bench.sizes import Sizes
from tests.bench.table import Table, quantile, spread

TINY = Sizes(size=300, rounds=1, seconds=0.2, rate=100, starts=1, days=0.5,
             sources=40, polling=2.0)  # fmt: skip


def shown(table: Table) -> str:
    """What stands on a terminal, which says the same as the plain form."""
    rich = io.StringIO()
    table.print(Console(file=rich, force_terminal=True, width=300))
    plain = io.StringIO()
    table.print(Console(file=plain, width=300))
    for row in table.rows:
        for cell in row:
            assert cell in rich.getvalue()
            assert cell in plain.getvalue()
    assert "\x1b" not in plain.getvalue()
    return plain.getvalue()


@pytest.mark.slow
def test_throughput_stands_beside_both_bare_loops_and_faststream() -> None:
    table = throughput.measure(TINY)
    assert [row[0] for row in table.rows] == list(NAMES.values())
    assert len(table.aims) == 2
    assert "appendfsync always" in shown(table)


@pytest.mark.slow
def test_latency_stands_beside_the_bare_atomic_loop() -> None:
    table = latency.measure(TINY)
    assert [row[0] for row in table.rows] == [NAMES["ours"], NAMES["bare_atomic"]]
    assert "p99" in shown(table)


@pytest.mark.slow
def test_memory_stands_beside_both_bare_loops() -> None:
    table = memory.measure(TINY)
    assert table.rows[0][0] == NAMES["ours"]
    assert len(table.rows) == 3
    shown(table)


@pytest.mark.slow
def test_start_to_ready_stands_beside_the_bare_imports() -> None:
    table = ready.measure(TINY)
    assert len(table.rows) == 2
    assert "readyz" in shown(table)


@pytest.mark.slow
def test_sources_by_the_minute_show_cost_memory_and_lag() -> None:
    table = polling.scheduled(TINY)
    [row] = table.rows
    assert row[0] == "Ajil"
    assert len(table.aims) == 4
    assert "40 sources on 4 addresses" in shown(table)


@pytest.mark.slow
def test_what_has_not_changed_stands_beside_the_bare_aiohttp_loop() -> None:
    table = polling.unchanged(TINY)
    assert len(table.rows) == 2
    assert "0.7 of the bare loop" in shown(table)


@pytest.mark.shared
def test_the_replay_stands_beside_one_interval_with_as_many_requests() -> None:
    if not replay.DATA.exists():
        not_given(f"THE REAL PUBLICATION TIMES ARE NOT HERE: {replay.DATA}")
    table = replay.measure(TINY)
    learnt, fixed, _ = table.rows
    assert learnt[1] == fixed[1] != "0"
    assert len(table.aims) == 3
    assert "39 feeds" in shown(table)


def test_without_the_publication_times_the_replay_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(replay, "DATA", tmp_path / "nowhere.tsv.gz")
    assert "NOT MEASURED" in shown(replay.measure(TINY))


@pytest.mark.slow
def test_classifying_stands_beside_decoding_the_same_lines() -> None:
    table = classifying.measure(TINY)
    assert table.rows[0][0] == "invented"
    assert len(table.aims) == 3
    assert "json.loads" in shown(table)


@pytest.mark.slow
@pytest.mark.shared
def test_judging_shows_a_window_read_back_and_a_death_beside_the_bare_loop() -> None:
    if not material.DATA.exists():
        not_given(f"THE REAL TITLES ARE NOT HERE: {material.DATA}")
    table = judging.measure(TINY)
    bare, ours = table.rows
    assert bare[0] == NAMES["bare_atomic"]
    assert ours[0] == "Ajil, 300 in the window"
    assert ours[-1].endswith("%")
    shown(table)


def test_without_the_real_titles_judging_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(material, "DATA", tmp_path / "nowhere.tsv.gz")
    assert "NOT MEASURED" in shown(judging.measure(TINY))


@pytest.mark.slow
def test_matching_stands_beside_an_automaton_and_asking_everybody() -> None:
    table = matching.measure(TINY)
    assert len(table.rows) == 3
    met = {row[0]: row[5] for row in table.rows}
    assert met["Ajil"] == met["an Aho-Corasick automaton, sifted"]
    assert len(table.aims) == 3
    shown(table)


@pytest.mark.slow
def test_a_fan_out_stands_beside_the_bare_loop() -> None:
    table = fanout.measure(TINY)
    assert len(table.rows) == 2
    assert "under 2 s" in shown(table)


@pytest.mark.slow
def test_a_steady_load_is_shown_by_channel() -> None:
    table = steady.measure(TINY)
    assert [row[0] for row in table.rows][:2] == ["redis stream", "webhook"]
    assert len(table.rows) == 3  # and the bare loop
    shown(table)


@pytest.mark.slow
def test_listeners_stand_beside_a_bare_loop() -> None:
    table = listeners.measure(TINY)
    assert len(table.rows) == 2
    shown(table)


def test_a_benchmark_that_is_not_there_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["sped"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert all(name in said for name in BENCHMARKS)


def test_headlines_are_the_same_for_a_seed_and_readable_and_of_the_size_that_is_claimed() -> None:
    once, again = (list(headlines.wire(500, seed=7)) for _ in range(2))
    assert once == again
    assert 250 < sum(map(len, once)) / len(once) < 350
    read = [decode(one) for one in once]
    assert len({one.id for one in read}) == 500


@given(st.integers(0, 2**32))
def test_titles_differ_but_for_the_repeats(seed: int) -> None:
    fresh = list(islice(headlines.titles(3000, repeats=0.0, seed=seed), 3000))
    assert len(set(fresh)) == 3000
    share = 1 - len(set(headlines.titles(3000, seed=seed))) / 3000
    assert 0.05 < share < 0.15


@given(st.lists(st.floats(0, 1e9), min_size=1), st.floats(0.01, 1))
def test_a_quantile_is_a_value_that_so_many_do_not_exceed(
    values: list[float], share: float
) -> None:
    found = quantile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-6


def test_a_spread_is_min_median_max_or_the_one_value() -> None:
    assert spread([3.0, 1.0, 2.0], ".1f") == "1.0 / 2.0 / 3.0"
    assert spread([1234.5]) == "1,234"
