"""What can be raised through a use case, by how a door should answer."""

from typing import Final

from equipoise.cube import IncompleteError
from equipoise.params import ParameterError
from equipoise.pricing import NotCodedError, TooFineError, TooManyBooksError
from equipoise.records.changes import StaleError
from equipoise.rules import NoRuleError
from equipoise.rules.allocation import NobodyError, QuantumError
from equipoise.rules.balance import LimitWithoutBasisError, NobodyReturnedError
from equipoise.rules.contract import NoModelError, NoReferenceError
from equipoise.rules.debt import MoreThanOwedError, WriteOffError
from equipoise.rules.payment import NoPriceBookError, TwoTariffsError
from equipoise.rules.support import (
    ChanceError,
    DiscretionError,
    IncludingSupportError,
    NotTheFundsTaperError,
    QuartersError,
    ShareOutOfRangeError,
    TooManyBodiesError,
)
from equipoise.sheets import NoFormError
from equipoise.sources import LayoutError, NoSheetError, NotATableError
from equipoise.store import DigestMismatchError, NotStoredError
from equipoise.usecases.packs import PackError
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rounds import StalePackError
from equipoise.workings import NotAReferenceError

DAMAGED: Final = (DigestMismatchError, NotStoredError, StalePackError)
"""Something is not what it was when it was recorded."""
REFUSED: Final = (IncompleteError, RefusedError, StaleError)
"""No right, locked, stale, or out of turn: a figure is asked for while cells are blank."""
WRONG: Final = (
    ChanceError,
    DiscretionError,
    IncludingSupportError,
    MoreThanOwedError,
    NotTheFundsTaperError,
    QuartersError,
    ShareOutOfRangeError,
    TooManyBodiesError,
    WriteOffError,
    LayoutError,
    LimitWithoutBasisError,
    NoFormError,
    NoModelError,
    NoPriceBookError,
    NoReferenceError,
    NoRuleError,
    NoSheetError,
    NobodyError,
    NobodyReturnedError,
    NotAReferenceError,
    NotATableError,
    NotCodedError,
    PackError,
    ParameterError,
    QuantumError,
    TooFineError,
    TooManyBooksError,
    TwoTariffsError,
    UnknownError,
)
"""What was asked for does not exist, or was not asked for clearly."""
