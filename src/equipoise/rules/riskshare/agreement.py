"""A risk-share agreement: who shares which risk with whom, in which order, by what, up to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Generic

from equipoise.workings import Number


class BodyKind(StrEnum):
    """What a party is: which statutory duties it has."""

    ICB = "icb"
    NHS_TRUST = "nhs_trust"
    FOUNDATION_TRUST = "foundation_trust"
    COUNCIL = "council"
    SYSTEM = "system"
    """A whole system, in an agreement between systems: its own bodies answer for their duties."""


class Source(StrEnum):
    """Who bears a layer."""

    OWN = "org_own"
    """Whoever has the variance bears it itself."""
    CONTINGENCY = "contingency"
    RESERVE = "system_reserve"
    POOL = "pool"
    PARTNERS = "partners"
    REGION = "region"
    RETAINED = "retained_deficit"
    """It stays where it is, as a deficit that everybody has agreed to."""


FUNDS: Final = (Source.CONTINGENCY, Source.RESERVE, Source.POOL)
"""Sources that are money set aside, and end when it is spent."""
KEPT: Final = (Source.OWN, Source.RETAINED)
"""Sources that move nothing."""


class Side(StrEnum):
    """What a layer shares."""

    LOSS = "loss"
    GAIN = "gain"


class Of(StrEnum):
    """Whose variance calls a layer up."""

    BODY = "body"
    """Each body's own."""
    SYSTEM = "system"
    """That of all together: what one saves pays first for what another overspends."""
    ASK = "ask"
    """An amount that was asked for, whatever the variance."""


class When(StrEnum):
    """In which months a layer is settled."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


EVERY: Final = {When.MONTH: 1, When.QUARTER: 3, When.YEAR: 12}
"""After how many months of the year a layer is settled again."""


class Key(StrEnum):
    """By what a layer is shared."""

    EQUAL = "equal"
    TURNOVER = "turnover"
    ALLOCATION = "allocation"
    CONTRACT = "contract"
    POPULATION = "population"
    BENEFIT = "benefit"
    PERFORMANCE = "performance"
    NEED = "need"
    LOSS = "loss"
    CUSTOM = "custom"


class Means(StrEnum):
    """How money moves: as income, or as a target that is raised here and lowered there."""

    TRANSFER = "transfer"
    SHIFT = "target_shift"


class Repaid(StrEnum):
    """When what was paid comes back."""

    NONE = "none"
    NEXT_YEAR = "next_year"
    PROFILE = "profile"
    WHEN_SURPLUS = "when_surplus"


class Decides(StrEnum):
    """Whose agreement an act needs."""

    ALL = "all"
    AFFECTED = "all_affected"
    MAJORITY = "majority"
    LEAD = "lead_decides"


@dataclass(frozen=True, kw_only=True)
class Party(Generic[Number]):
    """A body that is party to an agreement, and what it is measured by, under the key's name."""

    kind: BodyKind
    measures: Mapping[str, Number] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class Fund(Generic[Number]):
    """Money set aside: who holds it, and how much. Unit: pence."""

    holder: str
    amount: Number


@dataclass(frozen=True, kw_only=True)
class Limit(Generic[Number]):
    """An amount in pence, or a part of turnover, or neither: no limit."""

    amount: Number | None = None
    of_turnover: Number | None = None

    @property
    def is_set(self) -> bool:
        """Whether there is one."""
        return self.amount is not None or self.of_turnover is not None


@dataclass(frozen=True, kw_only=True)
class Trigger(Generic[Number]):
    """What calls a layer up: whose variance, beyond which tolerance, when, and on which terms.

    `conditions` are facts that must be on record as met; `asks` amounts asked for, by party.
    `stages` are the words of the stages of a position that count; `excludes` causes that do not;
    `within` the places and collaboratives whose variance alone counts, all of it where none is.
    """

    of: Of = Of.BODY
    tolerance: Limit[Number] = field(default_factory=lambda: Limit())
    when: When = When.MONTH
    stages: tuple[str, ...] = ("actual", "forecast")
    conditions: tuple[str, ...] = ()
    asks: Mapping[str, Number] = field(default_factory=lambda: MappingProxyType({}))
    excludes: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Repayment:
    """When what was paid comes back: over how many years, and at which interest, simple."""

    when: Repaid = Repaid.NONE
    years: int = 1
    interest: Fraction = Fraction(0)


@dataclass(frozen=True, kw_only=True)
class Layer(Generic[Number]):
    """One layer: what it shares, who bears it, by what, within which limits.

    `bearers` share it, every party where none is named; `claimants` are those whose variance it
    covers. `fund` is the money it draws on, or for a gain pays into. `cap` and `floor` are of
    each bearer; `most` of the whole layer. `weights` are those of a custom key.
    """

    name: str
    source: Source
    side: Side = Side.LOSS
    trigger: Trigger[Number] = field(default_factory=lambda: Trigger())
    fund: str = ""
    key: Key = Key.EQUAL
    weights: Mapping[str, Number] = field(default_factory=lambda: MappingProxyType({}))
    bearers: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    cap: Limit[Number] = field(default_factory=lambda: Limit())
    floor: Limit[Number] = field(default_factory=lambda: Limit())
    most: Number | None = None
    only_surplus: bool = False
    repayment: Repayment = field(default_factory=Repayment)


@dataclass(frozen=True, kw_only=True)
class Consenting:
    """Whose agreement an act under the agreement needs. `share` is that of a majority."""

    rule: Decides = Decides.ALL
    share: Fraction | None = None
    lead: str = ""
    regional: bool = False


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which places, and which collaboratives of providers, an agreement reaches into."""

    places: tuple[str, ...] = ()
    collaboratives: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Agreement(Generic[Number]):
    """One agreement: parties, funds, layers in order, and what an act under it needs."""

    name: str
    title: str
    starts_on: date
    ends_on: date
    means: Means
    parties: Mapping[str, Party[Number]]
    funds: Mapping[str, Fund[Number]]
    layers: tuple[Layer[Number], ...]
    consent: Consenting = field(default_factory=Consenting)
    scope: Scope = field(default_factory=Scope)


REGION: Final = "region"
"""What the region pays or receives is booked under this name."""
