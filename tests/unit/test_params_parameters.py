from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from equipoise.params import ParameterError, Parameters, load
from equipoise.params.reading import read
from equipoise.units import PENCE, FinancialYear
from equipoise.workings import Basis, Op, Support, assumed

YEAR = FinancialYear(2023)
HEAD = "title: Target ratio\nunit: ratio\nvalues:\n"
TARGET = "elective_recovery/target_ratio"
FEBRUARY, JULY, NOVEMBER = ("2023-02-03", "1.07"), ("2023-07-12", "1.05"), ("2023-11-08", "1.03")


def entry(published: str, value: str, *, applies: str = "2023/24", status: str = "final") -> str:
    return (
        f"  - applies: {applies}\n    value: {value}\n    published: {published}\n"
        f"    status: {status}\n    kind: secondary\n    source: a letter\n    place: page 1\n"
    )


def tree(*entries: str, head: str = HEAD, table: str = "") -> Parameters:
    return Parameters(
        {TARGET: read(head + "".join(entries), "target.yaml", beside=lambda _: table)}
    )


REVISED = tree(entry(*FEBRUARY), entry(*JULY), entry(*NOVEMBER))


@pytest.mark.parametrize(
    ("known_on", "value"),
    [
        # NHS England's revisions of the 2023/24 target: 107%, then 105%, then 103%
        (date(2023, 2, 3), "1.07"),
        (date(2023, 7, 11), "1.07"),
        (date(2023, 7, 12), "1.05"),
        (date(2023, 11, 7), "1.05"),
        (date(2023, 11, 8), "1.03"),
    ],
)
def test_a_revision_counts_from_the_day_it_was_published(known_on: date, value: str) -> None:
    assert REVISED.at(TARGET, YEAR.period, known_on=known_on).value == Fraction(value)
    assert REVISED.exact.at(TARGET, YEAR.period, known_on=known_on) == Fraction(value)


def test_nothing_is_known_before_it_is_published() -> None:
    with pytest.raises(ParameterError, match=f"^{TARGET}: no value for 2023/24 published by "):
        REVISED.at(TARGET, YEAR.period, known_on=date(2023, 2, 2))
    assert not REVISED.has(TARGET, YEAR.period, known_on=date(2023, 2, 2))
    assert REVISED.has(TARGET, YEAR.period, known_on=date(2023, 2, 3))


def test_nothing_is_known_of_another_year_or_name() -> None:
    with pytest.raises(ParameterError, match="no value for 2024/25 published by 2023-12-01"):
        REVISED.at(TARGET, FinancialYear(2024).period, known_on=date(2023, 12, 1))
    with pytest.raises(ParameterError, match=r"^elsewhere: no such parameter"):
        REVISED.at("elsewhere", YEAR.period, known_on=date(2023, 12, 1))


@pytest.mark.parametrize("status", ["proposed", "suspended"])
def test_a_proposal_or_a_suspended_value_never_counts(status: str) -> None:
    found = tree(entry(*FEBRUARY), entry(*JULY, status=status))
    assert found.at(TARGET, YEAR.period, known_on=date(2023, 12, 1)).value == Fraction("1.07")


@pytest.mark.parametrize("status", ["final", "draft", "assumed"])
def test_a_final_a_draft_and_an_assumed_value_do(status: str) -> None:
    found = tree(entry(*FEBRUARY), entry(*JULY, status=status))
    assert found.at(TARGET, YEAR.period, known_on=date(2023, 12, 1)).value == Fraction("1.05")


def test_a_value_carries_its_reference_and_citation() -> None:
    figure = REVISED.at(TARGET, YEAR.period, known_on=date(2023, 12, 1))
    work = figure.working
    assert str(work.ref) == "parameter:elective_recovery/target_ratio/2023-24@2023-11-08"
    assert (work.op, work.name) == (Op.PARAMETER, "Target ratio")
    assert (work.note, work.status) == ("a letter, page 1; final, secondary", "final")


def test_a_value_for_some_days_has_a_reference_that_prints() -> None:
    found = tree(entry(*FEBRUARY, applies="2023-04-01 to 2023-07-01"))
    figure = found.at(TARGET, YEAR.month(1), known_on=date(2023, 12, 1))
    assert str(figure.working.ref) == (
        "parameter:elective_recovery/target_ratio/2023-04-01_to_2023-07-01@2023-02-03"
    )


def test_an_assumed_value_is_known_as_such() -> None:
    found = tree(entry(*FEBRUARY, status="assumed"))
    figure = found.at(TARGET, YEAR.period, known_on=date(2023, 12, 1))
    assert assumed(figure) == (figure.working.ref,)


def test_a_value_that_changes_within_the_period_is_refused() -> None:
    changing = tree(entry(*FEBRUARY), entry(*JULY, applies="2023-10-01 to 2024-04-01"))
    known_on = date(2023, 12, 1)
    assert changing.at(TARGET, YEAR.month(6), known_on=known_on).value == Fraction("1.07")
    assert changing.at(TARGET, YEAR.month(7), known_on=known_on).value == Fraction("1.05")
    with pytest.raises(ParameterError, match="changes within 2023/24; ask for a shorter period"):
        changing.at(TARGET, YEAR.period, known_on=known_on)


def test_money_is_whole_where_it_can_be_and_stands_on_its_basis() -> None:
    head = "title: Limit\nunit: pence\nsupport: excluding\nvalues:\n"
    found = tree(entry("2023-02-03", "-900000000"), head=head)
    limit = found.at(TARGET, YEAR.period, known_on=date(2023, 12, 1))
    assert (limit.value, type(limit.value)) == (-900_000_000, int)
    assert limit.basis == Basis(unit=PENCE, period=YEAR.period, support=Support.WITHOUT)
    rate = tree(entry("2023-02-03", "1.5"), head=head)
    assert rate.at(TARGET, YEAR.period, known_on=date(2023, 12, 1)).value == Fraction(3, 2)


def test_a_ratio_stays_a_ratio_though_it_is_whole() -> None:
    whole = tree(entry("2023-02-03", "1"))
    assert type(whole.at(TARGET, YEAR.period, known_on=date(2023, 12, 1)).value) is Fraction


TABLED = tree(
    entry("2023-02-03", "0").replace("value: 0", "table: shares.csv"),
    table="organisation,value\nZR1,0.6\nZR2,0.4\n",
)


def test_a_table_is_asked_by_organisation() -> None:
    known_on = date(2023, 12, 1)
    figure = TABLED.at(TARGET, YEAR.period, known_on=known_on, key="ZR1")
    assert figure.value == Fraction(3, 5)
    assert str(figure.working.ref) == f"parameter:{TARGET}/ZR1/2023-24@2023-02-03"
    assert TABLED.exact.at(TARGET, YEAR.period, known_on=known_on, key="ZR2") == Fraction(2, 5)


def test_a_table_is_not_asked_without_an_organisation_nor_a_value_with_one() -> None:
    known_on = date(2023, 12, 1)
    with pytest.raises(ParameterError, match=r": no value without an organisation in 2023/24"):
        TABLED.at(TARGET, YEAR.period, known_on=known_on)
    with pytest.raises(ParameterError, match=r": no value for ZR9 in 2023/24"):
        TABLED.at(TARGET, YEAR.period, known_on=known_on, key="ZR9")
    with pytest.raises(ParameterError, match=r": no value for ZR1 in 2023/24"):
        REVISED.at(TARGET, YEAR.period, known_on=known_on, key="ZR1")


def test_the_digest_is_of_every_value_and_citation() -> None:
    same = tree(entry(*FEBRUARY), entry(*JULY), entry(*NOVEMBER))
    assert REVISED.digest == same.digest
    others = [
        tree(entry(*FEBRUARY), entry(*JULY)),
        tree(entry(*FEBRUARY), entry(*JULY), entry("2023-11-08", "1.02")),
        tree(entry(*FEBRUARY), entry(*JULY), entry("2023-11-09", "1.03")),
        tree(entry(*FEBRUARY), entry(*JULY), entry(*NOVEMBER, status="draft")),
        tree(entry(*FEBRUARY), entry(*JULY), entry(*NOVEMBER, applies="2024/25")),
        tree(entry(*FEBRUARY), entry(*JULY), entry(*NOVEMBER).replace("page 1", "page 2")),
        tree(entry(*FEBRUARY), entry(*JULY), entry(*NOVEMBER).replace("a letter", "a note")),
        tree(entry(*FEBRUARY), entry(*JULY), entry(*NOVEMBER).replace("secondary", "primary")),
        tree(entry(*FEBRUARY), entry(*JULY), entry(*NOVEMBER), head=HEAD.replace("T", "t")),
        tree(
            entry(*FEBRUARY),
            entry(*JULY),
            entry(*NOVEMBER),
            head=HEAD.replace("unit", "support: including\nunit"),
        ),
        TABLED,
    ]
    assert len({REVISED.digest, *(other.digest for other in others)}) == 1 + len(others)


def test_the_digest_of_a_table_is_of_its_rows_in_any_order() -> None:
    one, other = (
        tree(entry("2023-02-03", "0").replace("value: 0", "table: x.csv"), table=table)
        for table in ("organisation,value\nA,1\nB,2\n", "organisation,value\nB,2\nA,1\n")
    )
    assert one.digest == other.digest != TABLED.digest


def pack(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


TOLERANCE = "match/tolerance_pence"
OVER = "title: Tolerance\nunit: pence\nvalues:\n"


def test_the_house_comes_first_and_packs_lie_over_it(tmp_path: Path) -> None:
    values = {
        f"{TOLERANCE}.yaml": OVER + entry("2023-06-01", "5"),
        f"{TARGET}.yaml": HEAD + entry(*FEBRUARY),
    }
    laid = load(pack(tmp_path / "a", values))
    assert set(load().tree) < {*laid.tree}
    for known_on, value in ((date(2023, 5, 31), 0), (date(2023, 6, 1), 5)):
        assert laid.at(TOLERANCE, YEAR.period, known_on=known_on).value == value
    assert laid.at(TARGET, YEAR.period, known_on=date(2023, 3, 1)).value == Fraction("1.07")
    assert laid.digest != load().digest


def test_of_two_packs_the_later_wins_the_same_day(tmp_path: Path) -> None:
    packs = [
        pack(tmp_path / name, {f"{TARGET}.yaml": HEAD + entry("2023-02-03", value)})
        for name, value in (("a", "1.07"), ("b", "1.09"))
    ]
    for order, value in ((packs, "1.09"), (packs[::-1], "1.07")):
        laid = load(*order)
        assert len(laid.tree[TARGET].entries) == 1
        assert laid.at(TARGET, YEAR.period, known_on=date(2023, 3, 1)).value == Fraction(value)


@pytest.mark.parametrize(
    "head", [OVER.replace("pence", "ratio"), OVER.replace("unit", "support: including\nunit")]
)
def test_a_pack_may_not_change_a_unit_or_a_basis(tmp_path: Path, head: str) -> None:
    over = pack(tmp_path, {f"{TOLERANCE}.yaml": head + entry("2023-06-01", "5")})
    with pytest.raises(ParameterError, match=f"^{TOLERANCE}: a pack may not change its unit or"):
        load(over)


def test_a_pack_may_bring_a_table_beside_its_file(tmp_path: Path) -> None:
    text = HEAD + entry("2023-02-03", "0").replace("value: 0", "table: shares.csv")
    table = "organisation,value\nZR1,1\n"
    files = {f"{TARGET}.yaml": text, "elective_recovery/shares.csv": table}
    laid = load(pack(tmp_path, files))
    assert laid.at(TARGET, YEAR.period, known_on=date(2023, 3, 1), key="ZR1").value == 1


def test_a_table_lies_beside_its_file_and_nowhere_else(tmp_path: Path) -> None:
    text = HEAD + entry("2023-02-03", "0").replace("value: 0", "table: ../shares.csv")
    files = {f"{TARGET}.yaml": text, "shares.csv": "organisation,value\nZR1,1\n"}
    with pytest.raises(ParameterError, match="a table lies beside its file"):
        load(pack(tmp_path, files))


def test_a_refused_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=rf"^{TARGET}\.yaml: no values"):
        load(pack(tmp_path / "a", {f"{TARGET}.yaml": HEAD.replace("values:", "values: []")}))
    folder = pack(tmp_path / "b", {f"{TARGET}.yaml": ""})
    (folder / f"{TARGET}.yaml").write_bytes(b"title: \xff")
    with pytest.raises(ParameterError, match=r"target_ratio\.yaml: not text in UTF-8"):
        load(folder)
