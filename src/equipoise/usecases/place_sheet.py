"""The place sheet: need beside spend, and the agreed way from the one to the other (T21)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.records import Actor
from equipoise.rules.allocation import (
    FairShare,
    PartAndWhole,
    Weighted,
    fair_shares,
    relative_need,
)
from equipoise.rules.bases import each_whole
from equipoise.rules.pot import PlaceLines, PlacePath, PlaceSpend, place_path
from equipoise.units import PEOPLE, RATIO, Unit
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pot import AT_THE_END, Days, pot
from equipoise.usecases.pot_places import PlaceNeed, places_of
from equipoise.usecases.potting import Act, Pot
from equipoise.usecases.potting.kinds import DELEGATION, PLACES
from equipoise.usecases.potting.pot import NAME
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Basis, Figure, given, total

YEARS: Final = 3
"""For how many years the way to the formula is shown."""
UNPLACED: Final = "no place"
MEASURED: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+) ([^\W\d].*)")
"""An outcome that is a whole number of something: 402 early deaths for each 100,000."""


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """A place on the sheet: its people, its need, its money now, by formula, and on the way.

    `outcome` is None where none was recorded, or none that is a whole number of something.
    """

    need: PlaceNeed
    people: Figure
    share: FairShare[Figure]
    index: Figure
    path: PlacePath[Figure]
    spend_share: Figure
    per_head: Figure
    outcome: Figure | None
    delegated: tuple[Act, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceSheet:
    """Every place of a system, the pace that was agreed, and spend that no place can be given."""

    pot: Pot
    decided: Act
    rows: Mapping[str, PlaceRow]
    unplaced: Figure
    most: Figure

    def named(self) -> dict[str, Figure]:
        """Return every figure with the name it has in references."""
        found = {f"{NAME}/sheet/{UNPLACED.replace(' ', '-')}/spend": self.unplaced}
        for place, row in self.rows.items():
            each = {
                "people": row.people,
                "need_share": row.share.share,
                "need_index": row.index,
                "spend": row.path.spend,
                "spend_share": row.spend_share,
                "spend_per_head": row.per_head,
                "formula": row.path.target,
                "gap": row.path.gap,
                **{f"path{year}": amount for year, amount in enumerate(row.path.path, start=1)},
                **({} if row.outcome is None else {"outcome": row.outcome}),
            }
            found |= {f"{NAME}/sheet/{place}/{name}": figure for name, figure in each.items()}
        return found


def place_sheet(
    one: OpenRound,
    system: str,
    *,
    days: Days = AT_THE_END,
    shares: Mapping[str, FairShare[Figure]] | None = None,
    by: Actor,
    on: date,
) -> Outcome[PlaceSheet]:
    """Return need beside spend for every place that was recorded, and the agreed path.

    `shares` are the formula's, by place; where none are given they come of the weighted people
    that were recorded with the places.

    Raises: as `pot` does; RefusedError while no places are recorded or none has any spend;
        UnknownError for a share of another place.
    """
    seen = pot(one, system, days=days, by=by, on=on)
    if seen.result.body is not None:
        raise RefusedError("The sheet of places is of the system as a whole.")
    sheet = sheet_of(seen.result.pot, shares)
    figures = {sheet.pot.ref(name): figure for name, figure in sheet.named().items()}
    return Outcome(result=sheet, figures=figures, expand=seen.expand)


def sheet_of(found: Pot, shares: Mapping[str, FairShare[Figure]] | None = None) -> PlaceSheet:
    """Return the sheet of a pot.

    Raises: RefusedError; UnknownError.
    """
    recorded = [act for act in found.acts if act.kind == PLACES and act.counts]
    decided = [act for act in recorded if act.effective_on <= found.as_at]
    if not decided:
        raise RefusedError(
            f"No places are recorded for {found.system} by {found.known}.",
            f"Record them with: equipoise pot places {found.system} places.csv.",
        )
    needs = {need.place: need for need in places_of(decided[-1])}
    spends = found.uses_by("place")
    if strange := sorted((set(spends) - {""} | set(shares or {})) - set(needs)):
        raise UnknownError("place of this system:", ", ".join(strange), tuple(needs))
    if not any(spends[place].value for place in spends if place):
        raise RefusedError(f"No spend of the pot of {found.system} is at a place.")
    return _sheet(found, decided[-1], needs, spends, shares)


def _sheet(
    found: Pot,
    decided: Act,
    needs: Mapping[str, PlaceNeed],
    spends: Mapping[str, Figure],
    shares: Mapping[str, FairShare[Figure]] | None,
) -> PlaceSheet:
    params, known = found.writing.params, found.known
    spend = {place: spends.get(place, found.nothing) for place in needs}
    everything = total(spend.values()).named("Spend at places")
    people = _people(found, decided, {p: need.people for p, need in needs.items()}, "People")
    weighted = _people(
        found, decided, {p: need.weighted for p, need in needs.items()}, "Weighted people"
    )
    fair = shares or fair_shares(
        Weighted(quantum=everything, people=weighted), params, known_on=known
    )
    most = given(
        Fraction(decided.body["most"]), Basis(period=found.writing.year, unit=RATIO),
        decided.ref, name="Most that moves in a year",
    )  # fmt: skip
    paths = place_path(
        PlaceLines(
            places={p: PlaceSpend(spend=spend[p], need=fair[p].share) for p in needs},
            most=most,
            years=YEARS,
        ),
        params,
        known_on=known,
    )
    everyone, all_weighted = total(people.values()), total(weighted.values())
    rows = {
        place: PlaceRow(
            need=need,
            people=people[place],
            share=fair[place],
            index=relative_need(
                PartAndWhole(
                    people=people[place], weighted=weighted[place], of_people=everyone,
                    of_weighted=all_weighted,
                ), params, known_on=known,
            ),
            path=paths[place],
            spend_share=(spend[place] / everything).named(f"Share of spend at places, {place}"),
            per_head=each_whole(spend[place], weighted[place], unit=PEOPLE).named(
                f"Spend for each weighted head, {place}"
            ),
            outcome=_outcome(found, decided, need),
            delegated=_delegated(found, place),
        )
        for place, need in needs.items()
    }  # fmt: skip
    return PlaceSheet(
        pot=found,
        decided=decided,
        rows=rows,
        unplaced=spends.get("", found.nothing).named("Spend at no place"),
        most=most,
    )


def _people(
    found: Pot, decided: Act, counts: Mapping[str, Fraction], name: str
) -> dict[str, Figure]:
    basis = Basis(stage=found.writing.basis.stage, period=found.writing.year, unit=PEOPLE)
    note = str(decided.body["source"])
    return {
        place: given(count, basis, decided.ref, name=f"{name}, {place}", note=note)
        for place, count in counts.items()
    }


def _outcome(found: Pot, decided: Act, need: PlaceNeed) -> Figure | None:
    """Return the outcome of a place as a number of its own unit, from the decision it stands in.

    Assumption: it is of the plan year, as people and need are.
    """
    said = MEASURED.fullmatch(need.outcome)
    if said is None:
        return None
    unit = Unit(said[2])
    return given(
        int(said[1].replace(",", "")), Basis(period=found.writing.year, unit=unit), decided.ref,
        name=f"Outcome, {need.place}", note=str(decided.body["source"]),
    )  # fmt: skip


def _delegated(found: Pot, place: str) -> tuple[Act, ...]:
    return tuple(
        act for act in found.acts
        if act.kind == DELEGATION and act.counts and act.body["holder"]["name"] == place
    )  # fmt: skip
