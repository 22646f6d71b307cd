"""Risk shares and gaps of the synthetic England: every system settles, every body has its duty."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from equipoise.params import load
from equipoise.rules.riskshare import BodyKind
from equipoise.rules.riskshare.duties import FOUNDATION, ICB, TRUST
from equipoise.samples.england.bodies import bodies
from equipoise.samples.england.drafts import England, england
from equipoise.samples.england.gap import write_gap
from equipoise.samples.england.positions import year_of
from equipoise.samples.england.riskshare import write_riskshare
from equipoise.sources import (
    gap_limits,
    risk_agreement,
    risk_answers,
    risk_duties,
    risk_positions,
)
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.gap_suggestions import Closable
from equipoise.usecases.riskshare_settle import riskshare_settle
from equipoise.usecases.sharing_risk import Asking
from equipoise.usecases.suggest import suggest

YEAR = FinancialYear(2024)
THOUSAND = 100_000
DUTY = {BodyKind.ICB: ICB, BodyKind.NHS_TRUST: TRUST, BodyKind.FOUNDATION_TRUST: FOUNDATION}


@pytest.fixture(scope="module")
def whole() -> England:
    return england(bodies(), year_of(YEAR))


@pytest.fixture(scope="module")
def folder(whole: England, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_riskshare(tmp_path_factory.mktemp("england"), whole)


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def test_all_42_systems_settle_and_the_manifest_says_what_is_missing(
    folder: Path, whole: England
) -> None:
    params, missing = load(), set()
    for system in whole.bodies.systems:
        own = folder / system.code
        asking = Asking(
            written=risk_agreement(own / "agreement.yaml"),
            positions=risk_positions(own / "positions.csv"),
            year=YEAR,
            month=12,
            params=params,
            known_on=YEAR.period.ends_on.replace(month=7),
            duties=risk_duties(own / "duties.csv"),
            consents=risk_answers(own / "answers.csv"),
        )
        found = riskshare_settle(asking).result
        assert sum(amount.value for amount in found.settlement.moves.values()) == 0
        parties = asking.written.agreement
        assert parties is not None
        for code, duty in found.duties.items():
            assert duty.duty == DUTY[parties.parties[code].kind]
            assert not duty.missing
            assert duty.measured is not None
        if found.consent is not None:  # where nothing is to be shared, nobody is asked
            missing |= {(system.code, code) for code in found.consent.missing}
    listed = {(row["organisation"], row["other"]) for row in rows(folder / "manifest.csv")}
    assert missing == listed
    assert len(listed) == 3


def test_every_kind_of_body_has_a_duty(folder: Path, whole: England) -> None:
    lines = [line for system in whole.bodies.systems
             for line in risk_duties(folder / system.code / "duties.csv").duties]  # fmt: skip
    assert {line.body for line in lines} == set(whole.bodies.by_code)
    trusts = [line for line in lines if line.brought_forward is not None]
    foundations = [line for line in lines if line.cash is not None]
    assert len(trusts) + len(foundations) == len(whole.bodies.trusts)
    assert len(trusts) > 40
    for line in lines:
        assert line.position == whole.positions.including(line.body) * THOUSAND


def test_a_clean_england_lacks_nothing(tmp_path: Path) -> None:
    small = england(bodies(3), year_of(YEAR))
    for made in (write_riskshare(tmp_path, small, planted=False),
                 write_gap(tmp_path, small, planted=False)):  # fmt: skip
        assert list(rows(made / "manifest.csv")) == []
    again = write_riskshare(tmp_path / "again", small, planted=False)
    first = tmp_path / "riskshare" / "ZS01" / "duties.csv"
    assert first.read_bytes() == (again / "ZS01" / "duties.csv").read_bytes()


def test_gaps_close_but_where_the_manifest_says(tmp_path: Path) -> None:
    made = write_gap(tmp_path, england(bodies(3), year_of(YEAR)))
    short = {row["organisation"]: int(row["amount"]) for row in rows(made / "manifest.csv")}
    assert list(short) == ["ZS01"]
    params = load()
    for row in rows(made / "gaps.csv"):
        limits = gap_limits(made / row["system"] / "limits.csv")
        assert limits.misfits == ()
        gap = int(row["gap"])
        can = sum(one.most or 0 for one in limits.limits) // THOUSAND
        assert short.get(row["system"], 0) == max(0, gap - can)
        asked = Closable(
            gap=Pence(gap * THOUSAND), stated=limits, params=params,
            known_on=YEAR.period.starts_on,
        )  # fmt: skip
        found = suggest(asked, row["system"], year=YEAR)
        assert (found.adds_up is False) == (row["system"] in short)
