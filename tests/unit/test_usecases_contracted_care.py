"""Elective care out of contracts: as a file of care has it, and what is refused."""

import csv
from pathlib import Path

import pytest

from equipoise.samples import CONTRACTS, ELECTIVE
from equipoise.usecases.contracted.care import care_of
from equipoise.usecases.elective import Asked
from equipoise.usecases.erf import erf
from equipoise.usecases.refusals import RefusedError
from equipoise.workings import words
from tests.cli_calls import Caller
from tests.contract_files import Values, agreed, row, written

THOUSAND = 100_000


def values_of_journey() -> Values:
    """Return the elective care of Northmere's worked example, as the rows of a contract."""
    with (ELECTIVE / "care.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    months: dict[tuple[str, str], list[str]] = {}
    for each in sorted(rows, key=lambda each: int(each["month"])):
        for layer in ("baseline", "actual"):
            months.setdefault((layer, each["pod"]), []).append(each[layer])
    return [row(layer, pod, amounts) for (layer, pod), amounts in months.items()]


@pytest.mark.parametrize(
    ("on", "target", "contract", "adjustment", "swing"),
    [
        ("2023-07-11", 107_000, 107_000, -2_500, False),
        ("2023-11-08", 103_000, 103_000, 1_500, True),
    ],
)
def test_the_worked_example_comes_out_of_contracts(
    tmp_path: Path, on: str, target: int, contract: int, adjustment: int, *, swing: bool
) -> None:
    """Journey B, £000: baseline 100,000, actual 104,500; 107% before the change, 103% after."""
    call = Caller(tmp_path / "home")
    folder = str(written(tmp_path / "contracts", values_of_journey()))
    answer = call.json("erf", "--contracts", folder, "--year", "2023/24", "--on", on)

    def thousands(table: str, column: str, key: str, *names: str) -> list[int]:
        found = answer.row(table, column, key)
        return [int(found[name]["value"]) // THOUSAND for name in names]

    names = ("baseline", "target", "actual", "adjustment")
    assert thousands("elective_recovery", "system", "ZQ1", *names) == [
        100_000, target, 104_500, adjustment,
    ]  # fmt: skip
    assert thousands("contracts", "trust", "ZR1", "contract", "adjustment", "income") == [
        contract, adjustment, 104_500,
    ]  # fmt: skip
    assert thousands("ledgers", "system", "ZQ1", "allocation", "contracts", "carried") == [
        adjustment, adjustment, 0,
    ]  # fmt: skip
    if swing:
        answer = call.json(
            "swing", "--contracts", folder, "--year", "2023/24", "--before", "2023-07-11",
            "--on", on,
        )  # fmt: skip
        assert "worth £4.0m more than those known on 11 July 2023" in answer.said


def test_what_the_system_carries_is_between_both_ledgers(tmp_path: Path) -> None:
    """The block of 2020/21 pays for no activity: the system carries the whole.

    £000: 80% of 200 in September, 90% in six months more: 1,240; 700 was done. A quarter of the
    540 that lack is repaid; contracts move by nil.
    """
    values = [
        row("baseline", "EL", "200", base="2020/21"),
        row("actual", "EL", "100", base="2020/21"),
    ]
    of = agreed(written(tmp_path, values), 2020)
    asked = Asked(care=care_of(of), year=of.year, params=of.params, known_on=of.known_on)
    ledgers = erf(asked).result.assessment.systems["ZQ1"].ledgers
    found = (ledgers.allocation, ledgers.contracts, ledgers.carried)
    assert [each.value for each in found] == [-135 * THOUSAND, 0, -135 * THOUSAND]


def test_each_amount_is_of_its_own_row_and_month(tmp_path: Path) -> None:
    """Baseline in row 2, actual in row 4; month 3 is not in, and emergencies are not read."""
    values = [
        row("baseline", "EL", ["10", "11", *["12"] * 10]),
        row("baseline", "NEL", "80"),
        row("actual", "EL", ["9", "0"]),
        row("baseline", "OPFA", "1"),
    ]
    of = agreed(written(tmp_path / "ours", values))
    care = care_of(of)
    assert {each.pod for each in care.rows} == {"EL", "OPFA"}
    own = {each.month: each for each in care.rows if each.pod == "EL"}
    assert [(own[m].baseline, own[m].actual) for m in (1, 2, 3)] == [
        (10 * THOUSAND, 9 * THOUSAND), (11 * THOUSAND, 0), (12 * THOUSAND, None),
    ]  # fmt: skip
    assert all(each.actual is None and not each.place_actual
               for each in care.rows if each.pod == "OPFA")  # fmt: skip
    asked = Asked(care=care, year=of.year, params=of.params, known_on=of.known_on)
    assert [words.sentence(asked.amount(own[2], column)) for column in ("baseline", "actual")] == [
        "Baseline, ZQ1, ZR1, month 2, EL £11,000.00 from file:ours.values.csv/row-2-M02/baseline",
        "Actual, ZQ1, ZR1, month 2, EL £0.00 from file:ours.values.csv/row-4-M02/actual",
    ]


def bases(*named: str) -> Values:
    return [
        row(layer, "EL", "1", base=base)
        for layer, base in zip(("baseline", "actual"), named, strict=True)
    ]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([row("baseline", "NEL", "1"), row("actual", "EL", "1")],
         r"^ZQ1 with ZR1 has activity of EL and no baseline of it \(row 3\)\. Write its baseline"),
        (bases("Ours", "2023/24 prices"), "rows that cannot be used"),
        (bases("2022/23 prices", "2022/23 prices"),
         r"^2022/23 prices \(row 2\) are not those of 2023/24\. Bring elective care"),
    ],
)  # fmt: skip
def test_what_does_not_compare_is_refused(tmp_path: Path, values: Values, told: str) -> None:
    of = agreed(written(tmp_path, values))
    with pytest.raises(RefusedError, match=told):
        care_of(of)


def test_two_commissioners_hold_to_one_price_base(tmp_path: Path) -> None:
    folder = written(tmp_path, bases("Ours", "Ours"))
    with (folder / "contracts.csv").open("a", encoding="utf-8") as stream:
        stream.write("ZQ2,ZR1,,,,,,\n")
    with (folder / "values.csv").open("a", encoding="utf-8") as stream:
        stream.write("ZQ2,ZR1,baseline,EL,Theirs" + ",1" * 12 + "\n")
    with pytest.raises(
        RefusedError,
        match=r"^Amounts are in two price bases: Ours \(row 2\) and Theirs \(row 4\)\. Bring",
    ):
        care_of(agreed(folder))


@pytest.mark.parametrize("words", [(), ("care.csv", "--contracts", str(CONTRACTS))])
@pytest.mark.parametrize("command", ["erf", "swing"])
def test_either_a_file_or_contracts_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("care.csv").write_text("system\n", "utf-8")
    found = Caller(tmp_path / "home")(command, *words, "--year", "2023/24", code=2)
    assert "Name either a FILE of elective care" in found.err
