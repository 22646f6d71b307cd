"""Payment: what a record of activity is worth under the prices of its day, step by step."""

from equipoise.rules.payment.outcome import PointOfDelivery, Priced, Reason
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
from equipoise.rules.payment.records import Attendance, EmergencyAttendance, Record, Spell

__all__ = [
    "ANY_HRG",
    "AdmittedPrice",
    "Attendance",
    "BestPracticePrice",
    "EmergencyAttendance",
    "EmergencyPrice",
    "MaternityPrices",
    "NoPriceBookError",
    "PointOfDelivery",
    "PriceBook",
    "Priced",
    "Reason",
    "Record",
    "Spell",
    "UnbundledPrice",
    "book_for",
]
