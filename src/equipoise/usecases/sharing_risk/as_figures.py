"""An agreement whose every amount remembers the text it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from equipoise.rules.riskshare import Agreement, Fund, Layer, Limit, Party, Trigger
from equipoise.units import RATIO
from equipoise.workings import Basis, Figure, Reference, given


def as_figures(agreement: Agreement[Fraction], source: str, *, basis: Basis) -> Agreement[Figure]:
    """Return an agreement of figures, all on the basis that it is settled on.

    A measure that is no money is weighed, and never added to money, so it may stand on it too.
    """
    text = _Text(source=source, basis=basis)
    return Agreement(
        name=agreement.name,
        title=agreement.title,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        means=agreement.means,
        parties={
            code: Party(kind=party.kind, measures=text.each(party.measures, of=code))
            for code, party in agreement.parties.items()
        },
        funds={
            code: Fund(holder=fund.holder, amount=text.money(fund.amount, code))
            for code, fund in agreement.funds.items()
        },
        layers=tuple(text.layer(layer) for layer in agreement.layers),
        consent=agreement.consent,
        scope=agreement.scope,
    )


@dataclass(frozen=True, kw_only=True)
class _Text:
    """The text that amounts stand in, and their basis."""

    source: str
    basis: Basis

    def money(self, amount: Fraction, name: str) -> Figure:
        """Return an amount, or a measure, under its name in the agreement."""
        ref = Reference("file", (self.source, name))
        return given(Fraction(amount) if amount.denominator != 1 else int(amount), self.basis,
                     ref, name=name)  # fmt: skip

    def each(self, amounts: Mapping[str, Fraction], *, of: str) -> dict[str, Figure]:
        return {name: self.money(amount, f"{name}, {of}") for name, amount in amounts.items()}

    def limit(self, limit: Limit[Fraction], name: str) -> Limit[Figure]:
        """Return a cap, a floor or a tolerance."""
        amount, part = limit.amount, limit.of_turnover
        basis = replace(self.basis, unit=RATIO)
        ref = Reference("file", (self.source, name))
        return Limit(
            amount=None if amount is None else self.money(amount, name),
            of_turnover=None if part is None else given(part, basis, ref, name=name),
        )

    def layer(self, layer: Layer[Fraction]) -> Layer[Figure]:
        """Return a layer."""
        trigger, name = layer.trigger, layer.name
        return Layer(
            name=name,
            source=layer.source,
            side=layer.side,
            trigger=Trigger(
                of=trigger.of,
                tolerance=self.limit(trigger.tolerance, f"tolerance, {name}"),
                when=trigger.when,
                stages=trigger.stages,
                conditions=trigger.conditions,
                asks=self.each(trigger.asks, of=f"asked in {name}"),
                excludes=trigger.excludes,
                within=trigger.within,
            ),
            fund=layer.fund,
            key=layer.key,
            weights=self.each(layer.weights, of=f"weight in {name}"),
            bearers=layer.bearers,
            claimants=layer.claimants,
            cap=self.limit(layer.cap, f"cap, {name}"),
            floor=self.limit(layer.floor, f"floor, {name}"),
            most=None if layer.most is None else self.money(layer.most, f"most, {name}"),
            only_surplus=layer.only_surplus,
            repayment=layer.repayment,
        )
