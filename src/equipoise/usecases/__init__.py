"""One verb a finance director would recognise per module; the Python API.

Each asks `rights` first, loads, calls the rooms below, records what was done in one change, and
returns an `Outcome`. Open a `Workspace`, then a round, and call verbs by their modules:
`from equipoise.usecases import submit` and `submit.submit(...)`.
"""
