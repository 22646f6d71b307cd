"""Does it add up: the mismatch matrix (T7) and the list of pairs (T8)."""

from collections.abc import Iterator, Sequence
from typing import Final

from equipoise.reports.display import money_in_prose
from equipoise.reports.pages.disputing import dispute_alert
from equipoise.reports.pages.page import Page, counted, entered, listed, million, typed
from equipoise.reports.pages.positions import basis_line
from equipoise.reports.pages.waivers import not_clean
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table, Value
from equipoise.rules.balance import OPEN, Mismatch, PairKey, PairMatch, PairStatus
from equipoise.units import Absence
from equipoise.usecases.decisions import DecisionStatus
from equipoise.usecases.match import Matched
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Figure, Reference

SUMS: Final = {
    "matched": "NHS income matched within the system",
    "income_tested": "NHS income with both sides returned",
    "income_untested": "NHS income with no counterparty return, not tested",
    "net": "Difference, net",
    "gross": "Difference, gross",
}
"""What all pairs come to, by the name each sum has in references."""


def matching_page(outcome: Outcome[Matched]) -> Page:
    """Return what is matched of NHS income, every pair, and whose confirmation is awaited."""
    found = outcome.result
    others = [*_apart(found, "match-support", "Support", found.support)]
    for line, lines in found.specialised.items():
        others += _apart(found, f"match-specialised/{line}", f"Specialised, {line}", lines)
    return Page(
        title=f"Does the plan of {found.plan.system} add up?",
        sentences=tuple(_sentences(found)),
        alerts=tuple(_alerts(found)),
        tables=(matrix(found), pairs_table(found), _sums(found), *_told_apart(found, others)),
        next_steps=tuple(_steps(found)),
        facts={
            "without_return": list(found.without_return),
            "waivers": list(found.waivers.names),
        },
    )


def _sentences(found: Matched) -> Iterator[str]:
    """Yield how much is matched of how much, what cannot be tested, and of whom."""
    sums = found.mismatch
    untested = int(sums.income_untested.value)
    whose = "in this system" if _sees_all(found) else "of these contracts"
    yield (
        f"{million(int(sums.matched.value))} of {million(int(sums.income_tested.value))} of NHS "
        f"income {whose} matched."
    )
    if untested:
        yield (
            f"{million(untested)} has no counterparty return, and is not tested: "
            f"{listed(found.without_return)}."
        )
    else:
        yield "Every pound has a counterparty return."
    tested = [p for p in sums.pairs.values() if p.status is not PairStatus.NO_COUNTERPARTY]
    left = len(sums.pairs) - len(tested)
    if sums.every_pair_agrees and not found.apart_open:
        others = f"; {counted(left, 'pair')} not tested" if left else ""
        yield f"Every tested pair agrees ({len(tested)} of {len(tested)}){others}."


def _alerts(found: Matched) -> Iterator[str]:
    """Yield what must not be overlooked: that it does not add up, and amounts in pounds."""
    sums = found.mismatch
    net, gross = int(sums.net.value), int(sums.gross.value)
    if gross:
        more = "more" if net > 0 else "less"
        whole = (
            f"Trusts expect {million(abs(net))} {more} than is planned to be paid, net."
            if net
            else "In all, what trusts expect is planned to be paid; contract by contract it is not."
        )
        within = " Each is within the tolerance, and is to be explained; the sums hold them all."
        yield (
            f"It does not add up. {whole} Differences come to {million(gross)} gross."
            f"{within if sums.every_pair_agrees else ''}"
        )
    if found.apart_open:
        pairs = listed(f"{key.commissioner} and {key.provider}" for key in found.apart_open)
        yield (
            f"Support or specialised services do not add up: {pairs} differ or are in dispute; see "
            "the table at the end."
        )
    for key, dispute in found.disputes.items():
        if key in found.pairs:
            yield dispute_alert(dispute)
    for key in found.pairs:
        if sums.pairs[key].unit_error_suspected:
            yield (
                f"One side of {key.commissioner} and {key.provider} is about a thousand times the "
                "other: was it entered in pounds, not £000?"
            )
    yield from not_clean(found.waivers)


def matrix(found: Matched) -> Table:
    """Return provider income less commissioner spend: commissioners down, providers across."""
    keys = [key for key in found.pairs if found.mismatch.pairs[key].difference is not None]
    providers = sorted({key.provider for key in keys})
    commissioners = sorted({key.commissioner for key in keys})
    rows = []
    for commissioner in commissioners:
        own = [key for key in keys if key.commissioner == commissioner]
        cells: dict[str, Value] = {"commissioner": commissioner}
        cells |= {key.provider: found.mismatch.pairs[key].difference for key in own}
        refs = {key.provider: _ref(found, key, "difference") for key in own}
        if _sees_all(found):
            cells["net"] = found.mismatch.by_commissioner[commissioner]
            refs |= {"net": found.statement.ref("match/net")} if len(commissioners) == 1 else {}
        rows.append(Row(cells=cells, refs=refs))
    columns = [Column(key="commissioner", title="Commissioner")]
    columns += [_difference(provider, provider) for provider in providers]
    columns += [_difference("net", "Net")] if _sees_all(found) else []
    return Table(
        name="matrix",
        title="Mismatch: what each trust expects, less what its commissioner plans to pay",
        sentence="",
        basis=basis_line(found.statement),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=tuple(_notes(found)),
    )


def _notes(found: Matched) -> Iterator[str]:
    yield "Pairs without a counterparty return are in the list below, and not tested."
    if found.mismatch.netting_suspected:
        yield "Differences offset one another: the net alone understates them."


def pairs_table(found: Matched, *, of: Sequence[PairKey] = ()) -> Table:
    """Return one row for each pair, or for those named: both values, and how far it has come."""
    return Table(
        name="pairs",
        title="Both sides" if of else "Every pair",
        sentence="",
        basis=basis_line(found.statement),
        columns=(
            Column(key="commissioner", title="Payer"),
            Column(key="provider", title="Trust"),
            _money("spend", "Payer plans to pay"),
            _money("income", "Trust expects"),
            _difference("difference", "Difference"),
            Column(key="status", title="Status"),
            Column(key="agreed", title="Value named"),
        ),
        rows=tuple(_row(found, key, found.mismatch.pairs[key]) for key in of or found.pairs),
        notes=(_allowed(found.statement.contracting.allowed),),
    )


def _allowed(tolerance: Figure) -> str:
    """Return what a difference may come to and still be explained, and whether that is assumed."""
    status = f" ({tolerance.working.status})" if tolerance.working.status == "assumed" else ""
    if not tolerance.value:
        return f"Any difference is to be agreed: the tolerance is nil{status}."
    return (
        f"A difference of up to {money_in_prose(int(tolerance.value))}{status} may be explained, a "
        "larger one is to be agreed; no sum depends on it."
    )


def _sums(found: Matched) -> Table:
    """Return what the pairs come to; of all, each sum has a reference."""
    rows = []
    for name, words in SUMS.items():
        refs = {"amount": found.statement.ref(f"match/{name}")} if _sees_all(found) else {}
        rows.append(Row(cells={"sum": words, "amount": getattr(found.mismatch, name)}, refs=refs))
    return Table(
        name="sums",
        title="What it comes to",
        sentence="",
        basis=basis_line(found.statement),
        columns=(Column(key="sum", title="Sum"), _money("amount", "Amount")),
        rows=tuple(rows),
        notes=("A difference above nil: trusts expect more than is planned to be paid.",),
    )


def _apart(found: Matched, kind: str, words: str, lines: Mismatch[Figure] | None) -> Iterator[Row]:
    """Yield one row for each pair of a kind that is compared beside the contracts of care."""
    for key, pair in sorted(lines.pairs.items()) if lines is not None else ():
        figures = {name: getattr(pair, name) for name in ("spend", "income", "difference")}
        yield Row(
            cells={
                "kind": words,
                "commissioner": key.commissioner,
                "provider": key.provider,
                **{n: Absence.NOT_SUBMITTED if f is None else f for n, f in figures.items()},
                "status": str(pair.status),
            },
            refs={
                name: found.statement.ref(f"{kind}/{key.commissioner}/{key.provider}/{name}")
                for name, figure in figures.items()
                if figure is not None
            },
        )


def _told_apart(found: Matched, rows: list[Row]) -> tuple[Table, ...]:
    """Return the table of support and of specialised lines, if anybody names any."""
    if not rows:
        return ()
    table = Table(
        name="apart",
        title="Support, and specialised services line by line",
        sentence="",
        basis=basis_line(found.statement),
        columns=(
            Column(key="kind", title="Kind"),
            Column(key="commissioner", title="Payer"),
            Column(key="provider", title="Trust"),
            _money("spend", "Payer plans to pay"),
            _money("income", "Trust expects"),
            _difference("difference", "Difference"),
            Column(key="status", title="Status"),
        ),
        rows=tuple(rows),
        notes=(
            "Support is no payment for care. Specialised lines are of which: their money is in "
            "the contracts above, and counted there alone.",
        ),
    )
    return (table,)


def _row(found: Matched, key: PairKey, pair: PairMatch[Figure]) -> Row:
    figures = {"income": pair.income, "spend": pair.spend, "difference": pair.difference}
    return Row(
        cells={
            "commissioner": key.commissioner,
            "provider": key.provider,
            **{
                name: figure if figure is not None else Absence.NOT_SUBMITTED
                for name, figure in figures.items()
            },
            "status": str(pair.status),
            "agreed": _agreed(found, key),
        },
        refs={
            name: _ref(found, key, name) for name, figure in figures.items() if figure is not None
        },
    )


def _agreed(found: Matched, key: PairKey) -> str:
    stand = found.agreeing.get(key)
    if stand is None:
        return ""
    value = f"{stand.name}: {entered(stand.body['value_pence'])}"
    if stand.status is DecisionStatus.OFFERED:
        return f"{value} offered, waits for {listed(stand.waits_for)}"
    if stand.status is DecisionStatus.PROPOSED:
        return f"{value}, waits for {listed(stand.waits_for)} to re-sign"
    return value


def _steps(found: Matched) -> list[str]:
    steps = []
    for key in found.pairs:
        stand = found.agreeing.get(key)
        if found.mismatch.pairs[key].status not in OPEN:
            continue
        pair = f"{key.commissioner} {key.provider}"
        if key in found.disputes:
            whose = found.disputes[key].raised_by
            steps.append(f"equipoise dispute {pair} --withdraw  # by {whose}")
        if stand is None or not stand.waits_for:
            steps.append(f"equipoise agree {pair} --value THOUSANDS  # a value both sides can sign")
        elif stand.status is DecisionStatus.OFFERED:
            value, waits = typed(stand.body["value_pence"]), listed(stand.waits_for)
            steps.append(f"equipoise agree {pair} --value {value}  # by {waits}, to confirm")
        else:
            steps += [f"equipoise signoff {code}  # by its approver" for code in stand.waits_for]
    return list(dict.fromkeys(steps))


def _sees_all(found: Matched) -> bool:
    """Return whether the actor sees every contract of the plan, and so the sums of all."""
    return set(found.pairs) == set(found.statement.contracts.pairs)


def _ref(found: Matched, key: PairKey, name: str) -> Reference:
    return found.statement.ref(f"match/{key.commissioner}/{key.provider}/{name}")


def _money(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind=ColumnKind.MONEY, sign=Sign.SIZE)


def _difference(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind=ColumnKind.MONEY, sign=Sign.INCREASE)
