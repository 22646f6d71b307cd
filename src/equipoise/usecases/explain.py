"""Why this number: a reference followed down to files, cells, signers, rules and citations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from equipoise.cube import CellKey, NotACellError
from equipoise.records import Actor
from equipoise.records.models import Event
from equipoise.records.queries import lineage
from equipoise.rules import RULES
from equipoise.units import PENCE
from equipoise.usecases.confidence import seen_by
from equipoise.usecases.contracting import KINDS_OF_CONTRACT
from equipoise.usecases.decision_status import decision_status
from equipoise.usecases.decisions import named_decision
from equipoise.usecases.explain_on_record import ON_RECORD, explain_on_record
from equipoise.usecases.explain_pot import explain_pot
from equipoise.usecases.explain_rebaseline import explain_rebaseline
from equipoise.usecases.explanation import Explanation
from equipoise.usecases.held import get_held
from equipoise.usecases.ladder import named as ladder_named
from equipoise.usecases.ladder import rise_of
from equipoise.usecases.national import ENGLAND, national
from equipoise.usecases.national_rules import NAME as NATIONAL_RULES
from equipoise.usecases.national_rules import RuledPlan
from equipoise.usecases.of_files import COMMANDS
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.outturn import NAME as OUTTURN
from equipoise.usecases.outturn import Outturn
from equipoise.usecases.plans import (
    Plan,
    collated,
    get_manifest,
    plan_of,
    proposed_plan,
    signed_plan,
)
from equipoise.usecases.potting.pot import NAME as POT
from equipoise.usecases.rebaselining.worked import NAME as REBASELINE
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError, Role, demand, may
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.tabling import GATHERERS, Book
from equipoise.usecases.triangulate import NAME as TRIANGULATE
from equipoise.usecases.triangulate import Triangulated
from equipoise.usecases.versions import signatures
from equipoise.workings import Basis, Figure, Reference, Stage, Support, assumed, given


def explain(one: OpenRound, ref: Reference, *, by: Actor, on: date) -> Outcome[Explanation]:
    """Return what stands behind a reference of any kind.

    A figure is worked out anew with today's program; where it was recorded with a version and
    differs, both are said.

    Raises: NotAllowedError; UnknownError when nothing stands under the reference; RefusedError
        for what a command has worked out from files, which that command explains.
    """
    if ref.kind == "figure" and ref.parts[0] in ON_RECORD and len(ref.parts) > 3:
        return explain_on_record(one, ref, by=by, on=on)
    if ref.kind == "figure" and ref.parts[0] in COMMANDS:
        raise RefusedError(
            f"{ref} was worked out from files, and nothing of it is kept.",
            f"Ask equipoise {COMMANDS[ref.parts[0]]} again with --why.",
        )
    if ref.kind not in KINDS:
        raise UnknownError("explanation of", str(ref), tuple(sorted(KINDS)))
    if ref.kind == "figure" and ref.parts[1:2] == (ENGLAND,):
        return _of_england(one, ref, by=by, on=on)
    if ref.kind == "figure" and ref.parts[2:3] == (POT,) and ref.parts[0] == one.code:
        return explain_pot(one, ref, by=by, on=on)
    if ref.kind == "figure" and ref.parts[2:3] == (REBASELINE,) and ref.parts[0] == one.code:
        return explain_rebaseline(one, ref, by=by, on=on)
    demand(by, "explain", one.subject(_whose(one, ref, by=by, on=on)), on)
    _refuse_others(one, by, ref)
    return KINDS[ref.kind](one, ref, by)


def _whose(one: OpenRound, ref: Reference, *, by: Actor, on: date) -> str:
    """Return the body a reference is about; of a rule or a parameter, any of the round's.

    A cell of a contract is about both its sides: it may be asked for from either.
    """
    if ref.kind not in ("figure", "cell", "version") or len(ref.parts) < 2:
        return one.systems[0]
    sides = [ref.parts[1], *(ref.parts[4:5] if ref.kind == "cell" else ())]
    allowed = (side for side in sides
               if side in one.register and may(by, "explain", one.subject(side), on))  # fmt: skip
    return next(allowed, ref.parts[1])


def _refuse_others(one: OpenRound, by: Actor, ref: Reference) -> None:
    """Refuse a trust what is of other trusts alone, and its editors the system's sums as well.

    They see their own return and both sides of their own contracts, as in `match`.
    """
    if ref.kind not in ("figure", "cell") or by.organisation in ref.parts:
        return
    trusts = {code for system in one.systems for code in one.members(system) if code != system}
    is_of_others = bool(trusts.intersection(ref.parts))
    if by.organisation in trusts and (is_of_others or by.role == Role.EDITOR):
        raise NotAllowedError(
            f"{by.person} may see the figures of {by.organisation} only, and {ref} is of others."
        )


def _of_england(one: OpenRound, ref: Reference, *, by: Actor, on: date) -> Outcome[Explanation]:
    """Return a national figure, as the latest versions of all systems give it today."""
    support = Support.WITHOUT if ref.parts[-1] == "excluding" else Support.WITH
    outcome = national(one, by=by, on=on, support=support)
    asked = Reference("figure", ref.parts)
    if asked not in outcome.figures:
        raise UnknownError("figure", str(ref), tuple(sorted(map(str, outcome.figures))))
    figure = outcome.figures[asked]
    explanation = Explanation(
        ref=asked, title=figure.working.name, figure=figure, assumed=assumed(figure)
    )
    return Outcome(result=explanation, figures={asked: figure}, expand=outcome.expand)


def _figure(one: OpenRound, ref: Reference, by: Actor) -> Outcome[Explanation]:
    if len(ref.parts) < 4 or ref.parts[0] != one.code:
        raise UnknownError("figure", str(ref))
    system, name = ref.parts[1], "/".join(ref.parts[2:])
    plan = seen_by(_pinned(one, system, ref.pin), by)
    statement = Statement(plan=plan)
    if ref.parts[2] == "ladder":
        rungs = ladder_named(rise_of(plan).ladder)
        found = {f"ladder/{rung}": figure for rung, figure in rungs.items()}
    elif ref.parts[2] in GATHERERS:
        whose = (ref.parts[3],) if ref.parts[3] in plan.members else tuple(sorted(plan.members))
        found = dict(GATHERERS[ref.parts[2]](Book(statement=statement, bodies=whose)).named())
    elif ref.parts[2] == OUTTURN:
        found = dict(Outturn(statement=statement).named())
    elif ref.parts[2] == TRIANGULATE:
        found = dict(Triangulated(statement=statement).named())
    elif ref.parts[2] == NATIONAL_RULES:
        found = dict(RuledPlan(statement=statement).named())
    elif ref.parts[2] in KINDS_OF_CONTRACT:
        found = dict(statement.contracting.named())
    else:
        found = dict(statement.named())
    if name not in found:
        raise UnknownError("figure", str(ref), tuple(sorted(found)))
    figure = found[name]
    pinned = Reference("figure", ref.parts, plan.pin)
    explanation = Explanation(
        ref=pinned,
        title=figure.working.name,
        figure=figure,
        sources=sources_of(plan),
        facts=tuple(
            f"{code} is not counted: its {part} is not there."
            for part in one.record.parts
            for code in plan.missing(part)
        ),
        assumed=assumed(figure),
        differs=_differs(one, plan, pinned, figure),
    )
    return Outcome(result=explanation, figures={pinned: figure}, expand=plan.expand)


def _cell(one: OpenRound, ref: Reference, by: Actor) -> Outcome[Explanation]:
    try:
        key = CellKey.of(ref)
    except NotACellError as error:
        raise UnknownError("cell", str(ref)) from error
    plan = seen_by(_pinned(one, _system_with(one, key, by), ref.pin), by)
    cell = plan.cells.get(key) or plan.neighbours.cells.get(key)
    if cell is None:
        raise UnknownError("cell", str(ref))
    measure = one.workspace.chart.get(key.measure, one.organisation(key.organisation).kind)
    facts = [f"Entered at {cell.source}.", f"{measure.title}: {measure.help}"]
    figure = None
    if isinstance(cell.value, int):
        figure = given(
            cell.value,
            Basis(stage=Stage.PLAN, period=key.period, unit=measure.unit),
            key.reference(plan.pin),
            name=measure.title,
            note=str(cell.source),
        )
    else:
        facts.append(f"It holds no value: {cell.value}.")
    explanation = Explanation(
        ref=key.reference(plan.pin),
        title=measure.title,
        figure=figure,
        sources=sources_of(plan),
        facts=tuple(facts),
    )
    return Outcome(result=explanation, expand=plan.expand)


def _system_with(one: OpenRound, key: CellKey, by: Actor) -> str:
    """Return the system in whose plan a cell is looked for: the body's own, or the other side's.

    What a body outside says of a contract is seen from the system of the contract's other side.
    """
    sides = (key.organisation, key.counterparty or "")
    found = [system for side in sides for system in one.systems if side in one.members(system)]
    own = [system for system in found if by.organisation in one.members(system)]
    for system in (*own, *found):
        return system
    raise UnknownError("system of this round for", key.organisation, one.systems)


def _version(one: OpenRound, ref: Reference, by: Actor) -> Outcome[Explanation]:
    del by
    system = ref.parts[-1]
    if system not in one.systems or len(ref.parts) != 2:
        facts = [_event_line(event) for event in Event.objects.filter(subject=str(ref))]
        if not facts:
            raise UnknownError("version", str(ref))
        return Outcome(result=Explanation(ref=ref, title=f"Version {ref}", facts=tuple(facts)))
    found = collated(one, system, _number(ref.pin))
    plan = plan_of(one, found)
    lines = [f"Manifest {found.manifest}.", f"Collated by {found.made_by}."]
    return Outcome(
        result=Explanation(
            ref=ref, title=f"Version {found.number}", sources=sources_of(plan), facts=tuple(lines)
        )
    )


def _parameter(one: OpenRound, ref: Reference, by: Actor) -> Outcome[Explanation]:
    del by
    for path in ("/".join(ref.parts[:size]) for size in range(len(ref.parts), 0, -1)):
        parameter = one.params.tree.get(path)
        if parameter is not None:
            facts = [
                f"{entry.applies}: {entry.value if entry.value is not None else 'by organisation'}"
                f", published {entry.published}, {entry.status}, {entry.kind}; "
                f"{entry.source}, {entry.place}"
                for entry in parameter.entries
            ]
            return Outcome(result=Explanation(ref=ref, title=parameter.title, facts=tuple(facts)))
    raise UnknownError("parameter", str(ref), tuple(sorted(one.params.tree)))


def _rule(_: OpenRound, ref: Reference, by: Actor) -> Outcome[Explanation]:
    del by
    found = RULES.get("/".join(ref.parts))
    if not found:
        raise UnknownError("rule", str(ref), tuple(sorted(RULES)))
    facts = [f"{rule.title} Applies {rule.applies}. Source: {rule.source}" for rule in found]
    return Outcome(result=Explanation(ref=ref, title="/".join(ref.parts), facts=tuple(facts)))


def _decision(one: OpenRound, ref: Reference, by: Actor) -> Outcome[Explanation]:
    del by
    found = named_decision(one, ref.parts[-1])
    status, waiting = decision_status(one, found)
    waits = f", waits for {', '.join(waiting)}" if waiting else ""
    facts = [
        f"{status}{waits}.",
        f"Proposed by {found.proposed_by} of {found.organisation}.",
        *(_fact(name, value) for name, value in sorted(found.body.items())),
    ]
    return Outcome(
        result=Explanation(ref=ref, title=f"Decision D{found.number}", facts=tuple(facts))
    )


def _fact(name: str, value: object) -> str:
    """Return one recorded fact in words: money in pounds, lists as lists.

    >>> _fact("saving_pence", 150_000_000), _fact("sides", ["ZQ1", "ZR1"])
    ('Saving: £1,500,000.00', 'Sides: ZQ1, ZR1')
    """
    words = name.removesuffix("_pence").replace("_", " ").capitalize()
    if name.endswith("_pence") and isinstance(value, int):
        pounds, pence = divmod(value, PENCE.per_whole)
        return f"{words}: £{pounds:,}.{pence:02}"
    if isinstance(value, bool):
        return f"{words}: {'yes' if value else 'no'}"
    if isinstance(value, list):
        return f"{words}: {', '.join(map(_said, value))}"
    return f"{words}: {_said(value)}"


def _said(value: object) -> str:
    """Return a recorded value in words; of several, those that say something.

    >>> _said({"line": "north.1", "from": "", "amount_pence": 100})
    'Line: north.1; Amount: £1.00'
    """
    if isinstance(value, dict):
        return "; ".join(_fact(key, one) for key, one in value.items() if one != "")
    return str(value)


def _file(one: OpenRound, ref: Reference, by: Actor) -> Outcome[Explanation]:
    del by
    found = [digest for digest in one.workspace.store.digests() if digest.startswith(ref.parts[0])]
    if len(found) != 1:
        raise UnknownError("file", str(ref))
    facts = [f"sha-256 {found[0]}."]
    facts += [_event_line(event) for event in Event.objects.filter(body__contains=found[0])]
    return Outcome(result=Explanation(ref=ref, title="File", facts=tuple(facts)))


KINDS: Final[Mapping[str, Callable[[OpenRound, Reference, Actor], Outcome[Explanation]]]] = {
    "figure": _figure,
    "cell": _cell,
    "version": _version,
    "parameter": _parameter,
    "rule": _rule,
    "decision": _decision,
    "file": _file,
}


def sources_of(plan: Plan) -> Mapping[str, str]:
    """Return, for each file and decision beneath a plan, by reference, whose it is."""
    found: dict[str, str] = {}
    rows = (*plan.versions, *plan.neighbours.versions)
    by_version = signatures(rows)
    for row in rows:
        held = get_held(plan.round.workspace, row.reading)
        signed = by_version.get(row)
        by = f"signed off by {signed.person}" if signed else "not signed off"
        *drafts, handed_in = lineage(row)
        whose = f"{held.file_name} of {row.organisation}, sha-256 {held.file}"
        found[f"file:{held.file[:12]}"] = f"{whose}, prepared by {handed_in.prepared_by}, {by}"
        for draft in drafts:
            name = draft.decision.rpartition("/")[2]
            taken = named_decision(plan.round, name)
            found[draft.decision] = f"{name}, proposed by {taken.proposed_by}, {by}"
    return found


def _pinned(one: OpenRound, system: str, pin: str | None) -> Plan:
    if pin == "signed":
        return signed_plan(one, system)
    if pin == "proposed":
        return proposed_plan(one, system)
    return plan_of(one, collated(one, system, _number(pin)))


def _number(pin: str | None) -> int | None:
    if pin is None:
        return None
    if pin[:1] != "v" or not pin[1:].isdecimal():
        raise UnknownError("version", pin)
    return int(pin[1:])


def _differs(one: OpenRound, plan: Plan, ref: Reference, figure: Figure) -> str:
    """Return what was recorded when the version was collated, if it is not what is found now."""
    if plan.pin in ("signed", "proposed"):
        return ""
    recorded = get_manifest(one, collated(one, plan.system, _number(plan.pin))).figures
    was = recorded.get(str(ref), str(figure.value))
    return "" if was == str(figure.value) else was


def _event_line(event: Event) -> str:
    reason = f": {event.reason}" if event.reason else ""
    return (
        f"{event.at:%d %B %Y %H:%M} {event.verb} by {event.person} of {event.organisation}{reason}"
    )
