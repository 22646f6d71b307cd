"""Published files, each read through a layout held as data; what does not fit is told."""

from equipoise.sources.account_codes import AccountCodes, account_codes, account_providers
from equipoise.sources.attendances import Attendances, Counted, attendances
from equipoise.sources.best_practice_cases import BestPracticeCases
from equipoise.sources.board import (
    BoardLine,
    BoardTables,
    SystemFact,
    SystemVariance,
    board_tables,
)
from equipoise.sources.changes import Changes, changes
from equipoise.sources.commissioners import Commissioners, commissioners, successor_pairs
from equipoise.sources.contracts import (
    ContractFiles,
    ContractLine,
    ContractValues,
    contract_files,
)
from equipoise.sources.distributions import (
    BudgetLine,
    LocalRule,
    Priority,
    Which,
    Written,
    budgets,
    local_rules,
    priorities,
    together,
)
from equipoise.sources.elective_care import (
    HELP as ELECTIVE_COLUMNS,
)
from equipoise.sources.elective_care import (
    PODS as ELECTIVE_PODS,
)
from equipoise.sources.elective_care import (
    CareRow,
    ElectiveCare,
    ElectiveSystems,
    SystemLimit,
    elective_care,
    elective_systems,
    elective_template,
)
from equipoise.sources.fund_rows import FundFile, FundRow, fund_rows
from equipoise.sources.gap_limits import StatedLimit, StatedLimits, gap_limits
from equipoise.sources.historic_debts import OPENING, DebtRow, HistoricDebts, historic_debts
from equipoise.sources.identities import Identity
from equipoise.sources.layout import Layout, LayoutError, layout, read_layout
from equipoise.sources.letter import Letter, Point, house_letter, read_letter
from equipoise.sources.locate import data_folder
from equipoise.sources.misfit import Misfit
from equipoise.sources.names import KnownName, NameBook, known_names, normalised
from equipoise.sources.openings import Openings, openings
from equipoise.sources.payments_ledger import LedgerPayment, PaymentsLedger, payments_ledger
from equipoise.sources.place_tool import Printed, Session, printed, session
from equipoise.sources.practice_needs import PracticeNeed, PracticeNeeds, practice_needs
from equipoise.sources.practices import Agreement, agreement, practices, same_boards
from equipoise.sources.price_book_files import price_book_file, price_book_template
from equipoise.sources.risk_agreement import WrittenAgreement, risk_agreement
from equipoise.sources.risk_files import (
    AnswerLine,
    DutyLine,
    PositionLine,
    RiskFile,
    ShockLine,
    risk_answers,
    risk_duties,
    risk_positions,
    risk_shocks,
)
from equipoise.sources.structures import Structure, structure, structures, structures_register
from equipoise.sources.suppliers import RULE as SPELLING_RULE
from equipoise.sources.support_chances import ChanceRow, SupportChances, support_chances
from equipoise.sources.support_decisions import (
    GIVEN,
    PAID,
    WITHHELD,
    SupportDecision,
    SupportDecisions,
    support_decisions,
)
from equipoise.sources.support_years import HELP as SUPPORT_COLUMNS
from equipoise.sources.support_years import (
    SupportRow,
    SupportYears,
    support_template,
    support_years,
)
from equipoise.sources.table import NotATableError, Row, Table, read_table
from equipoise.sources.tariff import SheetAccount, Tariff, tariff, tariff_of
from equipoise.sources.tariff_layout import (
    PriceTable,
    TariffLayout,
    read_tariff_layout,
    tariff_layout,
)
from equipoise.sources.trust_results import TrustResult, TrustResults, trust_results
from equipoise.sources.trusts import Trusts, current_trusts, trusts
from equipoise.sources.workbook import NoSheetError

__all__ = [
    "Attendances",
    "Counted",
    "attendances",
    "OPENING",
    "DebtRow",
    "HistoricDebts",
    "historic_debts",
    "ChanceRow",
    "SupportChances",
    "support_chances",
    "FundFile",
    "FundRow",
    "GIVEN",
    "PAID",
    "SUPPORT_COLUMNS",
    "WITHHELD",
    "fund_rows",
    "SupportDecision",
    "SupportDecisions",
    "SupportRow",
    "SupportYears",
    "support_decisions",
    "support_template",
    "support_years",
    "BestPracticeCases",
    "StatedLimit",
    "StatedLimits",
    "gap_limits",
    "AccountCodes",
    "Agreement",
    "BoardLine",
    "BoardTables",
    "BudgetLine",
    "CareRow",
    "Changes",
    "Commissioners",
    "ELECTIVE_COLUMNS",
    "ELECTIVE_PODS",
    "ElectiveCare",
    "ElectiveSystems",
    "ContractFiles",
    "ContractLine",
    "ContractValues",
    "Identity",
    "KnownName",
    "LedgerPayment",
    "Layout",
    "LayoutError",
    "Letter",
    "LocalRule",
    "Misfit",
    "NameBook",
    "NoSheetError",
    "NotATableError",
    "Openings",
    "Point",
    "PaymentsLedger",
    "PracticeNeed",
    "PracticeNeeds",
    "PriceTable",
    "Printed",
    "Priority",
    "Row",
    "SPELLING_RULE",
    "Session",
    "SheetAccount",
    "Structure",
    "SystemFact",
    "SystemLimit",
    "SystemVariance",
    "Table",
    "Tariff",
    "TariffLayout",
    "TrustResult",
    "TrustResults",
    "Trusts",
    "Which",
    "Written",
    "account_codes",
    "account_providers",
    "agreement",
    "board_tables",
    "budgets",
    "changes",
    "commissioners",
    "contract_files",
    "current_trusts",
    "data_folder",
    "elective_care",
    "elective_systems",
    "elective_template",
    "house_letter",
    "known_names",
    "layout",
    "local_rules",
    "normalised",
    "openings",
    "payments_ledger",
    "practice_needs",
    "practices",
    "price_book_file",
    "price_book_template",
    "printed",
    "priorities",
    "read_layout",
    "read_letter",
    "read_table",
    "read_tariff_layout",
    "same_boards",
    "session",
    "structure",
    "structures",
    "structures_register",
    "successor_pairs",
    "tariff",
    "tariff_layout",
    "tariff_of",
    "together",
    "trust_results",
    "trusts",
    "AnswerLine",
    "DutyLine",
    "PositionLine",
    "RiskFile",
    "ShockLine",
    "WrittenAgreement",
    "risk_agreement",
    "risk_answers",
    "risk_duties",
    "risk_positions",
    "risk_shocks",
]
