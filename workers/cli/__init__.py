"""The command `ajil`. This package alone puts the two sides, streamer and workers, together."""

import os

# Read when numpy is imported, below: it would start a thread a core for products of matrices, and nothing
# here has one large enough to keep them busy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from workers.cli.main import main

__all__ = ["main"]
