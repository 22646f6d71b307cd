"""The synthetic England's round: all that is planted is found and nothing else, and all traces.

Three systems in the suite; all 42, and 1,000 figures, where EQUIPOISE_WHOLE is set.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from django.db import connections

from equipoise.findings import WaiverKind
from equipoise.register import View
from equipoise.reports.display import money_in_prose
from equipoise.reports.pages.england import england_page
from equipoise.rules.balance.mismatch import PairStatus
from equipoise.samples.england.bodies import NATION, NORTHMERE
from equipoise.samples.england.differences import Of
from equipoise.samples.england.faults_of_systems import OfSystem
from equipoise.samples.england.pack import write_pack
from equipoise.samples.england.planting import FoundBy
from equipoise.units import FinancialYear
from equipoise.usecases.answer_waiver import answer_waiver
from equipoise.usecases.ladder import ladder
from equipoise.usecases.match import match
from equipoise.usecases.national import England, national
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.positions import Seen, positions
from equipoise.usecases.rights import OPERATOR
from equipoise.usecases.round_register import round_register
from equipoise.usecases.waive import Request, waive
from equipoise.usecases.waivers import WaiverStatus
from equipoise.workings import Figure, Op, Reference, Support
from tests.england_round import WHOLE, EnglandRound, run

FIGURES = 1_000 if WHOLE else 50
THOUSAND = 100_000
"""Pence."""
DIFFER = {"EQ-CON-001", "EQ-ACT-001", "EQ-ACT-002"}
"""What a system's plan says where two bodies, one a member at least, plan two values."""


@pytest.fixture(scope="module", params=[2023, 2024])
def england(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EnglandRound]:
    folder = tmp_path_factory.mktemp("england")
    yield run(folder, FinancialYear(request.param))
    connections.close_all()


def seen(round_: EnglandRound, support: Support = Support.WITH) -> Outcome[England]:
    by = round_.actor("national.lead")
    return national(round_.one, by=by, on=round_.now.date(), support=support)


def test_every_fault_is_found_at_its_cell_and_no_other(england: EnglandRound) -> None:
    planted = Counter(
        (one.organisation, one.code, one.file, one.sheet, one.cell)
        for one in england.files.planted
        if one.found_by is FoundBy.SUBMIT
    )
    found = Counter(
        (file.organisation, finding.code, file.path.name, finding.sheet, finding.cell)
        for file in england.first
        if file.outcome is not None
        for finding in file.outcome.findings
    )
    assert found == planted
    assert sum(planted.values()) >= 3
    assert not [file.refused for file in (*england.first, *england.mended) if file.refused]


def test_a_mended_return_has_nothing_left_to_find(england: EnglandRound) -> None:
    assert len(england.mended) == len(england.files.mended) >= 3
    for file in england.mended:
        assert file.outcome is not None
        assert (file.word, file.outcome.findings) == ("Submitted", ())


def test_every_contract_that_differs_is_found_and_no_other(england: EnglandRound) -> None:
    """Within a system as a finding of its plan; across systems by England's matching."""
    matched = seen(england).result.contracts.matching
    assert matched is not None
    apart = {
        (payee, payer): pair.difference.value // THOUSAND
        for (payer, payee), pair in matched.pairs.items()
        if pair.difference is not None and pair.difference.value
    }
    differences = england.planting.differences
    assert apart == {
        (one.payee, one.payer): one.amount for one in differences if one.of is not Of.ACTIVITY
    }
    told = Counter(
        (finding.organisation, finding.code)
        for outcome in england.collated.values()
        for finding in outcome.findings
        if finding.code in DIFFER
    )
    assert told == Counter(
        (one.organisation, one.code)
        for one in england.files.planted
        if one.found_by is FoundBy.COLLATE and one.code in DIFFER
    )
    assert {code for _, code in told} == DIFFER


def test_every_service_line_that_differs_is_found_and_no_other(england: EnglandRound) -> None:
    """Those with an ICB that commissions them, and those with NHS England."""
    found = {}
    for system in england.one.systems:
        lead = england.actor(f"{system.lower()}.lead")
        seen_here = match(england.one, system, by=lead, on=england.now.date()).result
        for line, lines in seen_here.specialised.items():
            for (payer, payee), pair in lines.pairs.items():
                if pair.difference is not None and pair.difference.value:
                    found[payee, payer, line] = pair.difference.value // THOUSAND
    assert found == {
        (one.payee, one.payer, one.line): one.amount
        for one in england.planting.differences
        if one.of is Of.SPECIALISED
    }
    assert found


def test_income_without_an_answer_is_said_and_never_counted_as_matched(
    england: EnglandRound,
) -> None:
    """Councils return nothing; nor does whoever has no form."""
    matched = seen(england).result.contracts.matching
    assert matched is not None
    silent = {
        (payee, payer): int(pair.income.value) // THOUSAND
        for (payer, payee), pair in matched.pairs.items()
        if pair.status is PairStatus.NO_COUNTERPARTY and pair.income is not None
    }
    councils = {
        (one.organisation, one.other): one.amount
        for one in england.files.planted
        if one.found_by is FoundBy.MATCH and "council" in one.what
    }
    assert {pair: silent[pair] for pair in councils} == councils
    assert {payer for pair, payer in silent if (pair, payer) not in councils} <= {"X24"}
    whole = sum(silent.values()) * THOUSAND
    assert matched.income_untested.value == whole > 0


def test_every_fault_of_a_system_s_plan_is_found_and_no_other(england: EnglandRound) -> None:
    """Northmere's ICB plans a surplus against its trusts' deficits in 2023/24: it says so."""
    others = {
        (system, finding.code, finding.sheet, finding.cell, (finding.worth or 0) // THOUSAND)
        for system, outcome in england.collated.items()
        for finding in outcome.findings
        if finding.code not in DIFFER
    }
    planted = {
        (one.organisation, one.code, one.sheet, one.cell, one.amount)
        for one in england.files.planted
        if one.found_by is FoundBy.COLLATE and one.code not in DIFFER
    }
    in_2023 = england.one.year == FinancialYear(2023)
    northmere = {(NORTHMERE, "EQ-SYS-004", "", "", 5_900)} if in_2023 else set()
    assert others == planted | northmere
    of_positions = {"EQ-LIM-001", "EQ-SYS-004"} if in_2023 and WHOLE else set()
    assert {code for _, code, *_ in planted} == {"EQ-SYS-001", "EQ-CAP-001"} | of_positions


def test_the_position_of_england_is_that_of_the_plans(england: EnglandRound) -> None:
    """2023/24: 14 of 42 in deficit, £650m; 2024/25: 31, £2.2 billion before support, nil after."""
    plans = england.planting.england
    for support in (Support.WITH, Support.WITHOUT):
        found = seen(england, support).result
        position = {line.system: line.position for line in found.systems}
        moved = moves(england)
        assert sum(moved.values()) == 0
        assert {code: one and one.value for code, one in position.items()} == {
            code: (plans.position(code, support=support is Support.WITH) + moved.get(code, 0))
            * THOUSAND
            for code in england.one.systems
        }
        assert found.in_systems.net is not None
        assert found.in_systems.count is not None
        in_deficit = len(found.systems) - found.in_systems.count.value
        net = found.in_systems.net.value // THOUSAND
        published = {
            (2023, Support.WITH): (14, -650_000),
            (2024, Support.WITHOUT): (31, -2_200_000),
            (2024, Support.WITH): (0, 0),
        }.get((england.one.year.starts_in, support))
        if WHOLE and published:
            assert (in_deficit, net) == published


def test_random_figures_of_the_national_position_close_and_come_from_cells(
    england: EnglandRound,
) -> None:
    """Each is worked out anew from what it is made of, down to cells of files that were sent."""
    outcome = seen(england)
    every = {
        id(step): step
        for figure in outcome.figures.values()
        for step in _beneath(figure)
        if step.working.of
    }
    steps = list(every.values())
    assert len(steps) >= FIGURES
    sent = {
        england.one.workspace.put_file(path)[:12]
        for path in (*england.files.first.values(), *england.files.mended.values())
    }
    traced = Counter[str]()
    for step in Random(FIGURES).sample(steps, FIGURES):
        assert _anew(step, outcome) == step.value, step.working
        for leaf in (one for one in step.everything(outcome.expand) if not one.working.of):
            traced[leaf.working.op] += 1
            if leaf.working.op is Op.CELL:
                place = Reference.parse(leaf.working.note)
                assert (place.kind, len(place.parts)) == ("file", 3)
                assert place.parts[0] in sent
    assert set(traced) <= {Op.CELL, Op.PARAMETER, Op.CONSTANT}
    assert traced[Op.CELL] > FIGURES


def test_the_ladder_of_every_system_closes(england: EnglandRound) -> None:
    """From its control total by what is planted to what is to be found, and rung by rung."""
    plan, whole = england.planting, england.planting.england
    moved = moves(england)
    for system in england.one.systems:
        members = set(whole.members(system))
        one_side = sum(
            one.amount
            for one in plan.differences
            if one.of is not Of.ACTIVITY and one.payee in members
        )
        stretch = sum(
            sum(months)
            for code in members
            for item in plan.drafts[code].items
            if item.attributes.get("status") == "System stretch"
            for line, months in plan.drafts[code].values.items()
            if line[2] == item.ref and line[0].startswith("efficiency.")
        )
        lead = england.actor(f"{system.lower()}.lead")
        rungs = ladder(england.one, system, by=lead, on=england.now.date()).result.ladder
        found = rungs.on(Support.WITH)
        total = whole.position(system, support=True)
        assert [
            int(figure.value)
            for figure in (found.control_total, found.sum_of_plans, found.matching_effect)
        ] == [amount * THOUSAND for amount in (total, total + moved.get(system, 0), -one_side)]
        assert -found.system_stretch.value == stretch
        for reading in Support.WITH, Support.WITHOUT:
            at = rungs.on(reading)
            assert at.adjusted_sum.value == at.sum_of_plans.value + at.matching_effect.value
            counted = at.adjusted_sum.value + at.system_stretch.value
            assert at.gap.value == at.control_total.value - counted
            assert at.balance.value == at.gap.value - at.agreed_actions.value
            proposed = at.proposed_actions.value
            assert at.balance_with_proposals.value == at.balance.value - proposed
            assert at.gap.value == (one_side - moved.get(system, 0)) * THOUSAND + stretch


def test_waivers_of_several_systems_are_carried_to_england_s_page(england: EnglandRound) -> None:
    """One for each fault of a system's plan, of which England's page says the sum."""
    faults = england.planting.of_systems
    for number, fault in enumerate(faults, start=1):
        (finding,) = [
            one
            for one in england.collated[fault.system].findings
            if (one.code, one.organisation) == (fault.of.code, fault.system)
        ]
        request = Request(
            code=finding.code,
            place=str(replace(finding.place, pin="v1")),
            kind=WaiverKind.AGREED_EXCEPTION,
            reason="Made up for the synthetic England.",
            until=england.now.date() + timedelta(days=30),
        )
        editor = england.actor(f"{fault.system.lower()}.editor")
        waive(england.one, fault.system, request=request, by=editor, now=england.now)
        lead = england.actor(f"{fault.system.lower()}.lead")
        approved = WaiverStatus.APPROVED
        answer_waiver(england.one, f"W{number}", answer=approved, by=lead, now=england.now)
    page = england_page(seen(england))
    assert page.facts["waivers"] == {
        fault.system: [f"W{number}"] for number, fault in enumerate(faults, start=1)
    }
    worth = money_in_prose(sum(fault.amount for fault in faults) * THOUSAND)
    said = f"{len(faults)} plans are not clean: signed with {len(faults)} waivers worth {worth}."
    assert said in page.sentences
    assert len(faults) == (4 if WHOLE and england.one.year == FinancialYear(2023) else 2)


def test_a_merger_in_the_middle_of_the_round_reconciles_in_both_views(
    england: EnglandRound, tmp_path: Path
) -> None:
    """The first trust of a system goes into the second on 1 October; nothing else moves."""
    one, whole = england.one, england.planting.england
    system = next(code for code in one.systems if code != NORTHMERE)
    gone, into = (trust.code for trust in whole.bodies.members[system][:2])
    day = date(one.year.starts_in, 10, 1)
    pack = write_pack(tmp_path, whole)
    with (pack / "successions.csv").open("a", encoding="utf-8") as file:
        file.write(f"{gone},{into},{day},1,made up\n")
    merged = round_register(one, pack, reason="An order.", by=OPERATOR, now=england.now)
    by = england.actor("national.lead")
    asked = [(View.AS_WAS, day), (View.AS_IS, day - timedelta(days=1)), (View.AS_IS, day)]
    was, before, is_now = (
        positions(
            merged.result.round, seen=Seen(view=view, on=on), by=by, on=england.now.date()
        ).result
        for view, on in asked
    )
    bodies = was.shown.bodies
    assert len(bodies) == len([code for code in whole.drafts if code != NATION])
    assert before.shown.bodies == bodies
    together = bodies[gone] + bodies[into]
    rest = {code: amount for code, amount in bodies.items() if code != gone}
    assert is_now.shown.bodies == {**rest, into: together}
    assert is_now.shown.systems == was.shown.systems
    assert set(is_now.views.moved.values()) == {0}
    national_net = seen(england).result.in_systems.net
    assert national_net is not None
    assert is_now.views.is_now.total == was.views.was.total == national_net.value


def moves(round_: EnglandRound) -> dict[str, int]:
    """Return by how much a planted fault moves the position of a system, £000."""
    return {
        one.system: -one.amount if one.of is OfSystem.SHORT else one.amount
        for one in round_.planting.of_systems
        if one.of in (OfSystem.SHORT, OfSystem.SURPLUS)
    }


def _beneath(figure: Figure) -> Iterator[Figure]:
    """Yield a figure and all it is made of, sums over cells as they are written."""
    yield figure
    if isinstance(figure.working.of, tuple):
        for part in figure.working.of:
            yield from _beneath(part)


def _anew(step: Figure, outcome: Outcome[England]) -> Fraction:
    """Return what the parts of a figure come to, by the arithmetic of its own working."""
    parts = [Fraction(part.value) for part in step.working.parts(outcome.expand)]
    match step.working.op:
        case Op.TOTAL | Op.ADD:
            return sum(parts, start=Fraction(0))
        case Op.SUBTRACT:
            return parts[0] - parts[1]
        case Op.NEGATE:
            return -parts[0]
        case Op.LARGEST:
            return max(parts)
        case Op.SMALLEST:
            return min(parts)
        case Op.DIVIDE:
            return parts[0] / parts[1]
        case Op.MULTIPLY:
            return parts[0] * parts[1]
        case Op.CHOOSE:
            left, right, then, otherwise = parts
            holds = {"<": left < right, "<=": left <= right, ">": left > right,
                     ">=": left >= right, "==": left == right}  # fmt: skip
            return then if holds[step.working.note] else otherwise
    raise AssertionError(f"no such step in a national position: {step.working.op}")
