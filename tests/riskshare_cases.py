"""Agreements that the tests of risk shares use, and inputs of its rules as figures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules.riskshare import (
    Acts,
    Agreement,
    Asked,
    BodyBefore,
    BodyKind,
    Consenting,
    Decides,
    Fund,
    Key,
    Layer,
    Limit,
    Means,
    Of,
    PaidForOthers,
    Party,
    PositionsToShare,
    Repaid,
    Settlement,
    Side,
    Source,
    Trigger,
    Variance,
    settle,
)
from equipoise.units import PENCE, RATIO, FinancialYear
from equipoise.workings import Basis, Figure, Stage
from equipoise.workings import given as given_figure
from tests.drawn_figures import REF, YEAR

KNOWN_ON = date(2024, 4, 1)
EXACT = load().exact
MILLION = 100_000_000
CODES = ("A", "B", "C", "D")
BASIS = Basis(period=YEAR, unit=PENCE, stage=Stage.ACTUAL)
NIL = given_figure(0, BASIS, REF, name="Nil")


def m(text: str) -> Fraction:
    """Return so many £m in pence."""
    return Fraction(text) * MILLION


def agreement(
    layers: tuple[Layer[Fraction], ...],
    turnover: Mapping[str, str],
    *,
    funds: Mapping[str, str] | None = None,
    means: Means = Means.TRANSFER,
    **said: Any,
) -> Agreement[Fraction]:
    """Return an agreement of foundation trusts with these turnovers and funds, £m."""
    return Agreement(
        name="x",
        title="An agreement",
        starts_on=date(2023, 4, 1),
        ends_on=date(2024, 4, 1),
        means=means,
        parties={
            code: Party(kind=BodyKind.FOUNDATION_TRUST, measures={"turnover": m(amount)})
            for code, amount in turnover.items()
        },
        funds={code: Fund(holder="A", amount=m(amount)) for code, amount in (funds or {}).items()},
        layers=layers,
        **said,
    )


def settled(
    found: Agreement[Fraction], variances: Mapping[str, str], **said: Any
) -> Settlement[Fraction]:
    """Return what an agreement comes to for these variances, £m."""
    positions = {code: (Variance(amount=m(amount)),) for code, amount in variances.items()}
    sharing = PositionsToShare(agreement=found, positions=positions, nothing=Fraction(0), **said)
    return settle(sharing, EXACT, known_on=KNOWN_ON)


def settled_by_line(
    found: Agreement[Fraction], lines_of: Mapping[str, Sequence[tuple[str, ...]]]
) -> Settlement[Fraction]:
    """Return what an agreement comes to for variances of a cause, some in a place."""
    positions = {
        code: tuple(
            Variance(amount=m(line[1]), cause=line[0], scope=line[2] if len(line) > 2 else "")
            for line in lines
        )
        for code, lines in lines_of.items()
    }
    sharing = PositionsToShare(agreement=found, positions=positions, nothing=Fraction(0))
    return settle(sharing, EXACT, known_on=KNOWN_ON)


amounts = st.integers(0, 10**9).map(Fraction)
signed = st.integers(-(10**9), 10**9).map(Fraction)
ratios = st.fractions(0, Fraction(1, 20), max_denominator=1000)
limits = (
    st.just(Limit[Fraction]())
    | st.builds(Limit[Fraction], amount=amounts)
    | st.builds(Limit[Fraction], of_turnover=ratios)
)
some_codes = st.lists(st.sampled_from(CODES), unique=True, max_size=3).map(tuple)
triggers = st.builds(
    Trigger[Fraction],
    of=st.sampled_from(Of),
    tolerance=limits,
    asks=st.dictionaries(st.sampled_from(CODES), amounts),
    excludes=st.lists(st.sampled_from(["pay", "strike"]), max_size=1).map(tuple),
)


def repaired(layer: Layer[Fraction]) -> Layer[Fraction]:
    """Return the layer with a floor that its cap allows, as the reader of agreements demands."""
    floor, cap = layer.floor, layer.cap
    fits = (
        floor.amount is not None
        and cap.amount is not None
        and floor.amount <= cap.amount
        and not layer.only_surplus
    )
    return layer if fits else replace(layer, floor=Limit())


def layers_of(side: st.SearchStrategy[Side]) -> st.SearchStrategy[Layer[Fraction]]:
    return st.builds(
        Layer[Fraction],
        name=st.just("layer"),
        source=st.sampled_from(Source),
        side=side,
        trigger=triggers,
        fund=st.just("pot"),
        key=st.sampled_from([Key.EQUAL, Key.TURNOVER, Key.CUSTOM]),
        weights=st.fixed_dictionaries(dict.fromkeys(CODES, st.integers(0, 9).map(Fraction))),
        bearers=some_codes,
        claimants=some_codes,
        cap=limits,
        floor=limits,
        most=st.none() | amounts,
        only_surplus=st.booleans(),
    ).map(repaired)


def agreements(side: st.SearchStrategy[Side]) -> st.SearchStrategy[Agreement[Fraction]]:
    return st.builds(
        lambda layers, turnover, pot: Agreement(
            name="x",
            title="x",
            starts_on=date(2023, 4, 1),
            ends_on=date(2024, 4, 1),
            means=Means.TRANSFER,
            parties={
                code: Party(kind=BodyKind.ICB, measures={"turnover": amount})
                for code, amount in turnover.items()
            },
            funds={"pot": Fund(holder="A", amount=pot)},
            layers=tuple(layers),
        ),
        st.lists(layers_of(side), max_size=5),
        st.fixed_dictionaries(dict.fromkeys(CODES, amounts)),
        amounts,
    )


lines = st.lists(
    st.builds(Variance[Fraction], amount=signed, cause=st.sampled_from(["", "pay", "strike"])),
    max_size=3,
).map(tuple)
positions = st.fixed_dictionaries(dict.fromkeys(CODES, lines))
sharings = st.builds(
    PositionsToShare[Fraction],
    agreement=agreements(st.sampled_from(Side)),
    positions=positions,
    nothing=st.just(Fraction(0)),
)


def as_figures(thing: Any) -> Any:
    """Return the same with every amount as a figure."""
    return _walked(thing)


def _walked(thing: Any) -> Any:
    match thing:
        case Limit():
            part = thing.of_turnover
            basis = replace(BASIS, unit=RATIO)
            return Limit(
                amount=_walked(thing.amount),
                of_turnover=part if part is None else given_figure(part, basis, REF, name="x"),
            )
        case Fraction():
            return given_figure(int(thing), BASIS, REF, name="x")
        case Agreement():
            return replace(
                thing,
                parties={k: replace(v, measures=_walked(v.measures)) for k, v in
                         thing.parties.items()},
                funds={k: replace(v, amount=_walked(v.amount)) for k, v in thing.funds.items()},
                layers=_walked(thing.layers),
            )  # fmt: skip
        case Layer():
            return replace(
                thing,
                trigger=_walked(thing.trigger),
                weights=_walked(thing.weights),
                cap=_walked(thing.cap),
                floor=_walked(thing.floor),
                most=_walked(thing.most),
            )
        case Trigger():
            return replace(thing, tolerance=_walked(thing.tolerance), asks=_walked(thing.asks))
        case Variance():
            return replace(thing, amount=_walked(thing.amount))
        case PositionsToShare():
            return replace(
                thing,
                agreement=_walked(thing.agreement),
                positions=_walked(thing.positions),
                nothing=_walked(thing.nothing),
            )
        case Mapping():
            return {key: _walked(value) for key, value in thing.items()}
        case tuple():
            return tuple(_walked(value) for value in thing)
    return thing


figure_amounts = amounts.map(_walked)
owing = st.builds(
    lambda whole, paid, received, when, years, interest: PaidForOthers(
        year=FinancialYear(2023),
        paid={"A": whole - min(whole, paid), "B": min(whole, paid)},
        received={"C": whole - min(whole, received), "D": min(whole, received)},
        when=when,
        nothing=Fraction(0),
        interest=interest,
        years=years,
        surplus={1: paid, 3: received},
    ),
    amounts,
    amounts,
    amounts,
    st.sampled_from(Repaid),
    st.integers(1, 5),
    ratios,
)


def owing_figures(found: PaidForOthers[Fraction]) -> PaidForOthers[Figure]:
    return PaidForOthers(
        year=found.year,
        paid=_walked(found.paid),
        received=_walked(found.received),
        when=found.when,
        nothing=NIL,
        interest=given_figure(found.interest, replace(BASIS, unit=RATIO), REF, name="x"),
        years=found.years,
        surplus=_walked(found.surplus),
    )


answers = st.dictionaries(
    st.sampled_from(["A", "B", "C", "region"]), st.sampled_from(["yes", "no"])
)
acts_asked = st.builds(
    Asked,
    terms=st.builds(
        Consenting,
        rule=st.sampled_from(Decides),
        share=st.just(Fraction(3, 4)),
        lead=st.just("A"),
        regional=st.booleans(),
    ),
    parties=st.just(("A", "B", "C")),
    affected=st.just(("A", "B")),
    answers=answers,
)
bodies = st.builds(
    BodyBefore[Figure],
    kind=st.sampled_from(BodyKind),
    position=st.none() | signed.map(_walked),
    move=signed.map(_walked),
    brought_forward=st.none() | signed.map(_walked),
    cash=st.none() | figure_amounts,
    licence=st.sampled_from(["", "unchanged"]),
)
RISKSHARE_INPUTS: dict[str, st.SearchStrategy[Any]] = {
    "riskshare/consent": acts_asked,
    "riskshare/duties": st.builds(
        Acts[Figure],
        period=st.just(YEAR),
        bodies=st.dictionaries(st.sampled_from(CODES), bodies),
    ),
    "riskshare/repayment": owing.map(owing_figures),
    "riskshare/settle": sharings.map(as_figures),
}
