"""Risk shares simulated: what could come to each party, who pays, and what would be fair."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.pages.page import Page, million
from equipoise.reports.table import Amount, Row, Sign, Table
from equipoise.simulate import ForParty, Simulated
from equipoise.units import PENCE, RATIO, FinancialYear, Pence
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.riskshare_simulate import RiskSimulated
from equipoise.workings import Basis, Stage


def simulated_page(outcome: Outcome[RiskSimulated], *, year: FinancialYear) -> Page:
    """Return what agreements do to each party over many draws, beside no agreement."""
    found = outcome.result
    first = next(iter(found.agreements.values()))
    run = first.run
    sentences = [
        f"{run.draws:,} draws of the year end, seed {run.seed}, {first.generator}, numpy "
        f"{first.numpy}; normal shocks, correlation {float(found.drawing.together):g}.",
        f"{first.agreeing.checked:,} of them were settled by the exact rule too; no account was "
        f"apart by more than {first.agreeing.apart}p.",
    ]
    basis = Basis(period=year.period, unit=PENCE, stage=Stage.FORECAST)
    return Page(
        title="Risk shares, simulated",
        sentences=(*sentences, *_told(found)),
        tables=(
            _distribution(found, basis),
            _fairness(found, basis),
            _accounts(found, basis),
        ),
        facts={"seed": run.seed, "generator": first.generator, "numpy": first.numpy,
               "draws": run.draws, "checked": first.agreeing.checked},
    )  # fmt: skip


def _told(found: RiskSimulated) -> Iterator[str]:
    for name, one in found.agreements.items():
        yield (
            f"{name}: {million(one.unfunded)} is expected to be unfunded; the chance that "
            f"anything is, {_percent(one)}."
        )
        if one.left_out:
            yield f"{name}, taken as not met: {'; '.join(one.left_out)}."
        if losing := [code for code, party in one.parties.items() if not party.is_rational]:
            yield f"{name}: expected to bear more than alone: {', '.join(losing)}."


def _percent(one: Simulated) -> str:
    return f"{100 * one.escalated.numerator / one.escalated.denominator:.1f}%"


def _distribution(found: RiskSimulated, basis: Basis) -> Table:
    first = next(iter(found.agreements.values()))
    rows = [
        _spread_row("no agreement", code, party, basis) for code, party in first.parties.items()
    ]
    for name, one in found.agreements.items():
        rows += [_spread_row(name, code, party, basis) for code, party in one.parties.items()]
    return Table(
        name="distribution",
        title="Variance of each party at the year end",
        sentence="One draw of twenty is worse than the 5th percentile: value at risk is that loss.",
        basis=f"{basis.period}, simulated",
        columns=(
            words("agreement", "Agreement"),
            words("party", "Party"),
            money("mean", "Mean", sign=Sign.FAVOURABLE),
            *(
                money(f"p{percent}", f"{percent}th percentile", sign=Sign.FAVOURABLE)
                for percent in (5, 25, 50, 75, 95)
            ),
            money("at_risk", "Value at risk"),
            ratio("breach", "Chance below its limit", basis="of draws"),
        ),
        rows=tuple(rows),
    )


def _spread_row(name: str, code: str, party: ForParty, basis: Basis) -> Row:
    spread = party.without if name == "no agreement" else party.under
    return Row(
        cells={
            "agreement": name,
            "party": code,
            "mean": _money(spread.mean, basis),
            **{f"p{percent}": _money(at, basis) for percent, at in spread.percentiles.items()},
            "at_risk": _money(spread.at_risk, basis),
            "breach": Amount(value=spread.breach, basis=Basis(period=basis.period, unit=RATIO)),
        }
    )


def _fairness(found: RiskSimulated, basis: Basis) -> Table:
    rows = [
        _fair_row(name, code, party, basis)
        for name, one in found.agreements.items()
        for code, party in one.parties.items()
    ]
    return Table(
        name="fairness",
        title="Who pays, who gains, and what would be fair",
        sentence="A party gains where it is expected to bear less deficit than alone. Its fair "
        "share is what it adds to the deficit of all together, over all orders of joining "
        "(Shapley); negative where it takes some away. Up to fifteen parties.",
        basis=f"{basis.period}, simulated",
        columns=(
            words("agreement", "Agreement"),
            words("party", "Party"),
            money("received", "Expected to receive / (pay)", sign=Sign.FAVOURABLE),
            ratio("pays", "Chance that it pays", basis="of draws"),
            ratio("receives", "Chance that it receives", basis="of draws"),
            money("alone", "Expected deficit alone"),
            money("under", "Expected deficit under the agreement"),
            money("fair", "Fair share of the pooled deficit"),
            words("rational", "No worse than alone"),
        ),
        rows=tuple(rows),
    )


def _fair_row(name: str, code: str, party: ForParty, basis: Basis) -> Row:
    of_draws = Basis(period=basis.period, unit=RATIO)
    return Row(
        cells={
            "agreement": name,
            "party": code,
            "received": _money(party.received, basis),
            "pays": Amount(value=party.pays, basis=of_draws),
            "receives": Amount(value=party.receives, basis=of_draws),
            "alone": _money(party.without.deficit, basis),
            "under": _money(party.under.deficit, basis),
            "fair": None if party.fair is None else _money(party.fair, basis),
            "rational": "yes" if party.is_rational else "no",
        }
    )


def _accounts(found: RiskSimulated, basis: Basis) -> Table:
    rows = tuple(
        Row(cells={"agreement": name, "account": code, "received": _money(amount, basis)})
        for name, one in found.agreements.items()
        for code, amount in one.accounts.items()
    )
    return Table(
        name="accounts",
        title="Funds and the region",
        sentence="",
        basis=f"{basis.period}, simulated",
        columns=(
            words("agreement", "Agreement"),
            words("account", "Fund or region"),
            money("received", "Expected to receive / (pay)", sign=Sign.FAVOURABLE),
        ),
        rows=rows,
    )


def _money(pence: Pence, basis: Basis) -> Amount:
    return Amount(value=int(pence), basis=basis)
