"""A risk share of fifteen bodies and three tiers over a million draws, beside a block of numpy."""

from __future__ import annotations

import json
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np

from bench.measuring import Timing, answer, most_bytes
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
from equipoise.simulate import Run, Shock, Shocks
from equipoise.simulate.shocks import GRID
from equipoise.simulate.simulate import PERCENTILES, all_draws, spread
from equipoise.simulate.terms import terms_of
from equipoise.units import Pence, nearest

SEED: Final = 7
MOST_BYTES: Final = 500_000_000
"""What the draws may take, with the interpreter and the program."""
TENTH_OF_A_MILLION: Final = 10_000_000
"""Pence: what percentiles are told to."""
MILLION: Final = 100_000_000
Found = list[list[int]]


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


def prepare(folder: Path, small: bool) -> None:
    """Write how many draws there are: a million, or few when it is only tried."""
    (folder / "draws.json").write_text(json.dumps(20_000 if small else 1_000_000))


def draws_in(folder: Path) -> int:
    """Return how many draws there are."""
    return int(json.loads((folder / "draws.json").read_text()))


def chunked(folder: Path) -> Found:
    """Draw and settle in chunks; return each body's percentiles, and hold the memory."""
    agreement = three_tiers()
    shocks = shocks_of(agreement)
    run = Run(draws=draws_in(folder), seed=SEED)
    sums = all_draws(terms_of(agreement, shocks), shocks, run=run)
    told = [spread(row, Pence(0)).percentiles for row in sums.after]
    taken = most_bytes()
    assert taken < MOST_BYTES, f"{taken:,} bytes"
    return [[_tenths(int(at)) for at in one.values()] for one in told]


def one_block(folder: Path) -> Found:
    """Draw and settle all at once, as it is written first; return each body's percentiles."""
    agreement = three_tiers()
    shocks = shocks_of(agreement)
    draws = np.random.Generator(np.random.SFC64(SEED))
    independent = draws.standard_normal((draws_in(folder), len(shocks.shocks)))
    variance = shocks.means + independent @ shocks.factor.T
    need = np.maximum(-variance, 0)
    moved = np.zeros_like(variance)
    funds = {code: float(fund.amount) * GRID for code, fund in agreement.funds.items()}
    weights = np.array([float(p.measures["turnover"]) for p in agreement.parties.values()])
    _pay(need, moved, np.minimum(need.sum(axis=1), funds["contingency"]))
    borne = _within_caps(need.sum(axis=1), weights, weights * 0.008 * GRID)
    moved -= borne
    _pay(need, moved, borne.sum(axis=1))
    _pay(need, moved, np.minimum(need.sum(axis=1), funds["pool"]))
    after = variance + moved
    places = [percent / 100 for percent in PERCENTILES]
    quantiles = np.quantile(after, places, axis=0, method="lower")
    beside = after.mean(axis=0), np.minimum(after, 0).mean(axis=0), (after < 0).mean(axis=0)
    assert all(np.isfinite(one).all() for one in beside)
    return [[_tenths(round(at / GRID)) for at in one] for one in quantiles.T]


def _pay(need: Any, moved: Any, whole: Any) -> None:
    """Share what is paid by what each lacks."""
    lacking = need.sum(axis=1)
    share = np.divide(whole, lacking, out=np.zeros_like(whole), where=lacking > 0)
    paid = need * share[:, None]
    moved += paid
    need -= paid


def _within_caps(whole: Any, weights: Any, caps: Any) -> Any:
    """Share by weight, pass on what is above a cap, until nobody is above one."""
    found = np.zeros((len(whole), len(weights)))
    open_ = np.ones_like(found, dtype=bool)
    while True:
        carrying = np.where(open_, weights, 0.0)
        left = whole - np.where(open_, 0.0, found).sum(axis=1)
        below = carrying.sum(axis=1)
        level = np.divide(left, below, out=np.zeros_like(whole), where=below > 0)
        found = np.where(open_, carrying * level[:, None], found)
        over = open_ & (found > caps)
        if not over.any():
            return found
        found = np.where(over, caps, found)
        open_ &= ~over


def in_duckdb(folder: Path) -> Found:
    """Draw and settle in SQL, from draws of its own that no seed repeats."""
    agreement = three_tiers()
    shocks = shocks_of(agreement)
    bodies = range(len(shocks.shocks))
    turnover = [float(p.measures["turnover"]) for p in agreement.parties.values()]
    normal = "sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())"
    together = f"sqrt({shocks.together}) * z + sqrt({1 - shocks.together})"
    one_each = [
        f"{float(shock.mean)} + {float(shock.spread)} * ({together} * {normal}) AS x{body}"
        for body, shock in zip(bodies, shocks.shocks, strict=True)
    ]
    lacks = [f"greatest(-x{body}, 0)" for body in bodies]
    contingency, pool = (float(fund.amount) for fund in agreement.funds.values())
    after = [
        f"x{body} + lack{body} * (first + shared + last) / greatest(whole, 1) "
        f"- {turnover[body]} * shared / {sum(turnover)} AS a{body}"
        for body in bodies
    ]
    told = [
        f"quantile_disc(a{body}, [{', '.join(str(p / 100) for p in PERCENTILES)}])"
        for body in bodies
    ]
    sql = f"""
        WITH common AS (SELECT {normal} AS z FROM range({draws_in(folder)})),
        drawn AS (SELECT {", ".join(one_each)} FROM common),
        lacking AS (SELECT *, {", ".join(f"{lack} AS lack{b}" for b, lack in enumerate(lacks))},
            {" + ".join(lacks)} AS whole FROM drawn),
        first AS (SELECT *, least(whole, {contingency}) AS first FROM lacking),
        shared AS (SELECT *, least(whole - first, {0.008 * sum(turnover)}) AS shared FROM first),
        last AS (SELECT *, least(whole - first - shared, {pool}) AS last FROM shared),
        after AS (SELECT {", ".join(after)} FROM last)
        SELECT {", ".join(told)} FROM after"""
    (row,) = duckdb.connect().execute(sql).fetchall()
    return [[_tenths(round(at)) for at in one] for one in row]


def _tenths(pence: int) -> int:
    return nearest(pence, TENTH_OF_A_MILLION)


TIMING: Final = Timing(
    title="a million draws of a risk share of 15 bodies and three tiers, with percentiles",
    prepare=prepare,
    ways={"in chunks": chunked, "one block of numpy": one_block, "DuckDB": in_duckdb},
    gate=1.43,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
