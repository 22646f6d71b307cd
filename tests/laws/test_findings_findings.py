"""Laws of findings: whatever is found, nothing is lost, and nothing grave is hidden."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from equipoise.findings import (
    Finding,
    Severity,
    Waiver,
    WaiverKind,
    apart,
    grouped,
    trends,
    without_consequences,
)
from equipoise.workings import Reference

GRAVITY = {severity: place for place, severity in enumerate(Severity)}
DAY = date(2023, 5, 4)
places = st.builds(
    lambda sheet, row: Reference("file", ("3f2a9c1e07bd", sheet, f"F{row}")),
    st.sampled_from(["Income", "Spend"]),
    st.integers(1, 4),
)
codes = st.sampled_from(["EQ-TOT-001", "EQ-TPL-003"])
findings = st.builds(
    Finding,
    code=codes,
    severity=st.sampled_from(Severity),
    place=places,
    organisation=st.sampled_from(["ZR1", "ZR2"]),
    part=st.just("finance"),
    message=st.sampled_from(["It is wrong.", "It is more than wrong."]),
    remedy=st.just("Mend it."),
    found=st.sampled_from(["1", "2"]),
    caused_by=st.frozensets(places, max_size=3),
)
several = st.lists(findings, max_size=12)
waivers = st.builds(
    Waiver,
    code=codes,
    place=places,
    kind=st.sampled_from(WaiverKind),
    reason=st.just("Agreed."),
    requester=st.just("a.clerk"),
    approver=st.just("a.chief"),
    expires_on=st.integers(-1, 1).map(lambda days: DAY + timedelta(days)),
)


def causes(finding: Finding, among: Sequence[Finding]) -> list[Finding]:
    """Return the findings that may explain one: at a place that caused it, no lighter."""
    return [
        other
        for other in among
        if other.place in finding.caused_by - {finding.place}
        and GRAVITY[other.severity] <= GRAVITY[finding.severity]
    ]


def roots(finding: Finding, among: Sequence[Finding]) -> list[Finding]:
    """Return every finding that causes lead back to."""
    reached, ahead = list[Finding](), [finding]
    while ahead:
        new = [other for other in causes(ahead.pop(), among) if other not in reached]
        reached += new
        ahead += new
    return reached


@given(several, st.randoms(use_true_random=False))
def test_a_cause_always_stays(listed: list[Finding], shuffled: Random) -> None:
    staying = without_consequences(listed)
    gone = Counter(listed) - Counter(staying)
    assert not Counter(staying) - Counter(listed)
    for finding in gone:
        assert set(roots(finding, listed)) & set(staying)
    shuffled.shuffle(listed)
    assert Counter(without_consequences(listed)) == Counter(staying)


@given(several)
def test_a_fault_is_not_hidden_by_a_lighter_one(listed: list[Finding]) -> None:
    gone = Counter(listed) - Counter(without_consequences(listed))
    for finding in gone:
        assert causes(finding, listed)
    grave = [finding for finding in listed if finding.severity is Severity.MUST_FIX]
    kept = [f for f in without_consequences(listed) if f.severity is Severity.MUST_FIX]
    assert Counter(kept) == Counter(without_consequences(grave))


@given(several)
def test_grouping_loses_nothing(listed: list[Finding]) -> None:
    groups = grouped(listed)
    assert Counter(f for group in groups for f in group.findings) == Counter(listed)
    for group in groups:
        assert group.first == group.findings[0]
        likeness = {
            (f.severity, f.code, f.organisation, f.sheet, f.message) for f in group.findings
        }
        assert len(likeness) == 1
    assert len({(g.first.severity, g.first.code, g.first.organisation, g.first.sheet,
                 g.first.message) for g in groups}) == len(groups)  # fmt: skip


@given(st.lists(several, max_size=4))
def test_trends_count_every_finding(history: list[list[Finding]]) -> None:
    found = trends(history)
    for number, one in enumerate(history):
        assert sum(trend.counts[number] for trend in found) == len(one)
    assert all(any(trend.counts) for trend in found)


@given(several, st.lists(waivers, max_size=4))
def test_no_finding_is_lost_to_a_waiver(listed: list[Finding], given_: list[Waiver]) -> None:
    counting, waived = apart(listed, given_, DAY)
    assert Counter([*counting, *(one.finding for one in waived)]) == Counter(listed)
    assert all(one.waiver.covers(one.finding, DAY) for one in waived)
    assert not any(waiver.covers(finding, DAY) for waiver in given_ for finding in counting)
