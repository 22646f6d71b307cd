"""Best practice cases of contracts: what is paid for them, and rows that do not fit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from equipoise.usecases.contracted.agreed import Agreed
from equipoise.usecases.pay import pay
from equipoise.usecases.refusals import RefusedError
from equipoise.workings import Figure, words
from tests.contract_files import Values, agreed, row, written

HEAD = "commissioner,provider,tariff,month,expected,actual,price,unit_price"
HIPS = "ZQ1,ZR1,Fragility hip fracture,1,80,92,4335,3000"
PLAIN = [row("baseline", "NEL", "80"), row("baseline", "EL", "5"), row("actual", "EL", "5")]


def cases(folder: Path, *lines: str, values: Values = PLAIN) -> Agreed:
    written(folder, values)
    (folder / "best_practice.csv").write_text("\n".join((HEAD, *lines)) + "\n", "utf-8")
    return agreed(folder)


def _leaves(figure: Figure) -> Iterator[Figure]:
    """Yield the figures that something was made of and that were given, in order."""
    of = figure.working.of
    assert isinstance(of, tuple)
    for each in of:
        yield from _leaves(each)
    if not of:
        yield figure


def adjusted(of: Agreed, through: int) -> list[int]:
    (one,) = pay(of, through=through).result.contracts.values()
    return [int(month.adjustments) for span in one.spans for month in span.by_month.values()]


def test_more_cases_than_expected_are_paid_beyond_the_unit_price(tmp_path: Path) -> None:
    """12 more at £1,335 are £16,020; a second tariff of the month is 3 fewer at £100."""
    more = "ZQ1,ZR1,Stroke,M01,10,7,1100.50,1000.50"
    of = cases(tmp_path, HIPS, more, "ZQ1,ZR1,Stroke,3,10,10,1100,1000")
    assert adjusted(of, 3) == [1_602_000 - 30_000, 0, 0]
    month = of.spans["ZQ1", "ZR1"][0].contract.adjustments["best_practice"][1]
    assert words.sentence(month) == (
        "Best practice, M01 £15,720.00 = the total of Best practice adjustment £16,020.00 and "
        "Best practice adjustment £(300.00)"
    )
    assert [str(leaf.working.ref) for leaf in _leaves(month)][:4] == [
        f"file:{tmp_path.name}.best_practice.csv/row-2/{column}"
        for column in ("actual", "expected", "price", "unit_price")
    ]


def test_a_contract_planned_has_no_adjustment(tmp_path: Path) -> None:
    """As planned: 12 months of 80 and 5, £000, whatever cases are counted."""
    (one,) = pay(cases(tmp_path, HIPS)).result.contracts.values()
    assert one.planned.value == 12 * 85 * 100_000


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ZQ1,ZR9,Stroke,1,1,1,2,1", "no such contract"),
        ("ZQ1,ZR1,Stroke,13,1,1,2,1", "month is not a month of the year"),
        ("ZQ1,ZR1,Stroke,1,1.5,1,2,1", "expected is not a number of cases"),
        ("ZQ1,ZR1,Stroke,1,1,-1,2,1", "actual is not a number of cases"),
        ("ZQ1,ZR1,Stroke,1,1,many,2,1", "actual is not a number of cases"),
        ("ZQ1,ZR1,Stroke,1,1,1,2.001,1", "price is not a price in £"),
        ("ZQ1,ZR1,Stroke,1,1,1,2,-1", "unit_price is not a price in £"),
        ("ZQ1,ZR1,Stroke,1,,1,2,1", "expected is blank"),
        (HIPS, "ZQ1 ZR1 Fragility hip fracture 1 stands in row 2 too"),
    ],
)
def test_what_does_not_fit_stops_payment(tmp_path: Path, line: str, why: str) -> None:
    of = cases(tmp_path, HIPS, line)
    assert [(misfit.place, misfit.why) for misfit in of.files.misfits] == [("row 3", why)]
    assert len(of.files.best_practice) == 1
    with pytest.raises(RefusedError, match="contract check"):
        pay(of)


def test_an_amount_and_cases_do_not_stand_together(tmp_path: Path) -> None:
    amount = row("adjustment", "best_practice", ["16"], base="")
    of = cases(tmp_path, HIPS, values=[*PLAIN, amount])
    assert [(each.place, each.why) for each in of.files.misfits] == [
        ("row 5", "its best practice cases stand in best_practice.csv too")
    ]
    other = row("adjustment", "top_up", ["16"], base="")
    assert not cases(tmp_path / "other", HIPS, values=[*PLAIN, other]).files.misfits
