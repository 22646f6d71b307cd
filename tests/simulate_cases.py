"""A system of fifteen bodies with three layers of risk share: what simulations are tested on."""

from datetime import date
from fractions import Fraction

from equipoise.rules.riskshare import (
    Agreement,
    BodyKind,
    Fund,
    Key,
    Layer,
    Limit,
    Means,
    Of,
    Party,
    Source,
    Trigger,
)
from equipoise.simulate import Shock, Shocks
from equipoise.units import Pence

MILLION = 100_000_000


def three_tiers(bodies: int = 15) -> Agreement[Fraction]:
    """Return an agreement: a contingency, then partners by turnover up to a cap, then a pool."""
    codes = [f"B{number:02}" for number in range(1, bodies + 1)]
    trigger = Trigger[Fraction](of=Of.BODY)
    return Agreement(
        name="three-tiers",
        title="Three tiers",
        starts_on=date(2023, 4, 1),
        ends_on=date(2024, 4, 1),
        means=Means.TRANSFER,
        parties={
            code: Party(
                kind=BodyKind.FOUNDATION_TRUST,
                measures={"turnover": Fraction((100 + 40 * place) * MILLION)},
            )
            for place, code in enumerate(codes)
        },
        funds={
            "contingency": Fund(holder=codes[0], amount=Fraction(20 * MILLION)),
            "pool": Fund(holder=codes[0], amount=Fraction(30 * MILLION)),
        },
        layers=(
            Layer(name="first", source=Source.CONTINGENCY, fund="contingency", trigger=trigger),
            Layer(
                name="then",
                source=Source.PARTNERS,
                key=Key.TURNOVER,
                cap=Limit(of_turnover=Fraction("0.008")),
                trigger=trigger,
            ),
            Layer(name="last", source=Source.POOL, fund="pool", trigger=trigger),
        ),
    )


def shocks_of(agreement: Agreement[Fraction], together: float = 0.3) -> Shocks:
    """Return shocks of 2% of turnover, about an expected overspend of 0.2%."""
    return Shocks(
        shocks=tuple(
            Shock(
                party=code,
                mean=Pence(-int(party.measures["turnover"]) // 500),
                spread=Pence(int(party.measures["turnover"]) // 50),
            )
            for code, party in agreement.parties.items()
        ),
        together=together,
        pairs={},
    )
