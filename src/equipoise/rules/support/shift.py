"""A net-neutral shift of control totals: what some take on and others are relieved of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import Period
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class Proposal(Generic[Number]):
    """Changes that a system proposes to its members' control totals. Unit: pence.

    `windows` are the days before the draft and before the final plans; `consents` the bodies
    whose consent is on record; `regulator` whether the regulator's is.
    """

    totals: Mapping[str, Number]
    changes: Mapping[str, Number]
    proposed_on: date
    windows: tuple[Period, ...]
    consents: frozenset[str] = frozenset()
    regulator: bool = False


@dataclass(frozen=True, kw_only=True)
class Shifted(Generic[Number]):
    """Control totals after a shift; as they were where `lacks` says what it wants. Unit: pence."""

    totals: Mapping[str, Number]
    system: Number
    net: Number
    lacks: tuple[str, ...]


@rule(
    applies=DEFINITIONS,
    source="HFMA, 'Initial planning guidance published', 2018: net-neutral changes are proposed "
    "by the system and agreed by the regulator, ahead of draft and of final plans only",
)
def shift(proposal: Proposal[Number], params: Values[Number], *, known_on: date) -> Shifted[Number]:
    """Return control totals after a shift, or as they were with all that it lacks.

    Unit: pence; a positive change is a tougher control total.
    Law a_shift_keeps_the_control_total_of_the_system: whatever is moved.
    Law a_shift_that_lacks_anything_moves_nothing: not even for those who agreed.

    In £m: A takes on two and B is relieved of them; then B of one alone.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> for relieved in (-2, -1):
    ...     found = shift(Proposal(totals={"A": Fraction(-12), "B": Fraction(3)},
    ...         changes={"A": Fraction(2), "B": Fraction(relieved)}, regulator=True,
    ...         proposed_on=date(2019, 2, 1), windows=(Period.parse("2019-01-10 to 2019-02-12"),),
    ...         consents=frozenset({"A", "B"})), load().exact, known_on=date(2019, 2, 1))
    ...     print(found.totals["A"], found.system, *found.lacks)
    -10 -9
    -12 -9 changes that sum to nil
    """
    del params, known_on
    net = _net(proposal)
    lacks = tuple(_lacks(proposal, net))
    totals = proposal.totals if lacks else _moved(proposal)
    system = named(total(totals.values()), "Control total of the system")
    return Shifted(totals=totals, system=system, net=net, lacks=lacks)


def _moved(proposal: Proposal[Number]) -> Mapping[str, Number]:
    return {
        code: named(limit + proposal.changes[code], f"Control total of {code}")
        if code in proposal.changes
        else limit
        for code, limit in proposal.totals.items()
    }


def _lacks(proposal: Proposal[Number], net: Number) -> Iterator[str]:
    none = nil(net)
    if net > none or net < none:
        yield "changes that sum to nil"
    if not any(proposal.proposed_on in window for window in proposal.windows):
        yield "a day ahead of draft or of final plans"
    for code in sorted(proposal.changes.keys() - proposal.totals.keys()):
        yield f"a control total of {code}"
    for code in sorted(proposal.changes.keys() - proposal.consents):
        yield f"the consent of {code}"
    if not proposal.regulator:
        yield "the consent of the regulator"


def _net(proposal: Proposal[Number]) -> Number:
    changes = tuple(proposal.changes.values())
    some = next(iter(proposal.totals.values()))
    return named(total(changes) if changes else nil(some), "Net of the changes")
