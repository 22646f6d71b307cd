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
from equipoise.rules.payment.emergency_price import emergency_price
from equipoise.rules.payment.excess_days import Excess, excess_days
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
from equipoise.rules.payment.record_price import record_price
from equipoise.rules.payment.records import Attendance, EmergencyAttendance, Record, Spell
from equipoise.rules.payment.spell_price import spell_price
from equipoise.rules.payment.target_rate import SettingPrices, TargetRate, target_rate
from equipoise.rules.payment.top_up import top_up
from equipoise.rules.payment.unbundled import Unbundled, unbundled

__all__ = [
    "ANY_HRG",
    "AdmittedPrice",
    "Attendance",
    "AttendanceAtPrices",
    "BestPracticePrice",
    "Delivered",
    "EmergencyAtPrices",
    "EmergencyAttendance",
    "EmergencyPrice",
    "Excess",
    "MaternityPrices",
    "NoPriceBookError",
    "PointOfDelivery",
    "PriceBook",
    "Priced",
    "Reason",
    "Record",
    "RecordAtPrices",
    "SettingPrices",
    "Spell",
    "SpellAtPrices",
    "SpellPrices",
    "TargetRate",
    "TwoTariffsError",
    "Unbundled",
    "UnbundledPrice",
    "at_prices",
    "base_price",
    "best_practice",
    "book_for",
    "emergency_price",
    "excess_days",
    "outpatient_price",
    "point_of_delivery",
    "record_price",
    "spell_price",
    "target_rate",
    "top_up",
    "unbundled",
]
