"""How each kind of record is laid beside its tables: the keys, and the parts of its price.

A column that a book decides ends with the book's number, here `n`. What a record's codes mean the
tables say; `text` puts the rest together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from equipoise.pricing.coding import Codes
from equipoise.pricing.department_tables import DEPARTMENTS, departments
from equipoise.pricing.regime import Regime
from equipoise.pricing.schema import Kind
from equipoise.pricing.spell_tables import SPELLS, STAYS, Stays, spells, stays
from equipoise.pricing.tables import (
    BESIDE,
    FACTORS,
    MOST,
    TOP_UPS,
    PriceTable,
    TooManyBooksError,
    beside,
    factors,
    outcomes_of,
    top_ups,
    with_blank,
)
from equipoise.pricing.visit_tables import (
    ATTENDANCES,
    SIDES,
    VISITS,
    WAYS,
    Way,
    attendances,
    visits,
    ways,
)

KEYS: Final = ("provider", "commissioner", "month")
"""What totals are by, beside the outcome under each book."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """The books, what the numbers of an activity's codes mean, and the tables of both.

    `stays` are the kinds of stay, where there are spells; `ways` how many ways HRGs are paid in.
    """

    regimes: tuple[Regime, ...]
    codes: Codes
    tables: Mapping[str, PriceTable]
    stays: Stays | None = None
    ways: int = 0

    def count(self, name: str) -> int:
        """Return how many numbers a field has: its codes, and the blank."""
        return len(with_blank(self.codes, name))

    def differs(self, table: str, column: str, *, usual: int = 0) -> bool:
        """Return whether a column of a table says anything but what is usual."""
        return self.tables[table].differs(column, usual)

    def beside(self) -> bool:
        """Return whether anything is paid for unbundled care."""
        every = range(1, len(self.regimes) + 1)
        return any(self.differs(BESIDE, f"beside_{n}") for n in every)

    def topped_up(self) -> bool:
        """Return whether any top-up is paid."""
        numbered = enumerate(self.regimes, start=1)
        return any(self.differs(TOP_UPS, f"rate_{n}", usual=of.rate_scale) for n, of in numbered)

    def joined(self, source: str, own: Sequence[str], *, tables: Mapping[str, str]) -> str:
        """Return SQL that lays the tables beside the rows of a source, each by its key."""
        columns = [f"a.{name}" for name in ("practice", *KEYS, "fault", *own)]
        for table in tables:
            columns += [f"{table}.{name}" for name in self.tables[table].columns if name != "key"]
        joins = " ".join(f"JOIN {table} ON {table}.key = {key}" for table, key in tables.items())
        return f"SELECT {', '.join(columns)} FROM {source} AS a {joins}"


@dataclass(frozen=True, kw_only=True)
class Layers:
    """What is one kind of record's own.

    `records` lays its tables beside it: `outcome`, `mark`, and the parts of its price. `scaled` is
    the price before market forces, times the scale of the top-ups. `most` is the largest that can
    be without excess days, and what each of those can add.
    """

    records: Callable[[Setting], str]
    scaled: Callable[[Setting, Regime, int], str]
    most: Callable[[Setting, Regime, int], tuple[int, int]]


def setting(
    regimes: Iterable[Regime],
    codes: Codes,
    *,
    kinds: Iterable[Kind],
    cases: Iterable[tuple[int, int]],
) -> Setting:
    """Return what the text of some kinds of record is made of, with every table that it joins.

    `cases` are the HRGs and best practice tariffs that stand together on some spell.

    Raises: TooManyBooksError.
    """
    listed, there = tuple(regimes), frozenset(kinds)
    if not 1 <= len(listed) <= MOST:
        raise TooManyBooksError(len(listed))
    tables = [factors(listed, codes), top_ups(listed, codes), beside(listed, codes)]
    kinds_of_stay: Stays | None = None
    of: tuple[Way, ...] = ()
    if Kind.ADMITTED in there:
        kinds_of_stay = stays(listed, codes)
        tables += [
            kinds_of_stay.table,
            *spells(listed, codes, kinds=kinds_of_stay.kinds, cases=cases),
        ]
    if Kind.OUTPATIENT in there:
        of, table = ways(listed, codes)
        tables += [visits(codes), table, *attendances(listed, codes, of=of)]
    if Kind.EMERGENCY in there:
        tables += departments(listed, codes)
    return Setting(
        regimes=listed,
        codes=codes,
        tables={one.name: one for one in tables},
        stays=kinds_of_stay,
        ways=len(of),
    )


def _spells(of: Setting) -> str:
    assert of.stays is not None, "there are spells"
    days, ages = of.stays.days, of.stays.ages
    practice = f"hrg * {of.count('best_practice')} + best_practice"
    long = " + ".join(f"CAST(length_of_stay >= {least} AS INTEGER)" for least in days)
    old = " + ".join(f"CAST(age >= {least} AS INTEGER)" for least in ages)
    about = f"coalesce(({long}) * {len(ages) + 1} + {old}, 0)"
    codes = f"admission_method * {of.count('classification')} + classification"
    stay = (
        f"(({codes}) * {(len(days) + 1) * (len(ages) + 1)} + {about})"
        f" * {of.count('administrative_category')} + administrative_category"
    )
    read = ("practice", *KEYS, "fault", "length_of_stay", "specialised", "unbundled")
    source = (
        f"(SELECT {', '.join(read)}, ({practice}) * {len(of.stays.kinds)} AS spell_case,"
        f" {stay} AS stay FROM {Kind.ADMITTED})"
    )
    tables = {STAYS: "a.stay", SPELLS: f"a.spell_case + {STAYS}.kind", FACTORS: "a.provider"}
    if of.topped_up():
        tables[TOP_UPS] = "a.specialised"
    if of.beside():
        tables[BESIDE] = "a.unbundled"
    return of.joined(source, ("length_of_stay",), tables=tables)


def _spell_scaled(of: Setting, regime: Regime, n: int) -> str:
    rest = []
    if of.differs(SPELLS, f"additional_{n}"):
        rest.append(f"additional_{n}")
    if of.differs(SPELLS, f"per_day_{n}"):
        excess = f"(length_of_stay - trim_{n}) * per_day_{n}"
        rest.append(f"CASE WHEN length_of_stay > trim_{n} THEN {excess} ELSE 0 END")
    if of.beside():
        rest.append(f"beside_{n}")
    topped = f"rate_{n}" if of.topped_up() else f"{regime.rate_scale}"
    beside_it = f" + ({' + '.join(rest)}) * {regime.rate_scale}" if rest else ""
    return f"base_{n} * {topped}{beside_it}"


def _spell_most(of: Setting, regime: Regime, n: int) -> tuple[int, int]:
    spell = of.tables[SPELLS]
    base = spell.most(f"base_{n}") * of.tables[TOP_UPS].most(f"rate_{n}")
    rest = spell.most(f"additional_{n}") + of.tables[BESIDE].most(f"beside_{n}")
    scale = regime.rate_scale
    return base + rest * scale, spell.most(f"per_day_{n}") * scale


def _visits(of: Setting) -> str:
    attended = f"first_attendance * {of.count('attended')} + attended"
    visit = f"({attended}) * {of.count('administrative_category')} + administrative_category"
    read = ("practice", *KEYS, "fault", "hrg", "unbundled")
    source = (
        f"(SELECT {', '.join(read)}, treatment_function * {of.ways} AS paid, {visit} AS visit"
        f" FROM {Kind.OUTPATIENT})"
    )
    tables = {
        VISITS: "a.visit",
        WAYS: "a.hrg",
        ATTENDANCES: f"(a.paid + {WAYS}.way) * {SIDES} + {VISITS}.side",
        FACTORS: "a.provider",
    }
    if of.beside():
        tables[BESIDE] = "a.unbundled"
    return of.joined(source, (), tables=tables)


def _visit_most(of: Setting, regime: Regime, n: int) -> tuple[int, int]:
    del regime
    return of.tables[ATTENDANCES].most(f"base_{n}") + of.tables[BESIDE].most(f"beside_{n}"), 0


def _departments(of: Setting) -> str:
    key = f"hrg * {of.count('department_type')} + department_type"
    read = ("practice", *KEYS, "fault")
    source = f"(SELECT {', '.join(read)}, 0 AS mark, {key} AS paid FROM {Kind.EMERGENCY})"
    return of.joined(source, ("mark",), tables={DEPARTMENTS: "a.paid", FACTORS: "a.provider"})


LAYERS: Final[Mapping[Kind, Layers]] = {
    Kind.ADMITTED: Layers(records=_spells, scaled=_spell_scaled, most=_spell_most),
    Kind.OUTPATIENT: Layers(
        records=_visits,
        scaled=lambda of, _, n: f"base_{n} + beside_{n}" if of.beside() else f"base_{n}",
        most=_visit_most,
    ),
    Kind.EMERGENCY: Layers(
        records=_departments,
        scaled=lambda _, __, n: f"base_{n}",
        most=lambda of, _, n: (of.tables[DEPARTMENTS].most(f"base_{n}"), 0),
    ),
}


def outcome_count(of: Setting, kind: Kind) -> int:
    """Return how many outcomes the records of a kind can have, under all books together."""
    return len(of.tables[outcomes_of(kind)].columns["key"])
