"""Contracts of a folder as use cases need them: figures, models by month, and checks."""
