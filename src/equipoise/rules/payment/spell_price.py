"""The price of a spell: its base, topped up, with excess days and unbundled care, for its place."""

from datetime import date
from typing import Final

from equipoise.params import Values
from equipoise.rules.payment.at_prices import SpellAtPrices
from equipoise.rules.payment.base_price import base_price
from equipoise.rules.payment.best_practice import best_practice
from equipoise.rules.payment.excess_days import excess_days
from equipoise.rules.payment.exclusions import UNGROUPABLE, is_private
from equipoise.rules.payment.outcome import PointOfDelivery, Priced, Reason, unpriced
from equipoise.rules.payment.point_of_delivery import point_of_delivery
from equipoise.rules.payment.top_up import top_up
from equipoise.rules.payment.unbundled import unbundled
from equipoise.rules.payment.years import BY_PRICE
from equipoise.rules.registry import rule
from equipoise.workings import Number, named, rounded, total

REGULAR: Final = frozenset({PointOfDelivery.REGULAR_DAY, PointOfDelivery.REGULAR_NIGHT})


@rule(
    applies=BY_PRICE,
    source="SUS published data: initial tariff, excess bed days, top-up, unbundled, and market "
    "forces on the whole; HFMA, introduction to payment by results",
)
def spell_price(
    stay: SpellAtPrices[Number], params: Values[Number], *, known_on: date
) -> Priced[Number]:
    """Return a spell's price with each of its parts, or the reason why it has none.

    Assumption: rounded once, to the nearest penny, after market forces.
    Unit: pence.
    Raises: TwoTariffsError; ParameterError where the short stay of the year is not known.
    Law a_spell_is_priced_or_says_why: one of the two, never both.
    Law a_longer_stay_is_never_cheaper: of two alike beyond a short stay.
    Law the_price_is_its_parts_times_market_forces: within half a penny.

    >>> from equipoise.params import load
    >>> from equipoise.rules.payment.sample import spell, stay
    >>> def found(days):
    ...     of = stay(spell(length_of_stay=days))
    ...     return spell_price(of, load(), known_on=date(2023, 5, 4)).price.value
    >>> found(12), found(18)
    (769549, 928744)
    """
    point = point_of_delivery(stay, params, known_on=known_on)
    base = base_price(stay, params, known_on=known_on)
    if reason := _reason(stay, point, priced=base is not None):
        return unpriced(point, reason)
    assert base is not None
    assert stay.market_forces is not None
    parts = [base]
    ratio = top_up(stay, params, known_on=known_on)
    topped = None if ratio is None else named(base * ratio, "Specialised top-up")
    additional = best_practice(stay, params, known_on=known_on)
    excess = excess_days(stay, params, known_on=known_on)
    beside = unbundled(stay.unbundled, params, known_on=known_on)
    payment = excess.payment if excess else None
    parts += [one for one in (topped, additional, payment, beside.payment) if one is not None]
    whole = named(total(parts), "Price before market forces")
    return Priced(
        point_of_delivery=point,
        reason=None,
        base=base,
        top_up_ratio=ratio,
        top_up=topped,
        additional=additional,
        excess_days=excess.days if excess else None,
        excess=payment,
        unbundled=beside.payment,
        market_forces=stay.market_forces,
        price=named(rounded(whole * stay.market_forces), "Price"),
        local=beside.local,
    )


def _reason(stay: SpellAtPrices[Number], point: PointOfDelivery, *, priced: bool) -> Reason | None:
    spell = stay.spell
    if is_private(spell.administrative_category, spell.commissioner):
        return Reason.PRIVATE
    if spell.hrg.startswith(UNGROUPABLE):
        return Reason.UNGROUPABLE
    if point is PointOfDelivery.OTHER:
        return Reason.UNKNOWN_DELIVERY
    if point in REGULAR:
        return Reason.REGULAR_ATTENDER
    if stay.prices is None:
        return Reason.UNKNOWN_HRG
    if not priced:
        return Reason.NO_PRICE
    return Reason.NO_MARKET_FORCES if stay.market_forces is None else None
