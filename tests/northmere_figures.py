"""What a test reads off Northmere's plan: figures in £000, words on the board, statuses."""

from fractions import Fraction

from equipoise.records import SystemStatus
from equipoise.records.queries import system_head
from equipoise.rules.balance import Rungs
from equipoise.units import to_pence
from equipoise.usecases.collect import Line, collect
from equipoise.usecases.decisions import DecisionStatus, named_decision, stand_of
from equipoise.usecases.ladder import Rise, ladder
from equipoise.usecases.match import Matched, match
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import collated, plan_of
from equipoise.usecases.statement import Statement
from equipoise.workings import Figure
from tests.northmere_round import BODIES, SYSTEM, TODAY, Northmere, thousands

RUNGS = (
    "control_total", "sum_of_plans", "matching_effect", "adjusted_sum", "gap",
    "agreed_actions", "balance", "proposed_actions", "balance_with_proposals",
)  # fmt: skip


def lines(plan: Northmere) -> tuple[Line, ...]:
    return collect(plan.one, SYSTEM, by=plan.lead, on=TODAY).result.lines


def words(plan: Northmere) -> dict[str, set[str]]:
    """Return the words on the board for each body's parts."""
    found: dict[str, set[str]] = {}
    for line in lines(plan):
        found.setdefault(line.organisation, set()).add(line.word)
    return found


def everybody(word: str) -> dict[str, set[str]]:
    return {code: {word} for code in BODIES}


def system_status(plan: Northmere) -> tuple[int, str, bool]:
    head = system_head(plan.one.code, SYSTEM)
    assert head is not None
    return head.number, SystemStatus(head.status), head.locked


def standing(plan: Northmere, name: str) -> tuple[DecisionStatus, tuple[str, ...]]:
    found = stand_of(plan.one, named_decision(plan.one, name))
    return found.status, found.waits_for


def matrix(plan: Northmere) -> Outcome[Matched]:
    return match(plan.one, SYSTEM, by=plan.lead, on=TODAY)


def rise(plan: Northmere) -> Rise:
    return ladder(plan.one, SYSTEM, by=plan.lead, on=TODAY).result


def rungs(found: Rungs[Figure]) -> list[int]:
    return [thousands(getattr(found, name)) for name in RUNGS]


def statement(plan: Northmere, number: int) -> Statement:
    return Statement(plan=plan_of(plan.one, collated(plan.one, SYSTEM, number)))


def values(found: Statement) -> dict[str, int | Fraction]:
    return {name: figure.value for name, figure in found.named()}


def positions(found: Statement) -> dict[str, tuple[int, int]]:
    """Return each position including and excluding support."""
    both = {
        code: (thousands(read.including), thousands(read.excluding))
        for code, read in found.position.members.items()
    }
    system = (thousands(found.position.including), thousands(found.position.excluding))
    return {**both, "system": system}


def efficiency(found: Statement) -> tuple[int, str, str]:
    """Return the total, and how much of it lasts and how much does not, in per cent."""
    lasts, does_not = found.efficiency.recurrent.ratio, found.efficiency.non_recurrent.ratio
    return thousands(found.efficiency.total), percent(lasts), percent(does_not)


def percent(share: Figure | None) -> str:
    assert share is not None
    tenths = to_pence(Fraction(share.value) * 1000)  # the house's one rounding
    return f"{tenths // 10}.{tenths % 10}%"


def underlying(found: Statement) -> tuple[int, int]:
    """Return the position less one-off efficiency, and underlying: before support too."""
    return (
        thousands(found.underlying.reported_less_one_off),
        thousands(found.underlying.underlying),
    )


def capital(found: Statement) -> tuple[int, int, int]:
    assert found.capital is not None
    return (
        thousands(found.capital.planned),
        thousands(found.capital.envelope),
        thousands(found.capital.headroom),
    )
