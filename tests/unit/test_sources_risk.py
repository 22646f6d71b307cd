"""Risk-share agreements and their files: read whole, or told fault by fault with its place."""

from fractions import Fraction
from pathlib import Path

import pytest

from equipoise.rules.riskshare import (
    BodyKind,
    Decides,
    Key,
    Means,
    Of,
    Repaid,
    Side,
    Source,
    When,
)
from equipoise.sources import risk_agreement, risk_duties, risk_positions, risk_shocks
from equipoise.sources.risk_agreement import MOST_BYTES

WHOLE = """\
name: x
title: An agreement
starts_on: 2023-04-01
ends_on: 2024-04-01
means: target_shift
scope: {places: [North], collaboratives: [Acute]}
parties:
  A: {kind: icb, turnover: 1000.5, population: 420}
  B: {kind: nhs_trust, turnover: 500}
funds:
  pot: {holder: A, amount: 2}
layers:
  - name: first
    source: pool
    fund: pot
    most: 1
    trigger: {of: system, tolerance: {of_turnover: 0.5%}, when: quarter, stages: [actual],
      conditions: [c], excludes: [pay], within: [North]}
  - name: second
    source: partners
    key: custom
    weights: {A: 1, B: 3}
    bearers: [A, B]
    claimants: [B]
    cap: {amount: 3}
    floor: {amount: 1}
    repayment: {when: profile, years: 3, interest: 2%}
  - name: third
    side: gain
    source: partners
    key: turnover
  - name: fourth
    source: partners
    only_surplus: yes
    trigger: {of: ask, asks: {B: 5}}
consent: {rule: majority, share: 75%, regional: yes}
"""


def read(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    """Return place and reason of everything that does not fit."""
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    found = risk_agreement(path)
    assert (found.agreement is None) == bool(found.misfits)
    assert all(misfit.expected for misfit in found.misfits)
    return [(misfit.place, misfit.why) for misfit in found.misfits]


def test_everything_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(WHOLE, "utf-8")
    written = risk_agreement(path)
    found = written.agreement
    assert found is not None
    assert written.text.decode() == WHOLE
    assert (found.name, found.title, found.means) == ("x", "An agreement", Means.SHIFT)
    assert (str(found.starts_on), str(found.ends_on)) == ("2023-04-01", "2024-04-01")
    assert (found.scope.places, found.scope.collaboratives) == (("North",), ("Acute",))
    assert found.parties["A"].kind is BodyKind.ICB
    assert found.parties["A"].measures == {"turnover": 100_050_000, "population": 420}
    assert (found.funds["pot"].holder, found.funds["pot"].amount) == ("A", Fraction(200_000))
    first, second, third, fourth = found.layers
    assert (first.name, first.source, first.fund) == ("first", Source.POOL, "pot")
    assert first.most == 100_000
    trigger = first.trigger
    assert (trigger.of, trigger.when, trigger.stages) == (Of.SYSTEM, When.QUARTER, ("actual",))
    assert trigger.tolerance.of_turnover == Fraction("0.005")
    assert (trigger.conditions, trigger.excludes) == (("c",), ("pay",))
    assert trigger.within == ("North",)
    assert second.key is Key.CUSTOM
    assert second.weights == {"A": 1, "B": 3}
    assert (second.bearers, second.claimants) == (("A", "B"), ("B",))
    assert second.cap.amount == 300_000
    assert second.floor.amount == 100_000
    repayment = second.repayment
    assert (repayment.when, repayment.years) == (Repaid.PROFILE, 3)
    assert repayment.interest == Fraction("0.02")
    assert (third.side, third.key) == (Side.GAIN, Key.TURNOVER)
    assert fourth.only_surplus
    assert fourth.trigger.asks == {"B": 500_000}
    assert fourth.trigger.stages == ("actual", "forecast")
    assert (found.consent.rule, found.consent.share) == (Decides.MAJORITY, Fraction(3, 4))
    assert found.consent.regional


@pytest.mark.parametrize(
    ("old", "new", "place", "why"),
    [
        ("name: x\n", "", "line 1", "name is missing"),
        ("means: target_shift", "means: cash", "means, line 5", "not a word that can stand here"),
        ("means:", "means: transfer\nmeans:", "means, line 6", "written twice"),
        ("title:", "Title:", "line 1", "title is missing"),
        ("title: An agreement", "title: ''", "title, line 2", "not a text"),
        ("2023-04-01", "April", "starts_on, line 3", "not a day"),
        ("2024-04-01", "2023-04-01", "ends_on", "no term"),
        ("1000.5", "1000.000001", "parties.A.turnover, line 8", "not an amount"),
        ("1000.5", "-1", "parties.A.turnover, line 8", "not an amount"),
        ("420", "many", "parties.A.population, line 8", "not a number of nil or more"),
        ("0.5%", "0.005", "layers[1].trigger.tolerance.of_turnover, line 17", "not a percentage"),
        ("[actual]", "[actual, guess]", "layers[1].trigger.stages, line 17",
         "not stages of a position"),
        ("{amount: 3}", "{}", "layers[2].cap, line 25",
         "neither an amount nor a part of turnover, or both"),
        ("years: 3", "years: 26", "layers[2].repayment.years, line 27", "not a number of years"),
        ("years: 3", "years: 0", "layers[2].repayment.years, line 27", "not a number of years"),
        ("regional: yes", "regional: maybe", "consent.regional, line 36", "neither yes nor no"),
        ("[North], coll", "North, coll", "scope.places, line 6", "not a list"),
        ("scope: {places: [North], collaboratives: [Acute]}", "scope: North", "scope, line 6",
         "not a list of names with values"),
        ("holder: A", "holder: Z", "funds.pot", "no party holds it"),
        ("fund: pot", "fund: pit", "layer first", "no fund of the agreement"),
        ("key: custom", "key: custom\n    fund: pot", "layer second", "it is not borne by a fund"),
        ("bearers: [A, B]", "bearers: [A, Z]", "layer second", "no party to the agreement"),
        ("within: [North]", "within: [South]", "layer first",
         "neither a place nor a collaborative of its scope"),
        ("name: third", "name: first", "layer first", "named twice"),
        ("{A: 1, B: 3}", "{A: 1}", "layer second", "a custom key lacks a weight"),
        ("{A: 1, B: 3}", "{A: 0, B: 0}", "layer second", "weights that share nothing"),
        ("key: turnover", "key: contract", "layer third", "A states no contract, the key"),
        (", turnover: 500", "", "layer first", "B states no turnover, for a limit of it"),
        ("of: ask, ", "", "layer fourth", "an amount asked for, or nobody to ask"),
        ("only_surplus: yes", "only_surplus: yes\n    floor: {amount: 1}", "layer fourth",
         "a surplus pays what it can"),
        ("    source: partners\n    key: turnover", "    source: region", "layer third",
         "the region has no part of a gain"),
        ("{amount: 3}", "{amount: 0.5}", "layer second", "the floor is above the cap"),
        ("{amount: 3}", "{of_turnover: 1%}", "layer second",
         "a floor and a cap that cannot be compared"),
        (", share: 75%", "", "consent", "a majority alone has a share"),
        ("share: 75%", "share: 101%", "consent", "no share of the parties"),
        ("rule: majority, share: 75%", "rule: lead_decides, lead: Z", "consent",
         "a lead that decides is a party"),
        ("  pot:", "  A:", "funds.A", "a party has that name"),
        ("  B: {kind", "  region: {kind", "parties", "the region is no party and no fund"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, place: str, why: str
) -> None:
    assert old in WHOLE
    assert (place, why) in read(tmp_path, WHOLE.replace(old, new, 1))


def test_one_party_alone_agrees_with_nobody(tmp_path: Path) -> None:
    text = WHOLE.partition("funds:")[0].replace("  B: {kind: nhs_trust, turnover: 500}\n", "")
    assert read(tmp_path, text + "layers: []\n") == [("parties", "an agreement is between parties")]


def test_a_text_that_is_no_yaml_is_told_and_so_is_an_empty_one(tmp_path: Path) -> None:
    assert read(tmp_path, "a: [") == [("the end", "not readable as YAML")]
    assert read(tmp_path, "") == [("the end", "empty")]
    large = "#" * (MOST_BYTES + 1)
    assert read(tmp_path, large) == [("file", "larger than an agreement can be")]
    assert read(tmp_path, WHOLE + "#" * (MOST_BYTES - len(WHOLE))) == []


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "x.csv"
    path.write_text(text, "utf-8")
    return path


def test_positions_are_read_in_thousands(tmp_path: Path) -> None:
    found = risk_positions(
        written(tmp_path, "body,cause,place,variance\nA,pay,North,-1.5\nA,,,x\nB,,,\n")
    )
    (line,) = found.positions
    assert (line.body, line.cause, line.scope, line.variance) == ("A", "pay", "North", -150_000)
    assert line.place == "row 2"
    assert [(misfit.place, misfit.why) for misfit in found.misfits] == [
        ("row 4", "variance is blank"), ("row 3", "variance is not an amount"),
    ]  # fmt: skip


def test_duties_are_read_with_what_is_on_record(tmp_path: Path) -> None:
    head = "body,position,brought_forward,cash,licence,recorded\n"
    text = head + "A,-1,2,3,none,board consent; notice to NHS England\nB,1,,,,a nod\nC,0,,,,\n"
    found = risk_duties(written(tmp_path, text))
    first, last = found.duties
    assert (first.body, first.position, first.brought_forward) == ("A", -100_000, 200_000)
    assert (first.cash, first.licence) == (300_000, "none")
    assert first.recorded == {"board consent", "notice to NHS England"}
    assert (last.brought_forward, last.cash, last.recorded) == (None, None, frozenset())
    (odd,) = found.misfits
    assert (odd.found, odd.why) == ("a nod", "not what can be on record")


def test_shocks_are_read_and_a_spread_is_not_negative(tmp_path: Path) -> None:
    text = "body,cause,place,mean,spread,limit\nA,pay,N,-1,2,-3\nB,,,,0,\nC,,,,-1,\n"
    found = risk_shocks(written(tmp_path, text))
    first, last = found.shocks
    assert (first.body, first.cause, first.scope) == ("A", "pay", "N")
    assert (first.mean, first.spread, first.limit) == (-100_000, 200_000, -300_000)
    assert (last.mean, last.spread, last.limit) == (0, 0, None)
    assert [misfit.why for misfit in found.misfits] == ["a spread is a standard deviation"]
