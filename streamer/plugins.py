"""Kinds and channels are modules of a folder, found by their names: a new one is one new file."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType

from streamer.errors import AjilError


def names(package: ModuleType) -> frozenset[str]:
    """The modules directly in a package, without those that begin with an underscore. Nothing is
    imported."""
    found = pkgutil.iter_modules(package.__path__)
    return frozenset(module.name for module in found if not module.name.startswith("_"))


def load(package: ModuleType, name: str) -> ModuleType:
    """The module `name` of a package.

    Raises AjilError when there is none, and when there is one that cannot be imported: then with
    its cause, in the text and as `__cause__`.
    """
    known = names(package)
    if name not in known:
        listed = ", ".join(sorted(known)) or "none"
        raise AjilError(f'"{name}" is not in {package.__name__}; known there: {listed}')
    try:
        return import_module(f"{package.__name__}.{name}")
    except Exception as error:  # whatever a module does while it is imported
        where = f"{package.__name__}.{name}"
        raise AjilError(f"{where} cannot be imported: {type(error).__name__}: {error}") from error
