"""A version of a system's plan: what it comes to, whether it adds up, and what lies beneath."""

from collections.abc import Iterator, Set
from typing import Final

from equipoise.reports.display import percent
from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.page import Page, counted, million
from equipoise.reports.pages.positions import basis_line, position_table
from equipoise.reports.pages.waivers import ended, not_clean
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table
from equipoise.rules.balance import Share
from equipoise.units import Absence
from equipoise.usecases.collate import Collated
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.statement import Statement
from equipoise.usecases.verdict import Verdict, one_off_effect, verdict
from equipoise.usecases.waivers import Carried
from equipoise.workings import Figure

REMEDIES: Final = {
    "EQ-CON-001": "equipoise match {system}",
    "EQ-LIM-001": "equipoise ladder {system}",
    "EQ-CAP-001": "equipoise defer ORG PROJECT --amount THOUSANDS --to YEAR",
}
"""What mends each kind of fault of a plan."""


def collation_page(outcome: Outcome[Collated]) -> Page:
    """Return a new version: its position against the control total, and what is wrong with it."""
    statement, first = outcome.result.statement, outcome.result.first
    tests = verdict(statement)
    return Page(
        title=f"Version {statement.plan.pin[1:]} of the plan of {statement.plan.system}",
        sentences=(
            headline(statement, tests),
            *(change_sentences(first, statement) if first else ()),
            *ended(outcome.result.ended, int(statement.plan.pin[1:]) - 1),
        ),
        alerts=(*alerts(tests), *not_clean(outcome.result.waivers)),
        tables=tuple(filter(None, (position_table(statement), beneath_table(statement),
                                   capital_table(statement)))),
        cards=(findings_table(outcome.findings, title="What stands in the way"),)
        if outcome.findings
        else (),
        next_steps=_next(statement, {finding.code for finding in outcome.findings}),
        facts={"version": str(outcome.result.ref), "hash": outcome.result.manifest,
               "waivers": list(outcome.result.waivers.names),
               "waivers_ended": list(outcome.result.ended.names)},
    )  # fmt: skip


def headline(statement: Statement, tests: Verdict) -> str:
    """Return the position in one sentence: Version 1: £(9.0)m, equal to the control total."""
    number = statement.plan.pin[1:]
    position, other = (million(int(figure.value)) for figure in (tests.position, tests.other))
    if tests.limit is None or tests.beyond_limit is None:
        against = f" {tests.reading}; no control total is known"
    elif not tests.beyond_limit:
        against = f", equal to the control total ({tests.reading})"
    else:
        word = "better" if tests.beyond_limit > 0 else "worse"
        against = (
            f", {million(abs(tests.beyond_limit))} {word} than the control total of "
            f"{million(int(tests.limit.value))} ({tests.reading})"
        )
    return f"Version {number}: {position}{against}; {other} {tests.other_reading}."


def alerts(tests: Verdict) -> tuple[str, ...]:
    """Return what must not be overlooked: money on one side only, capital above its envelope."""
    found = []
    if tests.gross:
        payer = "the ICB plans to pay" if tests.only_icb_differs else "is planned to be paid"
        whole = f"In all, trusts expect what {payer}; contract by contract they do not."
        if tests.net:
            more = f"{million(abs(tests.net))} {'more' if tests.net > 0 else 'less'}"
            whom = " from the ICB" if tests.only_icb_differs else ""
            whole = f"Trusts expect {more}{whom} than {payer}."
        gross = f"Differences come to {million(tests.gross)} gross."
        found.append(f"It does not add up. {whole} {gross}")
    elif tests.open_pairs:
        found.append(f"It does not add up. {_open(tests)}")
    if tests.envelope is not None and tests.over_envelope and tests.over_envelope > 0:
        found.append(
            f"Capital is {million(tests.over_envelope)} above its envelope of "
            f"{million(int(tests.envelope.value))}."
        )
    return tuple(found)


def change_sentences(before: Statement, after: Statement) -> tuple[str, ...]:
    """Return how the version differs beneath its headline from the one before."""
    effect, found = one_off_effect(before, after), after.underlying
    if not effect:
        return ()
    word = "improved" if effect > 0 else "worsened"
    return (
        f"Since version {before.plan.pin[1:]} the position less one-off efficiency {word} by "
        f"{million(abs(effect))} to {million(int(found.reported_less_one_off.value))}, and "
        f"underlying (also before support) to {million(int(found.underlying.value))}.",
    )


def beneath_table(statement: Statement) -> Table:
    """Return what always stands below the position: efficiency, risk and the underlying position.

    What cannot be said is not available, with the reason; it is never nil.
    """
    found = statement.efficiency
    shares: dict[str, tuple[str, Share[Figure] | None]] = {
        "unidentified": ("Efficiency unidentified", found.unidentified),
        "system_stretch": ("Efficiency held as system stretch", found.system_stretch),
        "high_risk": ("Efficiency at high risk", found.high_risk),
        "recurrent": ("Efficiency recurrent", found.recurrent),
        "non_recurrent": ("Efficiency one-off", found.non_recurrent),
        "second_half": ("Efficiency in months 7 to 12", found.second_half),
    }
    rows = [
        Row(
            cells={"line": "Efficiency", "amount": found.total},
            refs={"amount": statement.ref("efficiency/total")},
        )
    ]
    rows += [_share_row(statement, name, *told) for name, told in shares.items()]
    rows += [
        *_risk_rows(statement),
        _figure_row(
            statement,
            "underlying/less_one_off",
            "Reported less one-off efficiency",
            statement.underlying.reported_less_one_off,
        ),
        _figure_row(
            statement, "underlying/underlying", "Underlying", statement.underlying.underlying
        ),
    ]
    return Table(
        name="beneath",
        title="Beneath the position",
        sentence="",
        basis=basis_line(statement),
        columns=(
            Column(key="line", title="Line"),
            Column(key="amount", title="Amount", kind=ColumnKind.MONEY, sign=Sign.SURPLUS),
            Column(key="share", title="Share", kind=ColumnKind.RATIO, basis="of efficiency"),
            Column(key="note", title="Basis or reason"),
        ),
        rows=tuple(rows),
        notes=("Efficiency is a saving, shown as a positive amount.",),
    )


def capital_table(statement: Statement) -> Table | None:
    """Return the envelope, what is planned and what is left; None where no envelope is known."""
    capital = statement.capital
    if capital is None:
        return None
    lines = {
        "envelope": ("Capital envelope", capital.envelope),
        "planned": ("Operational capital planned", capital.planned),
        "headroom": ("Headroom", capital.headroom),
    }
    return Table(
        name="capital",
        title="Capital against the envelope",
        sentence="",
        basis=basis_line(statement),
        columns=(
            Column(key="line", title="Line"),
            Column(key="amount", title="Amount", kind=ColumnKind.MONEY, sign=Sign.UNDER),
        ),
        rows=tuple(
            Row(
                cells={"line": words, "amount": figure},
                refs={"amount": statement.ref(f"capital/{name}")},
            )
            for name, (words, figure) in lines.items()
        ),
    )


def lock_list(tests: Verdict, waivers: Carried) -> tuple[str, ...]:
    """Return what somebody should know before locking: the tests, what is one-off, waivers."""
    if tests.gross:
        lines = [f"It does not add up: contracts differ by {million(tests.gross)} gross."]
    elif tests.open_pairs:
        lines = [f"It does not add up. {_open(tests)}"]
    else:
        lines = ["It adds up: both sides of every tested contract agree."]
    if tests.limit is not None and tests.beyond_limit is not None:
        missed = f"missed by {million(-tests.beyond_limit)}" if tests.beyond_limit < 0 else "met"
        lines.append(
            f"The control total of {million(int(tests.limit.value))} {tests.reading} is {missed}."
        )
    if tests.envelope is not None and tests.over_envelope is not None:
        over = f"{million(tests.over_envelope)} above" if tests.over_envelope > 0 else "within"
        lines.append(f"Capital is {over} its envelope of {million(int(tests.envelope.value))}.")
    if tests.one_off_share is not None:
        lines.append(f"{percent(tests.one_off_share.value)} of efficiency is non-recurrent.")
    return (*lines, *not_clean(waivers))


def _open(tests: Verdict) -> str:
    """Return how many pairs stand open though no contract of care differs."""
    differ = "differs or is" if tests.open_pairs == 1 else "differ or are"
    return (
        f"{counted(tests.open_pairs, 'pair')} of care, support or specialised services {differ} "
        "in dispute."
    )


def _share_row(statement: Statement, name: str, words: str, share: Share[Figure] | None) -> Row:
    if share is None:
        return _plain_row(words, "The returns do not say.")
    refs = {"amount": statement.ref(f"efficiency/{name}")}
    if share.ratio:
        refs["share"] = statement.ref(f"efficiency/{name}_share")
    return Row(
        cells={"line": words, "amount": share.part, "share": share.ratio or Absence.NOT_APPLICABLE},
        refs=refs,
    )


def _figure_row(statement: Statement, name: str, words: str, figure: Figure) -> Row:
    """Return a position less what does not last; its basis is told, for two stand together."""
    basis = figure.basis.support
    told = f"Less one-off efficiency, {basis}" if basis else "Less one-off efficiency"
    return Row(
        cells={"line": words, "amount": figure, "note": told},
        refs={"amount": statement.ref(name)},
    )


def _risk_rows(statement: Statement) -> Iterator[Row]:
    """Yield net risk, the position after it, and what is to be expected; or why they are not."""
    found = statement.risks.found
    if found is None:
        for words in ("Net unmitigated risk", "Risk-adjusted position"):
            yield _plain_row(words, statement.risks.reason)
        return
    rows = {
        "net": ("Net unmitigated risk", found.net, "Gross risk less mitigation"),
        "adjusted": (
            "Risk-adjusted position",
            found.adjusted,
            f"Position less net unmitigated risk, {found.adjusted.basis.support}",
        ),
    }
    if found.expected is not None:
        part = "Probability times gross risk"
        if found.without_probability.value:
            left = million(int(found.without_probability.value))
            part += f"; {left} of gross risk has no probability"
        rows["expected"] = ("Expected risk", found.expected, part)
    for name, (words, figure, note) in rows.items():
        yield Row(
            cells={"line": words, "amount": figure, "note": note},
            refs={"amount": statement.ref(f"risk/{name}")},
        )


def _plain_row(words: str, reason: str) -> Row:
    return Row(cells={"line": words, "amount": "Not available", "note": reason})


def _next(statement: Statement, wrong: Set[str]) -> tuple[str, ...]:
    """Return what mends each kind of fault; or, with none, what leads to a locked plan."""
    system, pin = statement.plan.system, statement.plan.pin
    steps = [step.format(system=system) for code, step in REMEDIES.items() if code in wrong]
    if not wrong:
        steps = [
            *(f"equipoise approve {code} --version {pin}  # its board, by its approver"
              for code in sorted(statement.plan.members)),
            f"equipoise lock {system} --version {pin}",
        ]  # fmt: skip
    if pin != "v1":
        steps.insert(0, f"equipoise bridge v1 {pin} --system {system}")
    return tuple(steps)
