"""Made-up activity: the same for one seed, of the size asked for, and priced by its prices."""

from hashlib import sha256
from pathlib import Path

import pytest

from equipoise.cube import connected, fetched, quoted
from equipoise.pricing import Kind, kind_of, quietly
from equipoise.samples.activity.listing import write_price_book
from equipoise.samples.activity.nation import COMMISSIONERS, HRGS, PRACTICES, PROVIDERS, Nation
from equipoise.samples.activity.prices import made_up_book
from equipoise.samples.activity.writing import NATION, Year, write_activity
from equipoise.sources import price_book_file
from equipoise.units import FinancialYear

YEAR = FinancialYear(2022)
SMALL = Nation(providers=5, commissioners=3, practices=20, hrgs=40)


def made(folder: Path, seed: int = 1, records: int = 3300, *, faults: bool = True) -> list[str]:
    """Write a small year, and return a digest of what every file holds, in the order of names."""
    year = Year(year=YEAR, records=records, seed=seed, nation=SMALL, faults=faults)
    found = []
    for path in sorted(write_activity(folder, year, progress=quietly)):
        with connected(folder) as connection:
            rows = fetched(
                connection, f"SELECT * FROM read_parquet({quoted(str(path))}) ORDER BY ALL"
            )
        found.append(sha256(repr(rows).encode()).hexdigest())
    return found


def test_one_seed_makes_one_year_and_another_another(tmp_path: Path) -> None:
    first = made(tmp_path / "1")
    assert first == made(tmp_path / "2")
    assert all(a != b for a, b in zip(first, made(tmp_path / "3", seed=2), strict=True))


@pytest.mark.parametrize("records", [1, 100, 165, 12_345])
def test_the_records_are_as_many_as_asked_for(tmp_path: Path, records: int) -> None:
    made(tmp_path, records=records)
    with connected(tmp_path) as connection:
        counts = [
            fetched(connection, f"SELECT count(*) FROM read_parquet({quoted(str(path))})")[0][0]
            for path in tmp_path.glob("*.parquet")
        ]
    assert len(counts) == 36
    assert sum(counts) == records


def test_a_nation_has_the_proportions_of_england() -> None:
    whole = Year(year=YEAR, records=NATION, seed=1)
    assert [whole.rows(kind) for kind in Kind] == [20_000_000, 120_000_000, 25_000_000]
    codes = Nation().codes
    sizes = [len(set(codes[name])) for name in ("provider", "commissioner", "practice", "hrg")]
    assert sizes == [PROVIDERS, COMMISSIONERS, PRACTICES, HRGS] == [220, 43, 6300, 2800]


def test_the_files_are_of_the_declared_kinds_by_month(tmp_path: Path) -> None:
    made(tmp_path)
    for path in tmp_path.glob("*.parquet"):
        with connected(tmp_path) as connection:
            source = f"read_parquet({quoted(str(path))})"
            headings = [row[0] for row in fetched(connection, f"DESCRIBE SELECT * FROM {source}")]
        kind, _, month = path.stem.partition("-")
        assert str(kind_of(headings)) == kind
        assert month in {f"2022-{n:02}" for n in range(4, 13)} | {f"2023-{n:02}" for n in (1, 2, 3)}


def test_the_book_prices_every_code_of_the_nation() -> None:
    book = made_up_book(YEAR, SMALL, seed=1)
    codes = SMALL.codes
    assert set(book.admitted) == set(codes["hrg"])
    assert set(book.market_forces) == set(codes["provider"])
    assert book == made_up_book(YEAR, SMALL, seed=1)
    assert book.admitted != made_up_book(YEAR, SMALL, seed=2).admitted


def test_a_book_is_written_by_the_template_and_read_back(tmp_path: Path) -> None:
    book = made_up_book(YEAR, SMALL, seed=1)
    write_price_book(tmp_path / "book", book)
    found = price_book_file(tmp_path / "book")
    assert found.misfits == ()
    assert found.book == book
