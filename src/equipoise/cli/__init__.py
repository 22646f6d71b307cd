"""The command line: arguments in, one use case called; text, JSON, csv or xlsx out."""

from equipoise.cli.app import main

__all__ = ["main"]
