"""Cells by organisation, counterparty, measure, period, item and layer, and sums over them.

A set of cells never changes and is known by the digest of its text; its Parquet files are where
it is kept. DuckDB adds up, through one connection that reads only the folders it is given.
"""

from equipoise.cube.bridging import bridge
from equipoise.cube.cells import Cells, OtherCellsError
from equipoise.cube.connection import connected, fetched, quoted
from equipoise.cube.files import DuplicateKeyError, NotCellsError
from equipoise.cube.keys import NOBODY, BadKeyError, Cell, CellKey, NotACellError, OutOfRangeError
from equipoise.cube.listing import Listing, NotListedError
from equipoise.cube.moves import (
    AbsentMoveError,
    MixedTransferError,
    Moves,
    Transfer,
    UnbalancedError,
    UnweightedError,
    WeightError,
    balanced,
)
from equipoise.cube.question import Asked, UnknownPartError, question
from equipoise.cube.several import Written, several_written
from equipoise.cube.totals import IncompleteError, NoCellsError, OutsideBasisError, Total

__all__ = [
    "AbsentMoveError",
    "Asked",
    "BadKeyError",
    "Cell",
    "CellKey",
    "Cells",
    "DuplicateKeyError",
    "IncompleteError",
    "Listing",
    "MixedTransferError",
    "Moves",
    "NOBODY",
    "NoCellsError",
    "NotACellError",
    "NotCellsError",
    "NotListedError",
    "OtherCellsError",
    "OutOfRangeError",
    "OutsideBasisError",
    "Total",
    "Transfer",
    "UnbalancedError",
    "UnknownPartError",
    "UnweightedError",
    "WeightError",
    "Written",
    "balanced",
    "bridge",
    "connected",
    "fetched",
    "question",
    "quoted",
    "several_written",
]
