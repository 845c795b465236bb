"""The command `ajil`. This package alone puts the two sides, streamer and workers, together."""

import os
import signal
import sys

if {"run", "poll", "work"}.intersection(sys.argv[1:]):
    # Who asks a service that starts to read its configuration again must not end it: it is about to read it.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)

# Read when numpy is imported, below: it would start a thread a core for products of matrices, and nothing
# here has one large enough to keep them busy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from workers.cli.main import main

__all__ = ["main"]
