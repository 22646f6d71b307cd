"""One verb a finance director would recognise per module; the Python API.

Each asks `rights` first, loads, calls the rooms below, records what was done in one change, and
returns an `Outcome`. Open a `Workspace`, then a round; call a verb by its module, as in
`from equipoise.usecases import submit` and `submit.submit(...)`.
"""

from equipoise.usecases.outcome import Outcome, Recorded
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import OPERATOR, Role
from equipoise.usecases.rounds import OpenRound, actor_named, open_round
from equipoise.usecases.workspace import Workspace

__all__ = [
    "OPERATOR",
    "OpenRound",
    "Outcome",
    "Recorded",
    "RefusedError",
    "Role",
    "UnknownError",
    "Workspace",
    "actor_named",
    "open_round",
]
