"""What waits for a signature of one body, and what each version of it would be signed for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equipoise.records import Actor
from equipoise.usecases.decisions import Stand, named_decision, stand_of
from equipoise.usecases.headlines import Headline
from equipoise.usecases.judged import weigh_each
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.review import headlines_of
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.signoff import preparers, waiting_for_signature
from equipoise.usecases.versions import part_ref, unsigned_since
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Unsigned:
    """A version that waits for a signature.

    `decisions` are those it carries out that nobody has signed yet: none where a workbook was
    handed in. `prepared_by` are all who may not sign it.
    """

    ref: Reference
    part: str
    number: int
    decisions: tuple[Stand, ...]
    prepared_by: frozenset[str]
    must_fix: int
    unexplained: int


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Everything of a body that waits for its approver, and what its return comes to."""

    organisation: str
    unsigned: tuple[Unsigned, ...]
    headlines: tuple[Headline, ...]


def signing(one: OpenRound, organisation: str, *, by: Actor, on: date) -> Outcome[Signing]:
    """Return what waits for a signature of the body, part by part.

    Raises: NotAllowedError; UnknownError for no such body.
    """
    one.organisation(organisation)
    demand(by, "signing", one.subject(organisation), on)
    waiting = waiting_for_signature(one, organisation)
    found, since = weigh_each(one, waiting, on=on), unsigned_since(waiting)
    unsigned = tuple(
        Unsigned(
            ref=part_ref(row),
            part=row.part,
            number=row.number,
            decisions=tuple(
                stand_of(one, named_decision(one, each.decision.rpartition("/")[2]))
                for each in reversed(since[row])
                if each.decision
            ),
            prepared_by=preparers(one, row, unsigned=since[row]),
            must_fix=len(found[row].must_fix),
            unexplained=len(found[row].unexplained),
        )
        for row in waiting
    )
    signing_ = Signing(
        organisation=organisation, unsigned=unsigned, headlines=headlines_of(one, organisation)
    )
    return Outcome(result=signing_)
