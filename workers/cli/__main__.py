"""`python -m workers.cli`, where the script `ajil` is not on the path."""

from workers.cli.main import main

main()
