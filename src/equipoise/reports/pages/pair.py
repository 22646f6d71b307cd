"""One contract: both sides' values, how far they are agreed, and who says it is disputed."""

from collections.abc import Iterator

from equipoise.reports.pages.disputing import dispute_alert
from equipoise.reports.pages.matching import pairs_table
from equipoise.reports.pages.page import Page, entered, listed, million
from equipoise.rules.balance import PairKey
from equipoise.usecases.decisions import DecisionStatus
from equipoise.usecases.match import Matched
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import UnknownError


def pair_page(outcome: Outcome[Matched], key: PairKey) -> Page:
    """Return the page of one pair among those that the actor may see.

    Raises: UnknownError when there is no such pair, or they may not see it.
    """
    found = outcome.result
    if key not in found.pairs:
        known = tuple(f"{one.commissioner} and {one.provider}" for one in found.pairs)
        raise UnknownError("contract between", f"{key.commissioner} and {key.provider}", known)
    pair = found.mismatch.pairs[key]
    table = pairs_table(found, of=(key,))
    return Page(
        title=f"Contract of {key.commissioner} with {key.provider}",
        sentences=(_answer(found, key), *_decision(found, key)),
        alerts=(dispute_alert(found.disputes[key]),) if key in found.disputes else (),
        tables=(table,),
        facts={"status": str(pair.status)},
    )


def _answer(found: Matched, key: PairKey) -> str:
    pair = found.mismatch.pairs[key]
    if pair.difference is None or pair.income is None:
        return f"{pair.status}: one side has returned no value to compare with."
    apart = int(pair.difference.value)
    if not apart:
        return f"{pair.status}: both sides have {million(int(pair.income.value))}."
    word = "more" if apart > 0 else "less"
    return (
        f"{pair.status}: {key.provider} expects {million(abs(apart))} {word} than "
        f"{key.commissioner} plans to pay."
    )


def _decision(found: Matched, key: PairKey) -> Iterator[str]:
    stand = found.agreeing.get(key)
    if stand is None:
        return
    value, waits = entered(stand.body["value_pence"]), listed(stand.waits_for)
    match stand.status:
        case DecisionStatus.OFFERED:
            yield f"{stand.name}: {value} is offered, and waits for {waits} to confirm it."
        case DecisionStatus.PROPOSED:
            yield (
                f"{stand.name}: both sides have named {value}; it counts when {waits} have "
                "signed their returns again."
            )
        case _:
            yield f"{stand.name}: {value} is agreed, and both returns are signed again."
