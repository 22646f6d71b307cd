"""Cells to try the cube on: any at all, and a small world in which questions find something."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st

from equipoise.cube import Asked, Cell, CellKey, Cells
from equipoise.units import Absence, FinancialYear, Period
from equipoise.workings import Reference

FEWER = settings(max_examples=settings().max_examples // 20)
"""For what opens DuckDB several times a case."""
LARGEST = 2**63 - 1
WEIGHTS = {"income.other": 1, "pay.bank": -1}

words = st.text(min_size=1, max_size=6)
days = st.dates(date(1000, 4, 1), date(9997, 1, 1))
any_days = st.builds(
    lambda first, length: Period(
        first, min(first + timedelta(length), FinancialYear.of(first).period.ends_on)
    ),
    days,
    st.integers(1, 365),
)
years = st.integers(1000, 9996).map(FinancialYear)
months = st.builds(FinancialYear.month, years, st.integers(1, 12))
quarters = st.builds(FinancialYear.quarter, years, st.integers(1, 4))
any_periods = any_days | months | quarters | years.map(lambda year: year.period)
sources = st.builds(Reference, st.just("file"), st.lists(words, min_size=1).map(tuple))
any_keys = st.builds(
    CellKey,
    organisation=words,
    counterparty=st.none() | words.filter(lambda text: text != "-"),
    measure=words,
    period=any_periods,
    item=st.just("") | st.just("-") | words,
    layer=words.filter(lambda text: not text.startswith(".")),
)
any_cells = st.lists(
    st.builds(
        Cell,
        key=any_keys,
        value=st.integers(-LARGEST - 1, LARGEST) | st.sampled_from(Absence),
        source=sources,
    ),
    max_size=12,
    unique_by=lambda cell: cell.key,
)

THIS, LAST = FinancialYear(2023), FinancialYear(2022)
ODD = Period(date(2023, 4, 15), date(2023, 5, 20))
ORGANISATIONS = ("ZR1", "ZR2", "ZQ1")
COUNTERPARTIES = (None, "ZQ1", "ZR2")
MEASURES = ("income.other", "pay.bank", "wte.bank")
PERIODS = (THIS.month(1), THIS.month(2), THIS.month(12), THIS.quarter(1), THIS.period,
           LAST.month(12), LAST.quarter(4), ODD)  # fmt: skip
LAYERS = ("plan", "actual", "transfer.D3", "transfer.D4")
known_keys = st.builds(
    CellKey,
    organisation=st.sampled_from(ORGANISATIONS),
    counterparty=st.sampled_from(COUNTERPARTIES),
    measure=st.sampled_from(MEASURES),
    period=st.sampled_from(PERIODS),
    item=st.sampled_from(["", "-", "Ward 7"]),
    layer=st.sampled_from(LAYERS),
)
pence = st.integers(-(10**12), 10**12)
known_values = pence | st.sampled_from(Absence)


def sets(values: st.SearchStrategy[int | Absence], smallest: int = 0) -> st.SearchStrategy[
    list[Cell]
]:  # fmt: skip
    """Return sets of cells of the small world with such values."""
    cells = st.builds(Cell, key=known_keys, value=values, source=sources)
    return st.lists(cells, min_size=smallest, max_size=40, unique_by=lambda cell: cell.key)


def _some(*values: str | Period | None) -> st.SearchStrategy[Asked]:
    return st.sampled_from(values) | st.lists(st.sampled_from(values), max_size=3)


questions: st.SearchStrategy[dict[str, Asked]] = st.fixed_dictionaries(
    {},
    optional={
        "organisation": _some(*ORGANISATIONS),
        "counterparty": _some(*COUNTERPARTIES, "-"),
        "measure": _some(*MEASURES),
        "year": _some("2023-24", "2023/24", "202223"),
        "period": _some("Y", "Q1", "Q4", "M01", "M12", "2022/23", ODD, THIS.month(2)),
        "item": _some("", "-", "Ward 7"),
        "layer": _some("plan", "transfer", "transfer.D3"),
    },
)
groupings = st.lists(
    st.sampled_from(["organisation", "counterparty", "measure", "year", "period", "item", "layer"]),
    unique=True,
)


@contextmanager
def kept(*files: Sequence[Cell]) -> Iterator[Cells]:
    """Yield the union of cells written to a file for each of `files`."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, str(number)) for number in range(len(files))]
        written = [Cells.write(cells, path) for path, cells in zip(paths, files, strict=True)]
        yield written[0] if len(written) == 1 else Cells(*paths)
