"""A version of a system's plan: what it comes to, whether it adds up, and what lies beneath."""

from equipoise.reports.display import percent
from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.page import Page, million
from equipoise.reports.pages.positions import basis_line, position_table
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table
from equipoise.rules.balance import Share
from equipoise.units import Absence
from equipoise.usecases.collate import Collated
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.statement import Statement
from equipoise.workings import Figure, Support


def collation_page(outcome: Outcome[Collated]) -> Page:
    """Return a new version: its position against the control total, and what is wrong with it."""
    statement = outcome.result.statement
    cards = (findings_table(outcome.findings, title="What stands in the way"),)
    first = outcome.result.first
    return Page(
        title=f"Version {statement.plan.pin[1:]} of the plan of {statement.plan.system}",
        sentences=(headline(statement), *(change_sentences(first, statement) if first else ())),
        alerts=alerts(statement),
        tables=(position_table(statement), beneath_table(statement)),
        cards=cards if outcome.findings else (),
        next_steps=_next(statement, clean=not outcome.findings),
    )


def headline(statement: Statement) -> str:
    """Return the position in one sentence: Version 1: £(9.0)m, equal to the control total."""
    position, limit = statement.position, statement.limit
    number = statement.plan.pin[1:]
    if limit is None:
        found = million(int(position.including.value))
        return f"Version {number}: {found} including support; no control total is known."
    with_support = limit.basis.support is Support.WITH
    figure = position.including if with_support else position.excluding
    difference = int(figure.value) - int(limit.value)
    against = (
        "equal to the control total"
        if difference == 0
        else f"{million(abs(difference))} {'better' if difference > 0 else 'worse'} than the "
        f"control total of {million(int(limit.value))}"
    )
    other = position.excluding if with_support else position.including
    reading = "excluding" if with_support else "including"
    return (
        f"Version {number}: {million(int(figure.value))}, {against} "
        f"({limit.basis.support}); {million(int(other.value))} {reading} support."
    )


def alerts(statement: Statement) -> tuple[str, ...]:
    """Return what must not be overlooked: money on one side only, capital above its envelope."""
    found = []
    net, gross = int(statement.matching.net.value), int(statement.matching.gross.value)
    if gross:
        more = "more" if net > 0 else "less"
        found.append(
            f"It does not add up. Trusts expect {million(abs(net))} {more} from the ICB than the "
            f"ICB plans to pay (net; {million(gross)} gross)."
        )
    capital = statement.capital
    if capital is not None and capital.breach:
        found.append(
            f"Capital is {million(-int(capital.headroom.value))} above its envelope of "
            f"{million(int(capital.envelope.value))}."
        )
    return tuple(found)


def change_sentences(before: Statement, after: Statement) -> tuple[str, ...]:
    """Return how the version differs beneath its headline from the one before."""
    found, was = after.underlying, before.underlying
    one_off = int(found.reported_less_one_off.value) - int(was.reported_less_one_off.value)
    if not one_off:
        return ()
    word = "improved" if one_off > 0 else "worsened"
    return (
        f"Since version {before.plan.pin[1:]} the position less one-off efficiency {word} by "
        f"{million(abs(one_off))} to {million(int(found.reported_less_one_off.value))}, and "
        f"underlying (also before support) is {million(int(found.underlying.value))}.",
    )


def beneath_table(statement: Statement) -> Table:
    """Return what always stands below the position: efficiency, risk and the underlying position.

    What cannot be said is not available, with the reason; it is never nil.
    """
    found = statement.efficiency
    shares: dict[str, tuple[str, Share[Figure] | None]] = {
        "unidentified": ("Efficiency unidentified", found.unidentified),
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
    for name, (words, share) in shares.items():
        if share is not None:
            rows.append(_share_row(statement, name, words, share))
    rows += [
        _plain_row("Net unmitigated risk", "no risk return is collected in this round"),
        _plain_row("Risk-adjusted position", "no risk return is collected in this round"),
        _figure_row(
            statement,
            "underlying/less_one_off",
            "Reported less one-off efficiency",
            statement.underlying.reported_less_one_off,
        ),
        _figure_row(
            statement,
            "underlying/underlying",
            "Underlying position, also before support",
            statement.underlying.underlying,
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
            Column(key="note", title="Note"),
        ),
        rows=tuple(rows),
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


def lock_list(statement: Statement) -> tuple[str, ...]:
    """Return what somebody should know before locking: the tests, and what is one-off."""
    limit, position = statement.limit, statement.position
    lines = [
        "It adds up: both sides of every tested contract agree."
        if not statement.matching.gross.value
        else f"It does not add up: {million(int(statement.matching.gross.value))} gross differs.",
    ]
    if limit is not None:
        with_support = limit.basis.support is Support.WITH
        figure = position.including if with_support else position.excluding
        met = "is met" if figure.value >= limit.value else "is NOT met"
        lines.append(f"The control total of {million(int(limit.value))} {met}.")
    if statement.capital is not None:
        within = "above" if statement.capital.breach else "within"
        lines.append(f"Capital is {within} its envelope.")
    one_off = statement.efficiency.non_recurrent.ratio
    if one_off is not None:
        lines.append(f"{percent(one_off.value)} of efficiency is non-recurrent.")
    return tuple(lines)


def _share_row(statement: Statement, name: str, words: str, share: Share[Figure]) -> Row:
    return Row(
        cells={"line": words, "amount": share.part, "share": share.ratio or Absence.NOT_APPLICABLE},
        refs={
            "amount": statement.ref(f"efficiency/{name}"),
            **({"share": statement.ref(f"efficiency/{name}_share")} if share.ratio else {}),
        },
    )


def _figure_row(statement: Statement, name: str, words: str, figure: Figure) -> Row:
    return Row(cells={"line": words, "amount": figure}, refs={"amount": statement.ref(name)})


def _plain_row(words: str, reason: str) -> Row:
    return Row(
        cells={"line": words, "amount": "Not available", "note": f"Not available: {reason}."}
    )


def _next(statement: Statement, *, clean: bool) -> tuple[str, ...]:
    system, number = statement.plan.system, statement.plan.pin[1:]
    if clean:
        return (
            f"equipoise bridge {system} v1 v{number}",
            f"equipoise approve ORG --version {number} (each member board)",
            f"equipoise lock {system} --version {number}",
        )
    return (f"equipoise match {system}", f"equipoise ladder {system}")
