"""Cells and their keys: what a value is of, and the one spelling of that as a reference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from equipoise.units import Absence, FinancialYear, Period
from equipoise.workings import Reference

NOBODY: Final = "-"
"""Stands for an absent counterparty, in references, in files and in questions."""
SMALLEST: Final = -(2**63)
LARGEST: Final = 2**63 - 1
"""What a whole number of 64 bits can hold."""
FOUR_DIGITS: Final = range(1000, 9998)
"""The years that references can write."""


class BadKeyError(ValueError):
    """The parts do not make a key: one is empty, not text, or stands for something else."""

    def __init__(self, part: str, found: object, *, expected: str) -> None:
        super().__init__(f"{part} of a cell must be {expected}: {found!r}")
        self.part = part
        self.found = found


class NotACellError(ValueError):
    """The reference is not that of a cell, or is not spelled as a cell's is."""

    def __init__(self, found: Reference) -> None:
        super().__init__(
            "not the reference of a cell, such as "
            f"cell:2023-24/ZR1/income.patient_care/M06/ZQ1/plan: {found}"
        )
        self.found = found


class OutOfRangeError(OverflowError):
    """A value is beyond what 64 bits can hold."""

    def __init__(self, place: object, found: int | None = None) -> None:
        value = "the value" if found is None else str(found)
        super().__init__(f"{place}: {value} is not from {SMALLEST} to {LARGEST}")
        self.place = place
        self.found = found


@dataclass(frozen=True, kw_only=True)
class CellKey:
    """What a cell is of. Two cells of one key contradict each other.

    `item` names a scheme, a risk or a project, and is empty where the measure has none. `layer`
    is plan, rebased, forecast, actual, or transfer.<decision>.

    Shape: the period lies within one financial year. No part but `item` is empty; a counterparty
        that is not there is None, never the hyphen that stands for it.
    Raises: BadKeyError naming the part and what was found.
    Law a_key_survives_its_reference: of(key.reference(pin)) == key, whatever the texts.
    Law a_cell_has_one_reference: whatever `of` accepts is spelled as `reference` spells it.

    >>> key = CellKey(organisation="ZR1", counterparty="ZQ1", measure="income.patient_care",
    ...               period=FinancialYear(2023).month(6), layer="plan")
    >>> print(key.reference("v3"))
    cell:2023-24/ZR1/income.patient_care/M06/ZQ1/plan@v3
    """

    organisation: str
    counterparty: str | None
    measure: str
    period: Period
    item: str = ""
    layer: str

    def __post_init__(self) -> None:
        for part in ("organisation", "measure", "layer"):
            _refuse_text(part, getattr(self, part))
        if self.item:
            _refuse_text("item", self.item)
        if self.counterparty is not None:
            _refuse_text("counterparty", self.counterparty)
        if self.counterparty == NOBODY:
            raise BadKeyError(
                "counterparty", NOBODY, expected=f"a code, or None where there is no {NOBODY}"
            )
        if not self.layer_base:
            raise BadKeyError(
                "layer", self.layer, expected="a word, then perhaps a full stop and a decision"
            )
        _refuse_period(self.period)

    @property
    def layer_base(self) -> str:
        """The layer without its decision: transfer for transfer.D3."""
        return self.layer.partition(".")[0]

    @property
    def ordering(self) -> tuple[str, str, str, Period, str, str]:
        """What keys are sorted by: their parts in turn, text by code point."""
        counterparty = NOBODY if self.counterparty is None else self.counterparty
        return (
            self.organisation,
            counterparty,
            self.measure,
            self.period,
            self.item,
            self.layer,
        )

    def reference(self, pin: str | None = None) -> Reference:
        """Return the reference of the cell, in the edition that `pin` names.

        Shape: year, organisation, measure and period; the counterparty if there is one; the item
            if there is one, after a hyphen if there is no counterparty; the layer.
        """
        between: tuple[str, ...] = ()
        if self.item:
            between = (NOBODY if self.counterparty is None else self.counterparty, self.item)
        elif self.counterparty is not None:
            between = (self.counterparty,)
        year, code = _named(self.period)
        parts = (year, self.organisation, self.measure, code, *between, self.layer)
        return Reference("cell", parts, pin)

    @classmethod
    def of(cls, ref: Reference) -> CellKey:
        """Return the key whose reference is `ref`, whatever its pin.

        Raises: NotACellError when there is none.
        """
        if ref.kind != "cell" or not 5 <= len(ref.parts) <= 7:
            raise NotACellError(ref)
        year, organisation, measure, code, *between, layer = ref.parts
        counterparty, item = [*between, "", ""][:2]
        try:
            key = cls(
                organisation=organisation,
                counterparty=None if counterparty in ("", NOBODY) else counterparty,
                measure=measure,
                period=_period(year, code),
                item=item,
                layer=layer,
            )
        except ValueError as error:
            raise NotACellError(ref) from error
        if key.reference(ref.pin) != ref:
            raise NotACellError(ref)
        return key

    def __str__(self) -> str:
        return str(self.reference())


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One value, or why there is none, and where that was found.

    Unit: the smallest whole unit of the measure: pence, hundredths of a WTE, spells.
    Raises: OutOfRangeError for a value beyond 64 bits; TypeError for what is neither a whole
        number nor an absence.
    """

    key: CellKey
    value: int | Absence
    source: Reference

    def __post_init__(self) -> None:
        if isinstance(self.value, Absence):
            return
        if type(self.value) is not int:
            raise TypeError(f"{self.key}: neither a whole number nor an absence: {self.value!r}")
        if not SMALLEST <= self.value <= LARGEST:
            raise OutOfRangeError(self.key, self.value)


def _refuse_text(part: str, found: object) -> None:
    if not isinstance(found, str) or not found:
        raise BadKeyError(part, found, expected="text, and not empty")
    try:
        found.encode()
    except UnicodeEncodeError as error:
        raise BadKeyError(part, found, expected="text that can be written down") from error


@lru_cache(maxsize=4096)
def _refuse_period(period: Period) -> None:
    within = period.starts_on.year in FOUR_DIGITS and period in period.year.period
    if not within:
        raise BadKeyError("period", str(period), expected="within one financial year")


@lru_cache(maxsize=4096)
def _named(period: Period) -> tuple[str, str]:
    return period.year.code, period.code


@lru_cache(maxsize=4096)
def _period(year: str, code: str) -> Period:
    if "_" in code:
        return Period.parse(code.replace("_", " to "))
    return FinancialYear.parse(year).coded(code)
