"""A kind or a channel is a module of a folder, found by its name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from streamer import plugins, sources
from streamer.errors import AjilError
from workers import channels


@pytest.fixture
def package(tmp_path: Path) -> Iterator[ModuleType]:
    """A package of its own on disk: two good modules, three that fail, and a hidden one."""
    name = f"plugged_{abs(hash(str(tmp_path)))}"
    folder = tmp_path / name
    (folder / "nested").mkdir(parents=True)
    files = {
        "__init__": "", "good": "ANSWER = 42", "other": "", "_hidden": "", "nested/__init__": "",
        "broken": "def (", "missing": "import no_such_module_at_all", "raises": "1 / 0",
    }  # fmt: skip
    for file, text in files.items():
        (folder / f"{file}.py").write_text(text)
    (folder / "notes.txt").write_text("not a module")
    sys.path.insert(0, str(tmp_path))
    try:
        yield import_module(name)
    finally:
        sys.path.remove(str(tmp_path))
        for loaded in [one for one in sys.modules if one.split(".")[0] == name]:
            del sys.modules[loaded]


def test_names_are_the_modules_without_a_leading_underscore(package: ModuleType) -> None:
    assert plugins.names(package) == {"good", "other", "nested", "broken", "missing", "raises"}


def test_to_name_is_not_to_import(package: ModuleType) -> None:
    plugins.names(package)
    assert f"{package.__name__}.good" not in sys.modules


def test_a_module_is_loaded_by_its_name(package: ModuleType) -> None:
    assert plugins.load(package, "good").ANSWER == 42


@pytest.mark.parametrize("name", ["god", "", "_hidden", "__init__", "..os", "good.sub", "notes"])
def test_an_unknown_name_is_an_error_that_lists_the_known(package: ModuleType, name: str) -> None:
    with pytest.raises(
        AjilError, match="known there: broken, good, missing, nested, other, raises"
    ):
        plugins.load(package, name)


@pytest.mark.parametrize(
    ("name", "cause"),
    [("broken", SyntaxError), ("missing", ModuleNotFoundError), ("raises", ZeroDivisionError)],
)
def test_a_module_that_cannot_be_imported_keeps_its_cause(
    package: ModuleType, name: str, cause: type[Exception]
) -> None:
    with pytest.raises(
        AjilError, match=rf"\.{name} cannot be imported: {cause.__name__}: "
    ) as caught:
        plugins.load(package, name)
    assert isinstance(caught.value.__cause__, cause)


def test_every_kind_and_channel_that_is_there_can_be_loaded() -> None:
    for package in (sources, channels):
        for name in plugins.names(package):
            assert plugins.load(package, name).__name__ == f"{package.__name__}.{name}"
