"""After a decision, a line that tells of the plan again still says what was returned before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.subjects import SystemCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-SYS-005",
    title="A line was not restated after a decision",
    severity=Severity.EXPLAIN,
    message="{line} of {body} stands at {found} (£000), as it was returned. Decisions since then "
    "({decisions}) moved {what} by {moved}, and not this line: it no longer adds up by {short}. "
    "{body} must restate it.",
    remedy="Hand finance in again on a new template, which holds what was decided (equipoise "
    "template), with this line restated; or say when that will be.",
    guidance="House rule: the bridge, the nature of income and the underlying position are typed "
    "by the body, so no decision changes them; once it hands in again their own checks hold.",
)


@dataclass(frozen=True, kw_only=True)
class Again:
    """A line that tells of others again: those it tells of, with their signs, in words."""

    line: str
    of: tuple[tuple[int, str], ...]
    what: str


TOLD_AGAIN: Final = (
    Again(
        line="bridge.plan",
        of=((1, "position.excluding"),),
        what="the position excluding support",
    ),
    Again(
        line="nature.total",
        of=((1, "income.patient_care"),),
        what="income from patient care",
    ),
    Again(
        line="underlying.stated",
        of=((1, "position.excluding"), (-1, "efficiency.non_recurrent")),
        what="the position excluding support without one-off efficiency",
    ),
)


def restated_lines(subject: SystemCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each such line of a body whose decisions moved what it tells of.

    What a decision moves of the line itself is no difference. A line that a body has not
    returned, or left a blank in, is not judged.
    """
    del known_on
    decided = _decided(subject)
    for body in sorted({organisation for _, organisation, _ in decided}):
        for again in TOLD_AGAIN:
            if not _has(subject, body, again.line):
                continue
            told = subject.value(body, again.line)
            moved, by = _moved(subject, decided, body, again.of)
            own, _by = _moved(subject, decided, body, ((1, again.line),))
            if isinstance(told, int) and moved != own:
                yield _finding(subject, body, again, told=told, short=moved - own, by=by)


def _finding(
    subject: SystemCells, body: str, again: Again, *, told: int, short: int, by: frozenset[str]
) -> Finding:
    measure = subject.chart.get(again.line, subject.members[body].kind)
    facts = {
        "line": measure.title,
        "body": subject.members[body].name,
        "decisions": ", ".join(sorted(by, key=lambda name: (len(name), name))),
        "what": again.what,
        "moved": in_words(short),
        "short": in_words(abs(short)),
        "found": entered(told, measure),
        "expected": entered(told + short, measure),
    }
    place = subject.place(body, (again.line, None, ""), measure.part)
    return CHECK.finding(place, facts, worth=abs(short))


def _decided(subject: SystemCells) -> Mapping[tuple[str, str, str], int]:
    """Return what each decision moves of each line of each body, in pence over the year."""
    totals = subject.cells.totals(
        ["layer", "organisation", "measure"],
        organisation=sorted(subject.members),
        year=subject.year.code,
        layer="transfer",
    )
    found: Counter[tuple[str, str, str]] = Counter()
    for (layer, organisation, measure), total in totals.items():
        found[layer.partition(".")[2], organisation, measure] += total.value
    return found


def _moved(
    subject: SystemCells,
    decided: Mapping[tuple[str, str, str], int],
    body: str,
    of: tuple[tuple[int, str], ...],
) -> tuple[int, frozenset[str]]:
    """Return by how much decisions move these lines of a body together, and which do."""
    signs: Counter[str] = Counter()
    for sign, code in of:
        if _has(subject, body, code):
            for each, term in subject.chart.terms(code, subject.members[body].kind):
                signs[term.code] += sign * each
    own = {
        key: signs[key[2]] * pence
        for key, pence in decided.items()
        if key[1] == body and signs[key[2]]
    }
    return sum(own.values()), frozenset(decision for (decision, _, _), each in own.items() if each)


def _has(subject: SystemCells, body: str, code: str) -> bool:
    kind = subject.members[body].kind
    return any(line.code == code and kind in line.kinds for line in subject.chart)
