"""The command `ajil`. This package alone puts the two sides, streamer and workers, together."""

from workers.cli.main import main

__all__ = ["main"]
