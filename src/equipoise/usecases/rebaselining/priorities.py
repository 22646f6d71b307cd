"""What an action does to the letter's priorities, looked at in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from equipoise.sources import Letter
from equipoise.usecases.rebaselining.kinds import EFFECTS, HARMS, HELPS
from equipoise.usecases.rebaselining.recording import refuse_unknown
from equipoise.usecases.refusals import RefusedError


@dataclass(frozen=True, kw_only=True)
class TradeOff:
    """What an action harms, for the sake of which priority that comes before it, and why."""

    helped: str
    harmed: str
    words: str

    def __str__(self) -> str:
        return f"{self.helped} before {self.harmed}: {self.words}"


def read_effects(letter: Letter, said: Mapping[str, str]) -> Mapping[str, str]:
    """Return effects by priority, in the order of the letter: helps, none, or harms: why.

    Raises: UnknownError for no such priority or effect; RefusedError for harm without a reason.
    """
    priorities = letter.named("priorities")
    refuse_unknown("priority", said, known=priorities)
    for code, text in said.items():
        word, _, why = text.partition(":")
        refuse_unknown(f"effect on {code}", [word.strip()], known=EFFECTS)
        if word.strip() == HARMS and not why.strip():
            raise RefusedError(
                f"Harm to {code} is not explained.", f"Say why: --effect '{code}=harms: ...'."
            )
    return {code: said[code].strip() for code in priorities if code in said}


def refuse_against_order(letter: Letter, effects: Mapping[str, str]) -> None:
    """Refuse harm to what is protected, or to what comes before everything that is helped.

    Raises: RefusedError naming both priorities.
    """
    priorities = letter.named("priorities")
    helped = first_helped(effects)
    for code, text in effects.items():
        if not text.startswith(HARMS):
            continue
        if priorities[code].is_protected:
            raise RefusedError(
                f"{priorities[code].words}: this may not be harmed by any action.",
                "Close the gap with another action.",
            )
        order = list(priorities)
        if helped is None or order.index(code) < order.index(helped):
            raise RefusedError(
                f"It harms {code}, and helps nothing that comes before it.",
                f"The order is: {', '.join(order)}.",
            )


def first_helped(effects: Mapping[str, str]) -> str | None:
    """Return the first priority that an action helps; None where it helps none."""
    return next((code for code, text in effects.items() if text == HELPS), None)


def trade_offs(effects: Mapping[str, str]) -> tuple[TradeOff, ...]:
    """Return what an action harms and for what, in the order of the priorities."""
    helped = first_helped(effects) or ""
    return tuple(
        TradeOff(helped=helped, harmed=code, words=text.partition(":")[2].strip())
        for code, text in effects.items()
        if text.startswith(HARMS)
    )
