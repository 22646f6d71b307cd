"""Published files, each read through a layout held as data; what does not fit is told."""

from equipoise.sources.account_codes import AccountCodes, account_codes, account_providers
from equipoise.sources.board import (
    BoardLine,
    BoardTables,
    SystemFact,
    SystemVariance,
    board_tables,
)
from equipoise.sources.changes import Changes, changes
from equipoise.sources.commissioners import Commissioners, commissioners, successor_pairs
from equipoise.sources.identities import Identity
from equipoise.sources.layout import Layout, LayoutError, layout, read_layout
from equipoise.sources.locate import data_folder
from equipoise.sources.misfit import Misfit
from equipoise.sources.names import KnownName, NameBook, known_names, normalised
from equipoise.sources.openings import Openings, openings
from equipoise.sources.place_tool import Printed, Session, printed, session
from equipoise.sources.practice_needs import PracticeNeed, PracticeNeeds, practice_needs
from equipoise.sources.practices import Agreement, agreement, practices, same_boards
from equipoise.sources.structures import Structure, structure, structures, structures_register
from equipoise.sources.table import Row, Table, read_table
from equipoise.sources.trust_results import TrustResult, TrustResults, trust_results
from equipoise.sources.trusts import Trusts, current_trusts, trusts
from equipoise.sources.workbook import NoSheetError

__all__ = [
    "AccountCodes",
    "Agreement",
    "BoardLine",
    "BoardTables",
    "Changes",
    "Commissioners",
    "Identity",
    "KnownName",
    "Layout",
    "LayoutError",
    "Misfit",
    "NameBook",
    "NoSheetError",
    "Openings",
    "PracticeNeed",
    "PracticeNeeds",
    "Printed",
    "Row",
    "Session",
    "Structure",
    "SystemFact",
    "SystemVariance",
    "Table",
    "TrustResult",
    "TrustResults",
    "Trusts",
    "account_codes",
    "account_providers",
    "agreement",
    "board_tables",
    "changes",
    "commissioners",
    "current_trusts",
    "data_folder",
    "known_names",
    "layout",
    "normalised",
    "openings",
    "practice_needs",
    "practices",
    "printed",
    "read_layout",
    "read_table",
    "same_boards",
    "session",
    "structure",
    "structures",
    "structures_register",
    "successor_pairs",
    "trust_results",
    "trusts",
]
