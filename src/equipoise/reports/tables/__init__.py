"""The tables that finance people know by name, drawn from what use cases gather."""

from equipoise.reports.tables.catalogue import CATALOGUE, Known, known

__all__ = ["CATALOGUE", "Known", "known"]
