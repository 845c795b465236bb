"""The version, as the distribution has it."""

from importlib.metadata import version

VERSION = version("ajil")
