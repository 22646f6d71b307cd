"""Risk shares: Northmere's settlement, what must be on record, and simulations side by side."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from equipoise.samples import RISKSHARE
from equipoise.samples.england.bodies import bodies
from equipoise.samples.england.drafts import england
from equipoise.samples.england.positions import year_of
from equipoise.samples.england.riskshare import write_riskshare
from equipoise.sources import risk_agreement, risk_answers, risk_positions, risk_shocks
from equipoise.units import FinancialYear
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.riskshare_settle import riskshare_settle
from equipoise.usecases.riskshare_simulate import (
    Drawing,
    riskshare_compare,
    riskshare_simulate,
)
from equipoise.usecases.sharing_risk import NO_FILE, Asking
from tests.northmere_risk import northmere_asking

NOW = datetime(2024, 4, 15, 9, tzinfo=UTC)
AGREEMENT = risk_agreement(RISKSHARE / "agreement.yaml")


def test_northmere_settles_its_year_end() -> None:
    """ZR1 keeps 1,299.5; of 7,700.5 more the contingency bears 4,000, the trusts 3,700.5."""
    outcome = riskshare_settle(northmere_asking())
    found = outcome.result.settlement
    own, contingency, partners, savings = found.layers
    assert own.covered["ZR1"].value == 129_950_000
    assert contingency.borne["contingency"].value == 400_000_000
    assert sum(amount.value for amount in partners.borne.values()) == 370_050_000
    assert savings.claimed["ZR1"].value == 0
    assert sum(amount.value for amount in found.moves.values()) == 0
    assert found.moves["ZQ1"].value == 0
    assert found.left_over.value == 0
    assert outcome.adds_up is None
    assert outcome.result.missing == ()
    assert {ref.parts[2] for ref in outcome.figures} == {
        "ZQ1", "ZR1", "ZR2", "ZR3", "contingency", "region",
    }  # fmt: skip


def test_what_partners_paid_comes_back_in_two_years_with_interest() -> None:
    schedule = riskshare_settle(northmere_asking()).result.repaid["Partners by turnover"]
    first, second = schedule.instalments
    assert [first.principal.value, second.principal.value] == [185_025_000, 185_025_000]
    assert [first.interest.value, second.interest.value] == [7_401_000, 3_700_500]
    assert schedule.outstanding.value == 0


def test_within_a_quarter_partners_are_not_called_up() -> None:
    outcome = riskshare_settle(northmere_asking(month=5))
    assert [bool(layer.idle) for layer in outcome.result.settlement.layers] == [
        False, False, True, True,
    ]  # fmt: skip
    assert outcome.result.settlement.left_over.value == 370_050_000
    assert outcome.adds_up is False
    assert outcome.result.repaid == {}


def test_what_is_not_on_record_is_named() -> None:
    nothing = riskshare_settle(northmere_asking(duties=NO_FILE, consents=NO_FILE)).result
    assert nothing.missing == (
        "position of the year of ZR2",
        "cash of ZR3",
        "agreement of ZR1",
        "agreement of ZR2",
        "agreement of ZR3",
        "agreement of region",
    )


def test_a_party_that_refused_is_told_apart(tmp_path: Path) -> None:
    said = (RISKSHARE / "answers.csv").read_text("utf-8").replace("ZR2,yes", "ZR2,no")
    path = tmp_path / "answers.csv"
    path.write_text(said, "utf-8")
    found = riskshare_settle(northmere_asking(consents=risk_answers(path))).result
    assert found.missing == ("agreement of ZR2, which refused",)


def test_nothing_moves_where_nobody_has_a_variance() -> None:
    found = riskshare_settle(northmere_asking(positions=NO_FILE))
    assert found.result.consent is None
    assert found.result.missing == ()


def test_a_month_outside_the_term_is_refused() -> None:
    with pytest.raises(RefusedError, match="not within the term"):
        riskshare_settle(northmere_asking(year=FinancialYear(2024), month=1))
    with pytest.raises(RefusedError, match="not within the term"):
        riskshare_settle(northmere_asking(year=FinancialYear(2022), month=12))


def test_what_comes_back_when_there_is_a_surplus_is_told_once_one_is_named(tmp_path: Path) -> None:
    """3,700.5 paid, no interest: 1,000 in 2024/25, nothing of a deficit, 500 in 2026/27."""
    asking = changed(tmp_path, "when: profile, years: 2, interest: 2%", "when: when_surplus")
    assert riskshare_settle(asking).result.repaid == {}
    surplus = {
        FinancialYear(2024): 100_000_000,
        FinancialYear(2025): -5,
        FinancialYear(2026): 50_000_000,
    }
    found = riskshare_settle(replace(asking, surplus=surplus)).result.repaid
    schedule = found["Partners by turnover"]
    assert [(str(one.year), one.principal.value) for one in schedule.instalments] == [
        ("2024/25", 100_000_000),
        ("2025/26", 0),
        ("2026/27", 50_000_000),
    ]
    assert schedule.outstanding.value == 220_050_000
    for one in schedule.instalments:
        assert sum(move.value for move in one.moves.values()) == 0
    with pytest.raises(RefusedError, match="a year after 2023/24"):
        riskshare_settle(replace(asking, surplus={FinancialYear(2023): 1}))


def test_a_condition_that_no_layer_has_is_refused() -> None:
    with pytest.raises(RefusedError, match="No layer depends on the weather"):
        riskshare_settle(northmere_asking(met=frozenset({"the weather"})))


def changed(tmp_path: Path, old: str, new: str) -> Asking:
    """Return Northmere's question with its agreement changed."""
    path = tmp_path / "agreement.yaml"
    text = (RISKSHARE / "agreement.yaml").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return northmere_asking(written=risk_agreement(path))


def test_files_that_do_not_fit_are_refused_with_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"means, line 6: not a word.* Write transfer or"):
        riskshare_settle(changed(tmp_path, "means: transfer", "means: cash"))
    path = tmp_path / "positions.csv"
    path.write_text("body,variance\nZZZ,1\n", "utf-8")
    with pytest.raises(RefusedError, match="No party to northmere-2023-24: ZZZ"):
        riskshare_settle(northmere_asking(positions=risk_positions(path)))
    path.write_text("body,variance\nZR1,x\nZR2,y\n", "utf-8")
    with pytest.raises(RefusedError, match="1 more do not fit"):
        riskshare_settle(northmere_asking(positions=risk_positions(path)))


def drawing(path: Path = RISKSHARE / "shocks.csv", together: str = "0.3") -> Drawing:
    return Drawing(shocks=risk_shocks(path), together=Fraction(together), draws=2_000, seed=5)


def test_a_simulation_is_repeated_by_its_seed() -> None:
    one = riskshare_simulate(AGREEMENT, drawing()).result.agreements["agreement.yaml"]
    again = riskshare_simulate(AGREEMENT, drawing()).result.agreements["agreement.yaml"]
    other = riskshare_simulate(AGREEMENT, replace(drawing(), seed=6))
    assert one.parties == again.parties
    assert one.parties != other.result.agreements["agreement.yaml"].parties
    assert one.run.limits == {"ZR1": -(10**9), "ZR2": -5 * 10**8, "ZR3": -3 * 10**8}
    assert one.agreeing.checked == 200


def copies(tmp_path: Path, count: int) -> list[Path]:
    text = (RISKSHARE / "agreement.yaml").read_text("utf-8")
    paths = [tmp_path / f"{number}.yaml" for number in range(count)]
    for path in paths:
        path.write_text(text, "utf-8")
    return paths


def test_up_to_five_agreements_are_compared_on_the_same_draws(tmp_path: Path) -> None:
    written = tuple(risk_agreement(path) for path in copies(tmp_path, 6))
    found = riskshare_compare(written[:5], replace(drawing(), draws=50)).result.agreements
    assert list(found) == [f"{number}.yaml" for number in range(5)]
    assert len({str(one.parties) for one in found.values()}) == 1
    with pytest.raises(RefusedError, match="6 agreements"):
        riskshare_compare(written, drawing())
    with pytest.raises(RefusedError, match="files of one name"):
        riskshare_compare((written[0], written[0]), drawing())


def test_agreements_of_other_parties_are_not_compared(tmp_path: Path) -> None:
    other = changed(tmp_path, "  ZR3: {kind", "  ZR9: {kind").written
    text = other.text.decode().replace("ZR2, ZR3", "ZR2, ZR9")
    path = tmp_path / "other.yaml"
    path.write_text(text, "utf-8")
    shocks = tmp_path / "shocks.csv"
    shocks.write_text("body,spread\nZR1,1\n", "utf-8")
    with pytest.raises(RefusedError, match="different parties"):
        riskshare_compare((AGREEMENT, risk_agreement(path)), drawing(shocks))


def test_correlations_that_cannot_be_are_refused() -> None:
    with pytest.raises(RefusedError, match="cannot all hold"):
        riskshare_simulate(AGREEMENT, drawing(together="-0.9"))


def test_every_system_of_england_has_an_agreement_that_settles(tmp_path: Path) -> None:
    whole = england(bodies(3, seed=7), year_of(FinancialYear(2024)))
    made = write_riskshare(tmp_path, whole)
    for folder in sorted(path for path in made.iterdir() if path.is_dir()):
        asking = Asking(
            written=risk_agreement(folder / "agreement.yaml"),
            positions=risk_positions(folder / "positions.csv"),
            year=FinancialYear(2024),
            month=12,
            params=northmere_asking().params,
            known_on=NOW.date(),
        )
        found = riskshare_settle(asking).result.settlement
        assert sum(amount.value for amount in found.moves.values()) == 0
        assert riskshare_simulate(
            asking.written, replace(drawing(folder / "shocks.csv"), draws=20)
        ).result.agreements
