"""What a test reads off answers in JSON: figures in £000, their bases and references checked."""

from fractions import Fraction

from equipoise.reports.display import percent
from tests.cli_calls import Answer, Cell, money

WITH, WITHOUT = "including support", "excluding support"


def positions(answer: Answer, version: int) -> dict[str, tuple[int, int]]:
    """Return each position including and excluding support, by code; refs name the version."""
    found = {}
    for row in answer.rows("position"):
        name = row["organisation"]["value"]
        code = "system" if name == "System total" else name.split()[0]
        for reading in ("including", "excluding"):
            ref = f"figure:2023-24/ZQ1/position/{code}/{reading}@v{version}"
            assert row[reading]["ref"] == ref
        found[code] = (
            money(row["including"], support=WITH),
            money(row["excluding"], support=WITHOUT),
        )
    return found


def rungs(answer: Answer) -> dict[str, tuple[int, int]]:
    """Return the ladder on both readings, by rung."""
    return {
        row["rung"]["value"]: (
            money(row["stated"], support=WITH),
            money(row["other"], support=WITHOUT),
        )
        for row in answer.rows("ladder")
    }


def ratio(cell: Cell) -> str:
    """Return a share as the page prints it, having checked its fraction, unit and reference."""
    over, under = cell["value"]["numerator"], cell["value"]["denominator"]
    assert (cell["unit"], cell["basis"]["period"]) == ("ratio", "2023/24")
    assert percent(Fraction(over, under)) == cell["shown"]
    assert cell["ref"]
    return str(cell["shown"])


def beneath(answer: Answer) -> dict[str, int | str]:
    """Return what stands beneath the position: amounts, and shares as `... %`."""
    bases = {
        "Reported less one-off efficiency": WITH,
        "Underlying": WITHOUT,
        "Net unmitigated risk": WITH,  # it moves the position that stands above it
        "Risk-adjusted position": WITH,
        "Expected risk": WITH,
    }
    found: dict[str, int | str] = {}
    for row in answer.rows("beneath"):
        line, cell = row["line"]["value"], row["amount"]
        if cell["value"] == "Not available":
            found[line] = "Not available"
        elif line != "Efficiency in months 7 to 12":  # shared by month, not in whole thousands
            found[line] = money(cell, support=bases.get(line))
        if row["share"]["value"]:
            found[f"{line} %"] = ratio(row["share"])
    return found


def capital(answer: Answer) -> tuple[int, int, int]:
    """Return what is planned, the envelope, and what is left of it."""
    planned, envelope, headroom = (
        money(answer.row("capital", "line", line)["amount"])
        for line in ("Operational capital planned", "Capital envelope", "Headroom")
    )
    return planned, envelope, headroom


def pairs(answer: Answer) -> dict[str, tuple[int, int, int, str]]:
    """Return what each tested pair plans to pay, expects, differs by, and its status."""
    found = {}
    for row in answer.rows("pairs"):
        if row["spend"]["value"] is not None:
            spend, income, gap = (money(row[key]) for key in ("spend", "income", "difference"))
            found[row["provider"]["value"]] = (spend, income, gap, row["status"]["value"])
    return found


def steps(answer: Answer, table: str) -> list[tuple[str, int]]:
    """Return the steps of a bridge, which sum from its first row to its last."""
    found = []
    for row in answer.rows(table):
        ends = row["step"]["value"].startswith("Version ")
        cell = row["amount"] if ends else {**row["amount"], "ref": "a difference has none"}
        found.append((row["step"]["value"], money(cell, support=WITH)))
    assert sum(amount for _, amount in found[:-1]) == found[-1][1]
    return found
