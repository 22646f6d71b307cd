"""Payment: what a record of activity is worth under the prices of its day, step by step."""

from equipoise.rules.payment.at_prices import (
    AttendanceAtPrices,
    Delivered,
    EmergencyAtPrices,
    RecordAtPrices,
    SpellAtPrices,
    SpellPrices,
    at_prices,
)
from equipoise.rules.payment.base_price import TwoTariffsError, base_price
from equipoise.rules.payment.best_practice import best_practice
from equipoise.rules.payment.elective_scope import (
    Functions,
    Outside,
    Scoped,
    elective_scope,
    functions_of,
)
from equipoise.rules.payment.elective_value import ElectiveRecord, ElectiveValue, elective_value
from equipoise.rules.payment.emergency_price import emergency_price
from equipoise.rules.payment.excess_days import Excess, excess_days
from equipoise.rules.payment.glide_path import Glide, glide_path
from equipoise.rules.payment.market_forces import NoIndexError, market_forces
from equipoise.rules.payment.maternity_pathway import (
    CareElsewhere,
    NoLeadError,
    Pathway,
    PathwayPayments,
    maternity_pathway,
)
from equipoise.rules.payment.outcome import PointOfDelivery, Priced, Reason
from equipoise.rules.payment.outpatient_price import outpatient_price
from equipoise.rules.payment.point_of_delivery import point_of_delivery
from equipoise.rules.payment.price_book import (
    ANY_HRG,
    AdmittedPrice,
    BestPracticePrice,
    EmergencyPrice,
    MaternityPrices,
    NoPriceBookError,
    PriceBook,
    UnbundledPrice,
    book_for,
)
from equipoise.rules.payment.readmission import Readmission, readmission
from equipoise.rules.payment.record_price import record_price
from equipoise.rules.payment.records import Attendance, EmergencyAttendance, Record, Spell
from equipoise.rules.payment.responsible_commissioner import (
    Assigned,
    Because,
    Patient,
    responsible_commissioner,
)
from equipoise.rules.payment.spell_price import spell_price
from equipoise.rules.payment.target_rate import SettingPrices, TargetRate, target_rate
from equipoise.rules.payment.top_up import top_up
from equipoise.rules.payment.unbundled import Unbundled, unbundled
from equipoise.rules.payment.value_weighted_activity import (
    ActivityLine,
    NoActivityError,
    Valued,
    ValueWeighted,
    value_weighted_activity,
)

__all__ = [
    "ANY_HRG",
    "ActivityLine",
    "AdmittedPrice",
    "Assigned",
    "Attendance",
    "AttendanceAtPrices",
    "Because",
    "BestPracticePrice",
    "CareElsewhere",
    "Delivered",
    "ElectiveRecord",
    "ElectiveValue",
    "EmergencyAtPrices",
    "EmergencyAttendance",
    "EmergencyPrice",
    "Excess",
    "Functions",
    "Glide",
    "MaternityPrices",
    "NoActivityError",
    "NoIndexError",
    "NoLeadError",
    "NoPriceBookError",
    "Outside",
    "Pathway",
    "PathwayPayments",
    "Patient",
    "PointOfDelivery",
    "PriceBook",
    "Priced",
    "Readmission",
    "Reason",
    "Record",
    "RecordAtPrices",
    "Scoped",
    "SettingPrices",
    "Spell",
    "SpellAtPrices",
    "SpellPrices",
    "TargetRate",
    "TwoTariffsError",
    "Unbundled",
    "UnbundledPrice",
    "ValueWeighted",
    "Valued",
    "at_prices",
    "base_price",
    "best_practice",
    "book_for",
    "elective_scope",
    "elective_value",
    "emergency_price",
    "excess_days",
    "functions_of",
    "glide_path",
    "market_forces",
    "maternity_pathway",
    "outpatient_price",
    "point_of_delivery",
    "readmission",
    "record_price",
    "responsible_commissioner",
    "spell_price",
    "target_rate",
    "top_up",
    "unbundled",
    "value_weighted_activity",
]
