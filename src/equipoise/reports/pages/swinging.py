"""The swing of a change of the rules: by system, by trust, and whose the gain is."""

from __future__ import annotations

from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.display import day
from equipoise.reports.pages.electing import (
    ELECTIVE_STREAM,
    alerts,
    misfit_cards,
    rests_on,
    said,
    system_ref,
)
from equipoise.reports.pages.page import Page, counted, million, typed
from equipoise.reports.table import Row, Sign, Table
from equipoise.usecases.of_files import SWING
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.swing import Swung, SystemSwing
from equipoise.workings import Figure

HELD: Final = "held by the ICB until decided"
HELD_NOW: Final = "Held by the ICB until decided"
KEPT: Final = "Contract value kept"
RESET: Final = "Contract re-set to the new target"
SHARED: Final = "Contract value set by the award"


def swing_page(outcome: Outcome[Swung], *, award: str) -> Page:
    """Return what a change is worth: by system with England, by trust, and whose it is."""
    found = outcome.result
    before, after = found.before.asked, found.after.asked
    nation = found.nation
    undecided = [code for code, one in found.systems.items() if one.decided is None]
    return Page(
        title=f"Swing of elective recovery, {after.year}",
        sentences=(
            f"For unchanged activity the rules known on {day(after.known_on)} are worth "
            f"{_worth(nation.swing)} than those known on {day(before.known_on)}: "
            f"{million(int(nation.target.value))} by target and "
            f"{million(int(nation.protection.value))} by protection.",
            *said(found.after),
            f"{counted(len(undecided), 'system')} of {len(found.systems)}: the gain is {HELD}."
            if undecided
            else "",
        ),
        alerts=(*alerts(found.after), *_unlike(found)),
        tables=(_systems(found), together_table(found)),
        cards=misfit_cards(found.after),
        next_steps=_steps(found, undecided, award=award),
        facts={
            "before": before.known_on.isoformat(),
            "after": after.known_on.isoformat(),
            "undecided": undecided,
            "sources": [after.care.source],
            "assumed": [str(ref) for ref in found.after.rests],
        },
    )


def _worth(swing: Figure) -> str:
    size = million(abs(int(swing.value)))
    return f"{size} {'less' if swing.value < 0 else 'more'}"


def _steps(found: Swung, undecided: list[str], *, award: str) -> tuple[str, ...]:
    """Return how a decision is recorded, for the first system that has none, and the answer why."""
    steps = [f"equipoise swing ... --why {next(iter(found.systems))}"]
    if undecided and found.systems[undecided[0]].allocation.swing.value > 0:
        code = undecided[0]
        amount = typed(int(found.systems[code].allocation.swing.value))
        trust = next(iter(found.systems[code].contracts), code)
        steps += [
            f"equipoise pot award {code} --line {award or 'elective-gain'} --title 'Elective gain' "
            f"--stream {ELECTIVE_STREAM} --route transfer --amount {amount} --key custom "
            f"--to {to}=1 --from-day {found.after.asked.known_on} --reason '{why}'"
            for to, why in ((trust, KEPT), (code, RESET))
        ]
    return tuple(steps)


def _unlike(found: Swung) -> tuple[str, ...]:
    """Return a line for each award that is not the gain it was made of."""
    return tuple(
        f"{one.decided.act.name} shares {million(int(one.decided.amount.value))} in {code}, and "
        f"the swing is {million(int(one.allocation.swing.value))}: the ICB has the difference."
        for code, one in found.systems.items()
        if one.decided is not None and one.decided.amount.value != one.allocation.swing.value
    )


def _systems(found: Swung) -> Table:
    rows = [
        Row(
            cells={
                "system": code,
                "before": found.before.systems[code].ledgers.allocation,
                "after": found.after.systems[code].ledgers.allocation,
                "target": one.allocation.target,
                "protection": one.allocation.protection,
                "swing": one.allocation.swing,
                "carried": one.carried,
            },
            refs={"swing": system_ref(found.after, code, SWING)},
        )
        for code, one in found.systems.items()
    ]
    nation = found.nation
    cells = {
        "before": found.before.nation.allocation,
        "after": found.after.nation.allocation,
        "target": nation.target,
        "protection": nation.protection,
        "swing": nation.swing,
        "carried": found.carried,
    }
    rows.append(Row(cells={"system": "England", **cells}, emphasis=True))
    return Table(
        name="swing",
        title="Swing by system: the allocation ledger",
        sentence="The same activity under the rules of two days.",
        basis=f"{found.after.asked.year}, actual",
        columns=(
            words("system", "System"),
            money("before", "Adjustment before", sign=Sign.INCOME),
            money("after", "Adjustment after", sign=Sign.INCOME),
            money("target", "Swing by target", sign=Sign.INCREASE),
            money("protection", "Swing by protection", sign=Sign.INCREASE),
            money("swing", "Swing", sign=Sign.INCREASE),
            money("carried", "Of which carried between ledgers", sign=Sign.FAVOURABLE),
        ),
        rows=tuple(rows),
        notes=rests_on(found.after),
    )


def together_table(found: Swung) -> Table:
    """Return trusts and their ICB in one table: before, after, and what each has of the gain."""
    rows = []
    for code, one in found.systems.items():
        for trust, then in found.before.systems[code].trusts.items():
            if trust not in one.settlement.trusts:
                continue
            now = one.settlement.trusts[trust]
            rows.append(
                Row(
                    cells={
                        "body": f"{trust} for {code}",
                        "contract_before": then.contract,
                        "adjustment_before": then.adjustment,
                        "income_before": then.income,
                        "contract_after": now.contract or HELD_NOW,
                        "adjustment_after": found.after.systems[code].trusts[trust].adjustment,
                        "swing": one.contracts[trust],
                        "income_after": now.income,
                        "movement": now.movement,
                        "whose": _whose(found, code, trust),
                    },
                    refs={"swing": system_ref(found.after, code, trust, SWING)},
                )
            )
        rows.append(
            Row(
                cells={
                    "body": f"ICB {code}",
                    "movement": one.settlement.commissioner,
                    "whose": HELD_NOW if one.decided is None else _by(one),
                }
            )
        )
        rows.append(
            Row(
                cells={"body": f"Trusts and ICB, {code}", "movement": one.allocation.swing},
                emphasis=True,
            )
        )
    return Table(
        name="trusts_and_icb",
        title="Trusts and ICB together: whose the gain is",
        sentence="Contract, adjustment and income before and after, and what each has of the gain.",
        basis=f"{found.after.asked.year}, actual",
        columns=(
            words("body", "Body"),
            money("contract_before", "Contract before"),
            money("adjustment_before", "Adjustment before", sign=Sign.INCOME),
            money("income_before", "Income before"),
            money("contract_after", "Contract after"),
            money("adjustment_after", "Adjustment after", sign=Sign.INCOME),
            money("income_after", "Income after"),
            money("movement", "Movement", sign=Sign.FAVOURABLE),
            money("swing", "Swing of the contract", sign=Sign.INCREASE),
            words("whose", "By decision"),
        ),
        rows=tuple(rows),
        notes=("Whose the gain is, is a decision: an award in the pot, agreed by those it names.",),
    )


def _whose(found: Swung, code: str, trust: str) -> str:
    """Return what the decision makes of a trust's contract, in words."""
    one = found.systems[code]
    contract = one.settlement.trusts[trust].contract
    if contract is None:
        return HELD_NOW
    if _same(contract, found.before.systems[code].trusts[trust].contract):
        return f"{KEPT}: {_by(one)}"
    if _same(contract, found.after.systems[code].trusts[trust].contract):
        return f"{RESET}: {_by(one)}"
    return f"{SHARED}: {_by(one)}"


def _same(one: Figure, other: Figure) -> bool:
    return one.value == other.value


def _by(one: SystemSwing) -> str:
    assert one.decided is not None, "a decision is told where there is one"
    return f"{one.decided.act.name}, {one.decided.reason}".removesuffix(", ")
