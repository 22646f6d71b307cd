"""The one SQL text that prices: DuckDB's dialect, whole numbers alone, rounded once.

It says of a record what `rules/payment` says, in the same order, with several books at once. Codes
are numbers; which of them mean what is asked of the rules when the text is made. Spark runs the
same text, transpiled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from equipoise.pricing.kinds import KEYS, LAYERS, Setting
from equipoise.pricing.outcomes import BEYOND_LIMIT, EVERY, FIRST_FAULT, OUTCOMES, REASONS
from equipoise.pricing.regime import ROOM, Regime
from equipoise.pricing.schema import Kind
from equipoise.rules.payment import Reason
from equipoise.units import nearest_sql

MOST: Final = 6
"""Books in one pass: the outcomes of so many fit one whole number."""
TOTALS: Final = (*KEYS, "outcome")


class TooManyBooksError(ValueError):
    """More books than one pass can price under, or none."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} price books at once: from one to {MOST} in one pass")


def records(setting: Setting, kind: Kind) -> str:
    """Return SQL for every record with its outcome and the parts of its price, by book.

    Shape: for each book `point_n`, `reason_n`, `base_n`, `excess_days_n`, `scaled_n` (the price
        before market forces, in parts of a penny) and `price_n`, beside the record's keys.
    Raises: TooManyBooksError.
    """
    if not 1 <= len(setting.regimes) <= MOST:
        raise TooManyBooksError(len(setting.regimes))
    kinds = LAYERS[kind]

    def each(name: str, column: Callable[[Regime, int], str]) -> str:
        numbered = enumerate(setting.regimes, start=1)
        return ", ".join(f"{column(one, n)} AS {name}_{n}" for n, one in numbered)

    found = kinds.records(setting)
    for layer in (
        each("point", lambda one, n: kinds.point(setting, one, n)),
        ", ".join(
            (
                each("base", lambda one, n: kinds.base(setting, one, n)),
                each("excess_days", lambda _, n: kinds.excess_days(n)),
            )
        ),
        each("scaled", kinds.scaled),
        each("reason", lambda one, n: _reason(setting, kind, one, n)),
        each("price", lambda one, n: _price(kind, one, n)),
    ):
        found = f"SELECT *, {layer} FROM ({found}) AS layer"
    return found


def totals(setting: Setting, kind: Kind) -> str:
    """Return SQL for the number of records and their pence, by `TOTALS`.

    Shape: `TOTALS`, `records`, and `pence_n` for each book; BIGINT but for the keys.
    """
    every = range(1, len(setting.regimes) + 1)
    outcome = " + ".join(
        f"CAST(point_{n} * {EVERY} + reason_{n} AS BIGINT) * {OUTCOMES ** (n - 1)}" for n in every
    )
    sums = ", ".join(f"CAST(coalesce(sum(price_{n}), 0) AS BIGINT) AS pence_{n}" for n in every)
    prices = ", ".join(f"price_{n}" for n in every)
    return (
        f"SELECT {', '.join(TOTALS)}, count(*) AS records, {sums} FROM"
        f" (SELECT {', '.join(KEYS)}, {outcome} AS outcome, {prices}"
        f" FROM ({records(setting, kind)}) AS priced) AS coded GROUP BY {', '.join(TOTALS)}"
    )


def _reason(setting: Setting, kind: Kind, one: Regime, n: int) -> str:
    tests = (
        ("fault > 0", f"{FIRST_FAULT} + fault"),
        (f"month NOT BETWEEN {one.first_month} AND {one.last_month}", Reason.NO_BOOK),
        *LAYERS[kind].tests(setting, n),
        (f"factor_{n} IS NULL", Reason.NO_MARKET_FORCES),
        (f"scaled_{n} > {_limit(kind, one) * _rate_scale(kind, one)}", BEYOND_LIMIT),
    )
    told = " ".join(
        f"WHEN {test} THEN {REASONS[why] if isinstance(why, Reason) else why}"
        for test, why in tests
    )
    return f"CASE {told} ELSE 0 END"


def _price(kind: Kind, one: Regime, n: int) -> str:
    scale, factor = _rate_scale(kind, one), f"factor_{n}"
    whole = str(scale * one.factor_scale)
    if one.limit(scale) >= ROOM:
        price = nearest_sql(f"scaled_{n} * {factor}", whole)
    else:
        pence, parts = (
            f"((scaled_{n} // {scale}) * {factor})",
            f"((scaled_{n} % {scale}) * {factor})",
        )
        rest = nearest_sql(f"({pence} % {one.factor_scale}) * {scale} + {parts}", whole)
        price = f"{pence} // {one.factor_scale} + {rest}"
    return f"CASE WHEN reason_{n} = 0 THEN {price} END"


def _rate_scale(kind: Kind, one: Regime) -> int:
    """Return the scale of a price before market forces: spells alone have top-ups."""
    return one.rate_scale if kind is Kind.ADMITTED else 1


def _limit(kind: Kind, one: Regime) -> int:
    """Return the largest price before market forces that is exact. Unit: pence."""
    simple = one.limit(_rate_scale(kind, one))
    return simple if simple >= ROOM else one.limit_apart()
