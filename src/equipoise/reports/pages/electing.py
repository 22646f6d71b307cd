"""Elective recovery (T15): what systems earn or repay, what trusts are paid, what is carried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from equipoise.register import streams_of
from equipoise.reports.columns import money, ratio, words
from equipoise.reports.display import day
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, listed, million, typed
from equipoise.reports.table import Row, Sign, Table, Value
from equipoise.rules.elective import AT_CAP, AT_FLOOR, KEPT, UNPAID, Term
from equipoise.sources import ELECTIVE_COLUMNS
from equipoise.units import Absence
from equipoise.usecases.elective import Asked, Assessment, Recovery
from equipoise.usecases.erf import Rebaselined, Recovered
from equipoise.usecases.of_files import ADJUSTMENT, ELECTIVE
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Figure, Reference, total

HELD: Final = {
    AT_FLOOR: "At its floor",
    AT_CAP: "At its cap",
    KEPT: "Nothing taken back",
    UNPAID: "Suspended, not paid",
}
ELECTIVE_STREAM: Final = "elective_recovery"
"""The stream of a pot to which elective money belongs."""
BY_MONTH: Final = "elective/erf/target_by_month_ratio"
REVISED: Final = {
    True: "a revision governs only the months it was made for (assumed)",
    False: "a revision restates the whole year (assumed)",
}
LIMITS: Final = {
    Term.FLOOR: "The floor of a repayment is not applied to {}: no fund is given. Name it with "
    "--systems.",
    Term.CAP: "The cap at a trust's own forecast is not applied to {}: no forecast is given.",
}


def template_page(name: str) -> Page:
    """Return what the columns of a file of elective care are."""
    table = Table(
        name="columns",
        title="Columns",
        sentence="",
        basis="",
        columns=(words("column", "Column"), words("what", "What it is")),
        rows=tuple(
            Row(cells={"column": column, "what": what}) for column, what in ELECTIVE_COLUMNS.items()
        ),
    )
    return Page(
        title="A file of elective care",
        sentences=(f"An empty file is written to {name}: one row for each system, provider, month "
                   "and point of delivery.",),
        cards=(table,),
        next_steps=(f"equipoise erf {name} --year 2023/24",),
    )  # fmt: skip


def erf_page(outcome: Outcome[Recovered]) -> Page:
    """Return T15: every system, then its trusts, and what it carries between the two ledgers."""
    found = outcome.result
    assessment = found.assessment
    asked = found.asked
    whole = assessment.nation.allocation
    verb = "earn" if whole.value >= 0 else "repay"
    verb += "s" if len(assessment.systems) == 1 else ""
    size = million(abs(int(whole.value)))
    return Page(
        title=f"Elective recovery, {asked.year}",
        sentences=(
            f"{counted(len(assessment.systems), 'system')} {verb} {size} by the rules known on "
            f"{day(asked.known_on)}; trusts' contracts are adjusted by "
            f"{million(int(assessment.nation.contracts.value))}, and systems carry "
            f"{million(int(assessment.nation.carried.value))}.",
            *said(assessment),
            _rebaselined(found.rebaselined),
        ),
        alerts=alerts(assessment),
        tables=(_systems(found), _trusts(assessment), _ledgers(assessment)),
        cards=misfit_cards(assessment),
        next_steps=(
            f"equipoise erf ... --why {next(iter(assessment.systems))}",
            *_shared(assessment),
            *([f"equipoise swing ... --year {asked.year}"]
              if found.rebaselined else []),
        ),
        facts={
            "known_on": asked.known_on.isoformat(),
            "way": reading(asked),
            "schemes": [scheme.title for scheme in asked.schemes],
            "sources": [asked.care.source],
            "assumed": [str(ref) for ref in assessment.rests],
        },
    )  # fmt: skip


def reading(asked: Asked) -> str:
    """Return how a scheme is read, in words: each choice is named, whichever it is."""
    way = asked.way
    revised = asked.params.has(BY_MONTH, asked.year.month(1), known_on=asked.known_on)
    return "; ".join(
        (
            "as run" if way.as_run else "as published",
            *([REVISED[way.by_month]] if revised else []),
            *(["full allocation: nothing is taken back"] if way.full_allocation else []),
            *(["baselines adjusted for working days"] if way.working_days else []),
        )
    )


def said(found: Assessment) -> Iterator[str]:
    """Yield what the reader must know of how the figures came about."""
    asked = found.asked
    first, last = asked.months[0], asked.months[-1]
    months = f"month {first}" if first == last else f"months {first} to {last}"
    yield f"Read {reading(asked)}. Activity of {months}."
    for scheme in asked.schemes:
        yield f"{scheme.title}: assessed by {scheme.assessed}, against {scheme.baseline}."
    yield _kept(found)
    national = [code for code in found.systems if asked.own_target(code) is None]
    if len(national) < len(found.systems):
        yield f"{counted(len(national), 'system')} without a target of its own: the national one."


def alerts(found: Assessment) -> tuple[str, ...]:
    """Return what stands in the way of trusting the sums."""
    told = []
    if found.asked.care.left_out:
        rows = counted(found.asked.care.left_out, "row")
        told.append(f"{rows} could not be read: sums lack them. They are listed below.")
    for term, systems in found.untested.items():
        told.append(LIMITS[term].format(listed(systems)))
    if found.gaps:
        shown = listed(found.gaps[:3])
        more = f", and {len(found.gaps) - 3} more" if len(found.gaps) > 3 else ""
        told.append(f"Activity is missing, and its baseline not counted: {shown}{more}.")
    return tuple(told)


def misfit_cards(found: Assessment) -> tuple[Table, ...]:
    """Return what in the files does not fit, as a list; nothing where all does."""
    misfits = (*found.asked.care.misfits, *found.asked.systems.misfits)
    return (misfits_table(misfits),) if misfits else ()


def rests_on(found: Assessment) -> tuple[str, ...]:
    """Return assumed values that shape the answer and stand under no figure of it."""
    return tuple(f"Rests on an assumed value: {ref}." for ref in found.rests)


def system_ref(found: Assessment, *parts: str) -> Reference:
    """Return the reference of a figure of elective care."""
    return Reference("figure", (ELECTIVE, found.asked.year.code, *parts))


def _shared(found: Assessment) -> Iterator[str]:
    """Yield how a system that keeps elective money shares it among its members: by an award."""
    streams = streams_of(found.asked.year)
    for code, part in found.systems.items():
        if ELECTIVE_STREAM in streams and part.ledgers.carried.value > 0 and part.trusts:
            to = " ".join(f"--to {trust}" for trust in part.trusts)
            amount = typed(int(part.ledgers.carried.value))
            yield (
                f"equipoise pot award {code} --line elective-money --title 'Elective money' "
                f"--stream {ELECTIVE_STREAM} --route formula --amount {amount} --key turnover {to} "
                f"--from-day {found.asked.known_on} --reason '...'"
            )
            return


def _kept(found: Assessment) -> str:
    """Return what was kept nationally of what was due, where the scheme is read as run."""
    asked, path = found.asked, "elective/erf/as_run_kept_pence"
    known = asked.params.has(path, asked.year.period, known_on=asked.known_on)
    if not asked.way.as_run or not known:
        return ""
    kept = asked.params.at(path, asked.year.period, known_on=asked.known_on)
    return f"As run, systems kept about {million(int(kept.value))} nationally (assumed)."


def _rebaselined(before: Rebaselined | None) -> str:
    if before is None:
        return ""
    days = listed(day(on) for on in sorted(set(before.days.values())))
    return f"Before re-baselining is by the rules first published, on {days}, as published."


def _systems(found: Recovered) -> Table:
    assessment = found.assessment
    several = len(found.asked.schemes) > 1
    before = found.rebaselined.before if found.rebaselined else None
    rows: list[Row] = []
    for code, part in assessment.systems.items():
        for title, one in part.schemes.items():
            old = before[title].systems[code].schemes.get(title) if before else None
            rows.append(
                Row(
                    cells={
                        "system": code,
                        **({"scheme": title} if several else {}),
                        **_cells(one),
                        **_around(one, old),
                        **({"held": _held(one)} if one.held else {}),
                    },
                    refs={} if several else _refs(assessment, code),
                )
            )
    every = [one for part in assessment.systems.values() for one in part.schemes.values()]
    if every:
        rows.append(_england(found, every, several=several))
    return Table(
        name="elective_recovery",
        title="Elective recovery (T15)",
        sentence="Elective care of each system against its target, and what it earns or repays.",
        basis=f"{found.asked.year}, actual; this year's prices",
        columns=(
            words("system", "System"),
            *([words("scheme", "Scheme")] if several else []),
            money("baseline", "Baseline value"),
            ratio("target_ratio", "Target", basis="of baseline"),
            money("target", "Target value"),
            money("actual", "Actual value"),
            ratio("actual_ratio", "Actual", basis="of baseline"),
            money("over", "Over / (under) target", sign=Sign.INCREASE),
            money("adjustment", "Income adjustment by commissioner", sign=Sign.INCOME),
            money("before", "Before re-baselining", sign=Sign.INCOME),
            money("after", "After re-baselining", sign=Sign.INCOME),
            *([words("held", "Held")] if any(one.held for one in every) else []),
        ),
        rows=tuple(rows),
        notes=rests_on(assessment),
    )


def _cells(one: Recovery) -> dict[str, Value]:
    return {
        "baseline": one.baseline,
        "target_ratio": one.target_ratio,
        "target": one.target,
        "actual": one.actual,
        "actual_ratio": one.actual_ratio,
        "over": one.over,
        "adjustment": one.adjustment,
    }


def _held(one: Recovery) -> str:
    return "; ".join(HELD[word] for word in sorted(one.held))


def _around(one: Recovery, old: Recovery | None) -> dict[str, Value]:
    if old is None:
        return {"before": Absence.NOT_APPLICABLE, "after": Absence.NOT_APPLICABLE}
    return {"before": old.adjustment, "after": one.adjustment}


def _refs(found: Assessment, code: str) -> dict[str, Reference]:
    return {"adjustment": system_ref(found, code, ADJUSTMENT)}


def _england(found: Recovered, every: list[Recovery], *, several: bool) -> Row:
    names = ("baseline", "target", "actual", "over")
    sums: dict[str, Figure] = {name: total(getattr(one, name) for one in every) for name in names}
    before: Value = Absence.NOT_APPLICABLE
    after: Value = Absence.NOT_APPLICABLE
    if found.rebaselined is not None:
        before = found.rebaselined.nation
        after = found.assessment.nation.allocation
    ratios: dict[str, Value] = {}
    if sums["baseline"].value and not several:
        ratios["target_ratio"] = sums["target"] / sums["baseline"]
        ratios["actual_ratio"] = sums["actual"] / sums["baseline"]
    adjusted = found.assessment.nation.allocation
    return Row(
        cells={
            "system": "England", **sums, **ratios, "adjustment": adjusted, "before": before,
            "after": after,
        },
        emphasis=True,
    )  # fmt: skip


def _trusts(found: Assessment) -> Table:
    return Table(
        name="contracts",
        title="Trusts: the contract ledger (commissioner to provider)",
        sentence="What each contract is worth at target, what it is adjusted by, and the income.",
        basis=f"{found.asked.year}, actual; this year's prices",
        columns=(
            words("system", "System"),
            words("trust", "Trust"),
            money("baseline", "Baseline value"),
            money("contract", "Contract value at target"),
            money("actual", "Actual value"),
            money("adjustment", "Contract adjustment", sign=Sign.INCOME),
            money("income", "Elective income"),
        ),
        rows=tuple(
            Row(
                cells={
                    "system": code,
                    "trust": trust,
                    "baseline": one.baseline,
                    "contract": one.contract,
                    "actual": one.actual,
                    "adjustment": one.adjustment,
                    "income": one.income,
                },
                refs={
                    "adjustment": system_ref(found, code, trust, ADJUSTMENT),
                    "income": system_ref(found, code, trust, "income"),
                },
            )
            for code, part in found.systems.items()
            for trust, one in part.trusts.items()
        ),
        notes=("A trust's baseline is held against the target of its commissioner (assumed).",),
    )


def _ledgers(found: Assessment) -> Table:
    rows = [
        Row(
            cells={
                "system": code,
                "allocation": part.ledgers.allocation,
                "contracts": part.ledgers.contracts,
                "carried": part.ledgers.carried,
            },
            refs={
                "allocation": system_ref(found, code, ADJUSTMENT),
                "carried": system_ref(found, code, "carried"),
            },
        )
        for code, part in found.systems.items()
    ]
    nation = found.nation
    cells = {
        "allocation": nation.allocation, "contracts": nation.contracts, "carried": nation.carried
    }  # fmt: skip
    rows.append(Row(cells={"system": "England", **cells}, emphasis=True))
    return Table(
        name="ledgers",
        title="Two ledgers, and what the system carries",
        sentence="The nation adjusts allocations; commissioners adjust contracts.",
        basis=f"{found.asked.year}, actual",
        columns=(
            words("system", "System"),
            money("allocation", "Allocation: nation to system", sign=Sign.INCOME),
            money("contracts", "Contracts: commissioner to trusts", sign=Sign.INCREASE),
            money("carried", "Carried by the system", sign=Sign.FAVOURABLE),
        ),
        rows=tuple(rows),
    )
