"""A risk-share agreement as its parties write it down: YAML, amounts in £000."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final, TypeVar

from equipoise.rules.riskshare import (
    Agreement,
    BodyKind,
    Consenting,
    Decides,
    Fund,
    Key,
    Layer,
    Limit,
    Means,
    Of,
    Party,
    Repaid,
    Repayment,
    Scope,
    Side,
    Source,
    Trigger,
    When,
)
from equipoise.sources.misfit import Misfit
from equipoise.sources.risk_agreement_fits import faults_of
from equipoise.sources.spots import Spot, spot_of

Read = TypeVar("Read")
Limits = Mapping[str, Spot]
MOST_BYTES: Final = 1_000_000
MONEY: Final = (Key.TURNOVER, Key.ALLOCATION, Key.CONTRACT, Key.BENEFIT, Key.LOSS)
"""Measures of a party that are money; the others are plain numbers."""
PLAIN: Final = (Key.POPULATION, Key.PERFORMANCE, Key.NEED)
REQUIRED: Final = ("name", "title", "starts_on", "ends_on", "means", "parties", "layers")
OPTIONAL: Final = ("funds", "consent", "scope")
LAYER: Final = (
    *("name", "source", "side", "trigger", "fund", "key", "weights", "bearers", "claimants"),
    *("cap", "floor", "most", "only_surplus", "repayment"),
)
TRIGGER: Final = (
    *("of", "tolerance", "when", "stages", "conditions", "asks", "excludes", "within"),
)
STAGES: Final[tuple[str, ...]] = ("actual", "forecast")
NO_DAY: Final = date.min


@dataclass(frozen=True, kw_only=True)
class WrittenAgreement:
    """An agreement that was read, and its text; None where anything does not fit."""

    source: str
    agreement: Agreement[Fraction] | None
    text: bytes
    misfits: tuple[Misfit, ...] = ()


def risk_agreement(path: Path) -> WrittenAgreement:
    """Return the agreement in a YAML file, amounts in £000, or everything that does not fit.

    Nothing is guessed: an unknown word, a name that no party has, a key that a bearer lacks are
    misfits, each with its path and line.
    """
    raw = path.read_bytes()
    if len(raw) > MOST_BYTES:
        why, expected = "larger than an agreement can be", f"at most {MOST_BYTES:,} bytes"
        odd = Misfit(
            source=path.name, place="file", found=f"{len(raw):,}", expected=expected, why=why
        )
        return WrittenAgreement(source=path.name, agreement=None, text=raw, misfits=(odd,))
    spot = spot_of(raw.decode("utf-8", errors="replace"), path.name)
    found = _agreement(spot) if spot.node is not None else None
    misfits = tuple(spot.faults)
    if found is not None and not misfits:
        misfits = tuple(faults_of(found, path.name))
    return WrittenAgreement(
        source=path.name, agreement=None if misfits else found, text=raw, misfits=misfits
    )


def _agreement(spot: Spot) -> Agreement[Fraction]:
    fields = spot.fields((*REQUIRED, *OPTIONAL), required=REQUIRED)
    return Agreement(
        name=_read(fields, "name", Spot.text, ""),
        title=_read(fields, "title", Spot.text, ""),
        starts_on=_read(fields, "starts_on", Spot.day, None) or NO_DAY,
        ends_on=_read(fields, "ends_on", Spot.day, None) or NO_DAY,
        means=_read(fields, "means", lambda one: one.choice(Means, Means.TRANSFER), Means.TRANSFER),
        parties=_read(fields, "parties", _parties, {}),
        funds=_read(fields, "funds", _funds, {}),
        layers=_read(fields, "layers", lambda one: tuple(_layer(item) for item in one.items()), ()),
        consent=_read(fields, "consent", _consent, Consenting()),
        scope=_read(fields, "scope", _scope, Scope()),
    )


def _read(fields: Limits, name: str, read: Callable[[Spot], Read], default: Read) -> Read:
    return read(fields[name]) if name in fields else default


def _parties(spot: Spot) -> dict[str, Party[Fraction]]:
    found = {}
    for code, one in spot.entries().items():
        fields = one.fields(("kind", *MONEY, *PLAIN), required=("kind",))
        measures = {str(key): fields[key].amount() for key in MONEY if key in fields}
        measures |= {str(key): fields[key].plain() for key in PLAIN if key in fields}
        kind = _read(fields, "kind", lambda at: at.choice(BodyKind, BodyKind.ICB), BodyKind.ICB)
        found[code] = Party(kind=kind, measures=measures)
    return found


def _funds(spot: Spot) -> dict[str, Fund[Fraction]]:
    found = {}
    for code, one in spot.entries().items():
        fields = one.fields(("holder", "amount"), required=("holder", "amount"))
        found[code] = Fund(
            holder=_read(fields, "holder", Spot.text, ""),
            amount=_read(fields, "amount", Spot.amount, Fraction(0)),
        )
    return found


def _layer(spot: Spot) -> Layer[Fraction]:
    fields = spot.fields(LAYER, required=("name", "source"))
    return Layer(
        name=_read(fields, "name", Spot.text, ""),
        source=_read(fields, "source", lambda at: at.choice(Source, Source.OWN), Source.OWN),
        side=_read(fields, "side", lambda at: at.choice(Side, Side.LOSS), Side.LOSS),
        trigger=_read(fields, "trigger", _trigger, Trigger()),
        fund=_read(fields, "fund", Spot.text, ""),
        key=_read(fields, "key", lambda at: at.choice(Key, Key.EQUAL), Key.EQUAL),
        weights=_read(fields, "weights", lambda at: _by_name(at, Spot.plain), {}),
        bearers=_read(fields, "bearers", Spot.texts, ()),
        claimants=_read(fields, "claimants", Spot.texts, ()),
        cap=_read(fields, "cap", _limit, Limit()),
        floor=_read(fields, "floor", _limit, Limit()),
        most=_read(fields, "most", Spot.amount, None),
        only_surplus=_read(fields, "only_surplus", Spot.yes, False),
        repayment=_read(fields, "repayment", _repayment, Repayment()),
    )


def _trigger(spot: Spot) -> Trigger[Fraction]:
    fields = spot.fields(TRIGGER)
    stages = _read(fields, "stages", Spot.texts, STAGES)
    if "stages" in fields and not set(stages) <= set(STAGES):
        fields["stages"].tell("not stages of a position", expected=" or ".join(STAGES))
    return Trigger(
        of=_read(fields, "of", lambda at: at.choice(Of, Of.BODY), Of.BODY),
        tolerance=_read(fields, "tolerance", _limit, Limit()),
        when=_read(fields, "when", lambda at: at.choice(When, When.MONTH), When.MONTH),
        stages=stages,
        conditions=_read(fields, "conditions", Spot.texts, ()),
        asks=_read(fields, "asks", lambda at: _by_name(at, Spot.amount), {}),
        excludes=_read(fields, "excludes", Spot.texts, ()),
        within=_read(fields, "within", Spot.texts, ()),
    )


def _limit(spot: Spot) -> Limit[Fraction]:
    fields = spot.fields(("amount", "of_turnover"))
    if len(fields) != 1:
        spot.tell("neither an amount nor a part of turnover, or both", expected="one of them")
    return Limit(
        amount=_read(fields, "amount", Spot.amount, None),
        of_turnover=_read(fields, "of_turnover", Spot.share, None),
    )


def _repayment(spot: Spot) -> Repayment:
    fields = spot.fields(("when", "years", "interest"), required=("when",))
    years = _read(fields, "years", Spot.plain, Fraction(1))
    if years.denominator != 1 or not 1 <= years <= 25:
        fields["years"].tell("not a number of years", expected="1 to 25")
    return Repayment(
        when=_read(fields, "when", lambda at: at.choice(Repaid, Repaid.NONE), Repaid.NONE),
        years=int(years),
        interest=_read(fields, "interest", Spot.share, Fraction(0)),
    )


def _consent(spot: Spot) -> Consenting:
    fields = spot.fields(("rule", "share", "lead", "regional"), required=("rule",))
    return Consenting(
        rule=_read(fields, "rule", lambda at: at.choice(Decides, Decides.ALL), Decides.ALL),
        share=_read(fields, "share", Spot.share, None),
        lead=_read(fields, "lead", Spot.text, ""),
        regional=_read(fields, "regional", Spot.yes, False),
    )


def _scope(spot: Spot) -> Scope:
    fields = spot.fields(("places", "collaboratives"))
    return Scope(
        places=_read(fields, "places", Spot.texts, ()),
        collaboratives=_read(fields, "collaboratives", Spot.texts, ()),
    )


def _by_name(spot: Spot, read: Callable[[Spot], Fraction]) -> dict[str, Fraction]:
    return {name: read(one) for name, one in spot.entries().items()}
