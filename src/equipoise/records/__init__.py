"""What was submitted, decided and agreed, by whom and when: the only Django models.

`connect` opens a database, `changes` is the one way to write, `queries` the ways to read. What is
money or evidence is only ever added to. Django must know of this room before its models exist, so
names that need them stand in their modules: `from equipoise.records import changes, queries`.
"""

from equipoise.records.actor import Actor
from equipoise.records.connection import ConnectedError, connect
from equipoise.records.settings import DATABASE, sqlite_url
from equipoise.records.status import ReturnStatus, SystemStatus

__all__ = [
    "DATABASE",
    "Actor",
    "ConnectedError",
    "ReturnStatus",
    "SystemStatus",
    "connect",
    "sqlite_url",
]
