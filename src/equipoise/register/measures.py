"""The chart of plan lines: one table that drives templates, checks, sums and documents."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Final

from equipoise.register.organisation import Kind
from equipoise.units import UNITS, FinancialYear, Unit

HOUSE: Final = Path(__file__).parent
HEADING: Final = [
    *("code", "title", "part", "kinds", "unit", "sign"),
    *("aggregation", "counterparty", "item", "formula", "help"),
]
SUBCODE_HEADING: Final = ["year", "subcode", "measure", "note"]


class ChartError(ValueError):
    """The chart is refused: a row is not readable, or a formula does not hold together."""


class UnknownMeasureError(LookupError):
    """The chart has no such measure for such a body."""

    def __init__(self, code: str, kind: Kind | None) -> None:
        super().__init__(f"no measure {code!r} for {kind or 'any kind of body'}")


class Aggregation(StrEnum):
    """How the months of a measure make its year."""

    SUM = "sum"
    CLOSING = "closing"
    """The last month stands for the year: staff in post, cash."""
    ANNUAL = "annual"
    """Entered for the year as a whole, and has no months: a risk, a step of the bridge."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One line of the chart.

    `sign` is 1 for what adds to the surplus, -1 for what takes from it, 0 outside it; an entry is
    a positive number either way. `formula` is empty for a line that is entered. `item` is the
    word for what the line is listed by (scheme, project, risk), empty if it is not.
    """

    code: str
    title: str
    part: str
    kinds: frozenset[Kind]
    unit: Unit
    sign: int
    aggregation: Aggregation
    counterparty: bool
    item: str
    formula: tuple[tuple[int, str], ...]
    subcodes: Mapping[FinancialYear, str]
    help: str

    @property
    def entered(self) -> bool:
        """Whether people enter it, rather than a formula making it."""
        return not self.formula

    @property
    def annual(self) -> bool:
        """Whether it is of the year as a whole, and has no months."""
        return self.aggregation is Aggregation.ANNUAL


@dataclass(frozen=True)
class Chart:
    """Every line, in the order of the chart. A code has one line for each kind of body."""

    lines: tuple[Measure, ...]

    def __post_init__(self) -> None:
        keys = Counter((line.code, kind) for line in self.lines for kind in line.kinds)
        if twice := sorted(key for key, count in keys.items() if count > 1):
            raise ChartError(f"written twice: {twice}")
        for line in self.lines:
            for kind in line.kinds:
                self._refuse_unsound(line, kind)

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Every code with its first line."""
        return {line.code: line for line in reversed(self.lines)}

    def __getitem__(self, code: str) -> Measure:
        return self.get(code)

    def __contains__(self, code: str) -> bool:
        return code in self.measures

    def __iter__(self) -> Iterator[Measure]:
        return iter(self.lines)

    def get(self, code: str, kind: Kind | None = None) -> Measure:
        """Return the line of `code` for a body of `kind`; without a kind, the first.

        Raises: UnknownMeasureError when there is none.

        >>> Chart.load().get("position.including", Kind.ICB).formula
        ((1, 'allocation.total'), (-1, 'spend.total'))
        """
        if kind is None and code in self.measures:
            return self.measures[code]
        if kind is None or (code, kind) not in self._by_key:
            raise UnknownMeasureError(code, kind)
        return self._by_key[code, kind]

    def of(self, part: str, kind: Kind) -> tuple[Measure, ...]:
        """Return the lines of `part` for a body of `kind`, in the order of the chart."""
        return self._by_part.get((part, kind), ())

    def parts(self, kind: Kind) -> tuple[str, ...]:
        """Return the parts that a body of `kind` fills in, in the order of the chart."""
        return tuple(dict.fromkeys(line.part for line in self.lines if kind in line.kinds))

    def terms(self, code: str, kind: Kind | None = None) -> tuple[tuple[int, Measure], ...]:
        """Return the entered lines that make `code`, with their net signs, in chart order.

        Formulas within formulas are unfolded; a line that is added and taken off again is left
        out. A line that is entered is its own only term.

        Raises: UnknownMeasureError when there is no such line.
        Law terms_are_the_formula_unfolded: evaluating the formula step by step over any entries
            gives the same sum.

        >>> [(sign, term.code) for sign, term in Chart.load().terms("efficiency.total")]
        [(1, 'efficiency.recurrent'), (1, 'efficiency.non_recurrent')]
        """
        line = self.get(code, kind)
        settled = kind or sorted(line.kinds)[0]
        net = self._unfolded(line, settled, ())
        return tuple(
            (net[term.code], term)
            for term in self.lines
            if settled in term.kinds and net.get(term.code)
        )

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, Kind], Measure]:
        return {(line.code, kind): line for line in self.lines for kind in line.kinds}

    @cached_property
    def _by_part(self) -> Mapping[tuple[str, Kind], tuple[Measure, ...]]:
        found: dict[tuple[str, Kind], list[Measure]] = {}
        for line in self.lines:
            for kind in line.kinds:
                found.setdefault((line.part, kind), []).append(line)
        return {key: tuple(lines) for key, lines in found.items()}

    def _unfolded(self, line: Measure, kind: Kind, above: tuple[str, ...]) -> dict[str, int]:
        if line.code in above:
            raise ChartError(f"a formula goes round: {' > '.join((*above, line.code))}")
        if line.entered:
            return {line.code: 1}
        net: Counter[str] = Counter()
        for sign, code in line.formula:
            inner = self._unfolded(self.get(code, kind), kind, (*above, line.code))
            for leaf, count in inner.items():
                net[leaf] += sign * count
        return dict(net)

    def _refuse_unsound(self, line: Measure, kind: Kind) -> None:
        try:
            leaves = self._unfolded(line, kind, ())
        except UnknownMeasureError as error:
            raise ChartError(f"{line.code}: its formula names {error}") from error
        for leaf in leaves:
            found = self.get(leaf, kind)
            if found.unit != line.unit:
                raise ChartError(f"{line.code} is in {line.unit}, but {leaf} in {found.unit}")
            if found.annual != line.annual:
                raise ChartError(f"{line.code} has months or {leaf} has, but not both")

    @classmethod
    def load(cls) -> Chart:
        """Return the house's chart."""
        return cls.read(
            (HOUSE / "measures.csv").read_text("utf-8"), (HOUSE / "subcodes.csv").read_text("utf-8")
        )

    @classmethod
    def read(cls, measures: str, subcodes: str = "year,subcode,measure,note\n") -> Chart:
        """Return the chart written as the two csv texts.

        Raises: ChartError naming the row that is not readable, written twice or circular.
        """
        by_measure = _subcodes(subcodes)
        lines = tuple(
            _line(row, by_measure) for row in _rows(measures, HEADING, name="measures.csv")
        )
        if unknown := sorted(by_measure.keys() - {line.code for line in lines}):
            raise ChartError(f"subcodes.csv names {', '.join(unknown)}, not in the chart")
        return cls(lines)


def _rows(text: str, heading: list[str], *, name: str) -> Iterable[dict[str, str]]:
    reader = csv.DictReader(StringIO(text), strict=True)
    if reader.fieldnames != heading:
        raise ChartError(f"{name}: the heading must be {','.join(heading)}")
    for row in reader:
        if None in row or None in row.values():
            raise ChartError(f"{name}, line {reader.line_num}: not as long as the heading")
        yield row


def _subcodes(text: str) -> Mapping[str, Mapping[FinancialYear, str]]:
    found: dict[str, dict[FinancialYear, str]] = {}
    for row in _rows(text, SUBCODE_HEADING, name="subcodes.csv"):
        year, years = FinancialYear.parse(row["year"]), found.setdefault(row["measure"], {})
        if year in years:
            raise ChartError(f"subcodes.csv: {row['measure']} has two sub codes in {year}")
        years[year] = row["subcode"]
    return found


def _line(row: Mapping[str, str], subcodes: Mapping[str, Mapping[FinancialYear, str]]) -> Measure:
    try:
        kinds = frozenset(Kind(kind) for kind in row["kinds"].split())
        return Measure(
            code=row["code"],
            title=row["title"],
            part=row["part"],
            kinds=kinds,
            unit=UNITS[row["unit"]],
            sign={"1": 1, "-1": -1, "0": 0}[row["sign"]],
            aggregation=Aggregation(row["aggregation"]),
            counterparty={"yes": True, "no": False}[row["counterparty"]],
            item=row["item"],
            formula=_formula(row["formula"]),
            subcodes=subcodes.get(row["code"], {}) if Kind.PROVIDER in kinds else {},
            help=row["help"],
        )
    except (KeyError, ValueError) as error:
        raise ChartError(f"{row['code']}: not readable: {error}") from error


def _formula(text: str) -> tuple[tuple[int, str], ...]:
    """Return signs and codes of a formula such as ``a.b + c.d - e.f``."""
    words = text.split()
    if not words:
        return ()
    signs = ["+", *words[1::2]]
    codes = words[0::2]
    if len(signs) != len(codes):
        raise ValueError(f"a formula is codes with + or - between: {text!r}")
    return tuple(({"+": 1, "-": -1}[sign], code) for sign, code in zip(signs, codes, strict=True))
