"""What a risk-share agreement is settled on: positions, duties, and what could come, in £000."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from equipoise.rules.riskshare import RECORDED
from equipoise.sources.amounts import THOUSAND_POUNDS, pence
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import Pence

ANSWERS: Final = ("yes", "no")
AMOUNT: Final = "an amount in £000, such as -1021.5"


@dataclass(frozen=True, kw_only=True)
class PositionLine:
    """A part of a body's variance. Unit: pence; adverse is negative."""

    body: str
    cause: str
    scope: str
    variance: Pence
    place: str


@dataclass(frozen=True, kw_only=True)
class DutyLine:
    """What a body's duties are held against. Unit: pence; None where nothing is written."""

    body: str
    position: Pence
    brought_forward: Pence | None
    cash: Pence | None
    licence: str
    recorded: frozenset[str]
    place: str


@dataclass(frozen=True, kw_only=True)
class ShockLine:
    """What a part of a body's variance could be. Unit: pence.

    `limit` is the variance that the body must not fall below; None where none is written.
    """

    body: str
    cause: str
    scope: str
    mean: Pence
    spread: Pence
    limit: Pence | None
    place: str


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """What a party, or the region, has said to an act: yes or no, by whom, when."""

    party: str
    answer: str
    by: str
    role: str
    answered_on: date


@dataclass(frozen=True, kw_only=True)
class RiskFile:
    """The lines of one file, and what there does not fit."""

    source: str
    positions: tuple[PositionLine, ...] = ()
    duties: tuple[DutyLine, ...] = ()
    shocks: tuple[ShockLine, ...] = ()
    answers: tuple[AnswerLine, ...] = ()
    misfits: tuple[Misfit, ...] = ()


def risk_positions(path: Path) -> RiskFile:
    """Return positions from a csv of body, variance, and where wanted cause and place.

    A body may have several rows: its variance is their sum.
    """
    table = read_table(path, "risk_positions")
    lines, misfits = [], list(table.misfits)
    for row in table.rows:
        amounts, faults = _amounts(table, row, "variance")
        misfits += faults
        if not faults:
            lines.append(
                PositionLine(
                    body=row["body"],
                    cause=row["cause"],
                    scope=row["place"],
                    variance=amounts["variance"],
                    place=row.place,
                )
            )
    return RiskFile(source=path.name, positions=tuple(lines), misfits=tuple(misfits))


def risk_duties(path: Path) -> RiskFile:
    """Return what duties are held against: position, and where known what else each body has.

    `recorded` is what is on record for the body, with semicolons between.
    """
    table = read_table(path, "risk_duties")
    lines, misfits = [], list(table.misfits)
    for row in table.rows:
        amounts, faults = _amounts(table, row, "position", "brought_forward", "cash")
        recorded = [part.strip() for part in row["recorded"].split(";") if part.strip()]
        for odd in sorted(set(recorded) - set(RECORDED)):
            why, expected = "not what can be on record", " or ".join(RECORDED)
            faults.append(table.misfit(row, found=odd, expected=expected, why=why))
        misfits += faults
        if not faults:
            lines.append(
                DutyLine(
                    body=row["body"],
                    position=amounts["position"],
                    brought_forward=amounts.get("brought_forward"),
                    cash=amounts.get("cash"),
                    licence=row["licence"],
                    recorded=frozenset(recorded),
                    place=row.place,
                )
            )
    return RiskFile(source=path.name, duties=tuple(lines), misfits=tuple(misfits))


def risk_shocks(path: Path) -> RiskFile:
    """Return what variances could be: a spread for each, and where wanted a mean and a limit.

    A blank mean is nil, as a plan that is as likely missed as beaten: it is the reader of the
    answer who is told so.
    """
    table = read_table(path, "risk_shocks")
    lines, misfits = [], list(table.misfits)
    for row in table.rows:
        amounts, faults = _amounts(table, row, "mean", "spread", "limit")
        if amounts.get("spread", 0) < 0:
            why, expected = "a spread is a standard deviation", "nil or more"
            faults.append(table.misfit(row, found=row["spread"], expected=expected, why=why))
        misfits += faults
        if not faults:
            lines.append(
                ShockLine(
                    body=row["body"],
                    cause=row["cause"],
                    scope=row["place"],
                    mean=amounts.get("mean", Pence(0)),
                    spread=amounts["spread"],
                    limit=amounts.get("limit"),
                    place=row.place,
                )
            )
    return RiskFile(source=path.name, shocks=tuple(lines), misfits=tuple(misfits))


def risk_answers(path: Path) -> RiskFile:
    """Return who has agreed to an act: party, answer (yes or no), by whom, in which role, when.

    A party that answers twice is a misfit: the record keeps one answer.
    """
    table = read_table(path, "risk_answers")
    lines, misfits = [], list(table.misfits)
    for row in table.rows:
        if row["answer"] not in ANSWERS:
            why, expected = "an answer is yes or no", " or ".join(ANSWERS)
            misfits.append(table.misfit(row, found=row["answer"], expected=expected, why=why))
            continue
        lines.append(
            AnswerLine(
                party=row["party"],
                answer=row["answer"],
                by=row["by"],
                role=row["role"],
                answered_on=date.fromisoformat(row["answered_on"]),
            )
        )
    return RiskFile(source=path.name, answers=tuple(lines), misfits=tuple(misfits))


def _amounts(table: Table, row: Row, *names: str) -> tuple[Mapping[str, Pence], list[Misfit]]:
    """Return the amounts that are written, and a fault for each text that is none."""
    found: dict[str, Pence] = {}
    faults = []
    for name in names:
        amount = pence(row[name], per_unit=THOUSAND_POUNDS) if row[name] else None
        if amount is not None:
            found[name] = amount
        elif row[name]:
            why = f"{name} is not an amount"
            faults.append(table.misfit(row, found=row[name], expected=AMOUNT, why=why))
    return found, faults
