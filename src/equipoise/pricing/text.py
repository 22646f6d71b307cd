"""The one SQL text that prices: DuckDB's dialect, whole numbers alone, rounded once.

A record's codes lead through the tables to its outcome and to the parts of its price, and each
record is multiplied and rounded by itself. Who gave the care, who pays and the outcome are one
whole number, its place, by which records are added up; only then is told, once for each place and
month, what the outcome was. Several books stand side by side. Spark runs the same text, transpiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from equipoise.pricing.coding import numbers
from equipoise.pricing.kinds import KEYS, LAYERS, Setting, outcome_count
from equipoise.pricing.outcomes import (
    BEYOND_LIMIT,
    EVERY,
    FAULTS,
    FIRST_FAULT,
    MARKS,
    NOT_ATTENDED_MARK,
    OUTCOMES,
    PRIVATE_MARK,
    REASONS,
)
from equipoise.pricing.regime import ROOM, Regime
from equipoise.pricing.schema import Kind
from equipoise.pricing.tables import FACTORS, outcomes_of
from equipoise.rules.payment import Reason
from equipoise.rules.payment.exclusions import PRIVATE_COMMISSIONER
from equipoise.units import nearest_sql

TOTALS: Final = (*KEYS, "outcome")
WHOLE: Final = 2**31
"""A place below this is an INTEGER."""


def records(setting: Setting, kind: Kind) -> str:
    """Return SQL for every record with its outcome under each book.

    Shape: for each book `point_n`, `reason_n`, `base_n`, and `price_n`, null where there is a
        reason, beside the record's keys and practice.
    """
    every = range(1, len(setting.regimes) + 1)
    bases = ", ".join(f"base_{n}" for n in every)
    prices = ", ".join(f"price_{n}" for n in every)
    told = _told(setting, kind, _priced(setting, kind), carried=f"practice, {bases}, {prices}")
    kept = ", ".join(f"CASE WHEN reason_{n} = 0 THEN price_{n} END AS price_{n}" for n in every)
    told_of = ", ".join(f"point_{n}, reason_{n}" for n in every)
    return f"SELECT {', '.join(KEYS)}, practice, {told_of}, {bases}, {kept} FROM ({told}) AS told"


def totals(setting: Setting, kind: Kind) -> str:
    """Return SQL for the number of records and their pence, by `TOTALS`.

    Shape: `TOTALS`, `records`, and `pence_n` for each book; BIGINT but for the keys. A set of
        totals may be there twice, its records divided.
    """
    every = range(1, len(setting.regimes) + 1)
    sums = ", ".join(f"CAST(sum(price_{n}) AS BIGINT) AS pence_{n}" for n in every)
    added = (
        f"SELECT place, month, count(*) AS records, {sums}"
        f" FROM ({_priced(setting, kind)}) AS priced GROUP BY place, month"
    )
    pence = ", ".join(f"pence_{n}" for n in every)
    told = _told(setting, kind, added, carried=f"records, {pence}")
    outcome = " + ".join(
        f"CAST(point_{n} * {EVERY} + reason_{n} AS BIGINT) * {OUTCOMES ** (n - 1)}" for n in every
    )
    paid = ", ".join(
        f"coalesce(CASE WHEN reason_{n} = 0 THEN pence_{n} END, 0) AS pence_{n}" for n in every
    )
    return f"SELECT {', '.join(KEYS)}, {outcome} AS outcome, records, {paid} FROM ({told}) AS told"


def _each(setting: Setting, name: str, column: Callable[[Regime, int], str]) -> str:
    numbered = enumerate(setting.regimes, start=1)
    return ", ".join(f"{column(one, n)} AS {name}_{n}" for n, one in numbered)


def _priced(setting: Setting, kind: Kind) -> str:
    """Return SQL for every record's place, and its price under each book as if it had one."""
    kinds = LAYERS[kind]
    scaled = _each(setting, "scaled", lambda one, n: kinds.scaled(setting, one, n))
    unsure = _unsure(setting, kind)
    prices = _each(setting, "price", lambda one, n: _price(kind, one, n, unsure=unsure))
    return (
        f"SELECT *, {_place(setting, kind, unsure)} AS place, {prices} FROM"
        f" (SELECT *, {scaled} FROM ({kinds.records(setting)}) AS laid) AS layer"
    )


def _digits(setting: Setting, kind: Kind, *, unsure: bool) -> dict[str, int]:
    """Return the parts of a place, the last changing quickest, and how many each can be."""
    own = {
        "provider": setting.count("provider"),
        "commissioner": setting.count("commissioner"),
        "fault": FAULTS,
        "mark": MARKS,
        "outcome": outcome_count(setting, kind),
    }
    return {**own, "beyond": 2 ** len(setting.regimes)} if unsure else own


def _place(setting: Setting, kind: Kind, unsure: str) -> str:
    """Return SQL for the one number of all that totals are by but the month."""
    digits = _digits(setting, kind, unsure=bool(unsure))
    most = 1
    for count in digits.values():
        most *= count
    del digits["provider"]
    place = "provider" if most < WHOLE else "CAST(provider AS BIGINT)"
    for name, count in digits.items():
        part = _beyond(setting, kind, unsure) if name == "beyond" else name
        place = f"({place}) * {count} + {part}"
    return place


def _unsure(setting: Setting, kind: Kind) -> str:
    """Return SQL for whether a price may be beyond what is exact; nothing where none can be.

    Without it every record would be compared, for the sake of stays that last for decades.
    """
    longest = []
    for n, one in enumerate(setting.regimes, start=1):
        most, per_day = LAYERS[kind].most(setting, one, n)
        room = _limit(kind, one) * _rate_scale(kind, one) - most
        if room < 0:
            return "TRUE"
        if per_day:
            longest.append(room // per_day)
    return f"length_of_stay > {min(longest)}" if longest else ""


def _beyond(setting: Setting, kind: Kind, unsure: str) -> str:
    """Return SQL for which books' prices are beyond what is exact, a bit for each."""
    bits = " + ".join(
        f"CASE WHEN {_too_much(kind, one, n)} THEN {2 ** (n - 1)} ELSE 0 END"
        for n, one in enumerate(setting.regimes, start=1)
    )
    return f"CASE WHEN {unsure} THEN {bits} ELSE 0 END"


def _too_much(kind: Kind, one: Regime, n: int) -> str:
    return f"scaled_{n} > {_limit(kind, one) * _rate_scale(kind, one)}"


def _price(kind: Kind, one: Regime, n: int, *, unsure: str) -> str:
    scale, factor = _rate_scale(kind, one), f"factor_{n}"
    whole = str(scale * one.factor_scale)
    if one.limit(scale) >= ROOM:
        price = nearest_sql(f"scaled_{n} * {factor}", whole, signed=False)
    else:
        pence, parts = (
            f"((scaled_{n} // {scale}) * {factor})",
            f"((scaled_{n} % {scale}) * {factor})",
        )
        rest = f"({pence} % {one.factor_scale}) * {scale} + {parts}"
        price = f"{pence} // {one.factor_scale} + {nearest_sql(rest, whole, signed=False)}"
    if not unsure:
        return price
    return f"CASE WHEN {unsure} AND {_too_much(kind, one, n)} THEN 0 ELSE {price} END"


def _told(setting: Setting, kind: Kind, source: str, *, carried: str) -> str:
    """Return SQL that says of every place what it stands for, and why it has no price."""
    digits = _digits(setting, kind, unsure=bool(_unsure(setting, kind)))
    parts, divided = [], 1
    for name, count in reversed(digits.items()):
        number = f"place // {divided}" if divided > 1 else "place"
        parts.append(f"{number if name == 'provider' else f'{number} % {count}'} AS {name}")
        divided *= count
    placed = f"SELECT month, {carried}, {', '.join(parts)} FROM ({source}) AS source"
    reasons = _each(setting, "reason", lambda one, n: _reason(setting, digits, one, n=n))
    points = _each(
        setting, "point", lambda _, n: f"CASE WHEN fault > 0 THEN 0 ELSE o.point_{n} END"
    )
    return (
        f"SELECT {', '.join(KEYS)}, {carried}, {points}, {reasons} FROM ({placed}) AS placed"
        f" JOIN {outcomes_of(kind)} AS o ON o.key = outcome"
        f" JOIN {FACTORS} AS f ON f.key = provider"
    )


def _reason(setting: Setting, digits: Mapping[str, int], one: Regime, *, n: int) -> str:
    payers = numbers(
        setting.codes, "commissioner", holds=lambda code: code.startswith(PRIVATE_COMMISSIONER)
    )
    private = f" OR commissioner IN ({', '.join(map(str, payers))})" if payers else ""
    tests = [
        ("fault > 0", f"{FIRST_FAULT} + fault"),
        (f"month NOT BETWEEN {one.first_month} AND {one.last_month}", REASONS[Reason.NO_BOOK]),
        (f"mark = {PRIVATE_MARK}{private}", REASONS[Reason.PRIVATE]),
        (f"mark = {NOT_ATTENDED_MARK}", REASONS[Reason.NOT_ATTENDED]),
        (f"o.reason_{n} > 0", f"o.reason_{n}"),
        (f"f.unplaced_{n} = 1", REASONS[Reason.NO_MARKET_FORCES]),
    ]
    if "beyond" in digits:
        tests.append((f"beyond // {2 ** (n - 1)} % 2 = 1", BEYOND_LIMIT))
    told = " ".join(f"WHEN {test} THEN {why}" for test, why in tests)
    return f"CASE {told} ELSE 0 END"


def _rate_scale(kind: Kind, one: Regime) -> int:
    """Return the scale of a price before market forces: spells alone have top-ups."""
    return one.rate_scale if kind is Kind.ADMITTED else 1


def _limit(kind: Kind, one: Regime) -> int:
    """Return the largest price before market forces that is exact. Unit: pence."""
    simple = one.limit(_rate_scale(kind, one))
    return simple if simple >= ROOM else one.limit_apart()
