"""What a long-lived process asks of the machine it runs on: open files, a folder, a terminal."""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from typing import Final

import structlog
import typer

from streamer.errors import DataDirError
from workers.cli.silence import silence

log = structlog.get_logger(__name__)

_MOST_FILES: Final = 65_536


def tell(line: str) -> None:
    """For whoever started us. Nobody need be listening, and a full disk is no reason not to start."""
    try:
        typer.echo(line)
    except OSError as fault:
        silence(sys.stdout)
        log.info("service.says", line=line, not_printed=fault.strerror)


def raise_file_limit() -> None:
    """Each source, delivery and listener is an open file, and many systems begin with 1,024 or 256."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wish = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wish:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wish, hard))
        except (OSError, ValueError):
            pass  # macOS allows less than it says; what was allowed before stays


def make_folder(folder: Path) -> None:
    """Raises DataDirError where it cannot be written."""
    try:
        (folder / "faust").mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise DataDirError(
            f"data_dir {folder} cannot be written ({fault.strerror or fault}): give it to the user that "
            "runs ajil (chown), or name another one in service.data_dir"
        ) from fault
