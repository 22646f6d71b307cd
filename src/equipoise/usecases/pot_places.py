"""Record the places of a system: their people, their need, and how fast money may move."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Final

from equipoise.records import Actor
from equipoise.units import as_decimal
from equipoise.usecases.delegate import refuse_practice
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.place import Placed
from equipoise.usecases.potting import Act
from equipoise.usecases.potting.kinds import PLACES
from equipoise.usecases.potting.recording import Terms, record, refuse_terms
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound

HEADING: Final = ("place", "people", "weighted_people", "practices", "outcome", "direction")


@dataclass(frozen=True, kw_only=True)
class PlaceNeed:
    """A place: its people, its weighted people, its practices, and one outcome that matters there.

    Unit: people.
    """

    place: str
    people: Fraction
    weighted: Fraction
    practices: int
    outcome: str = ""
    direction: str = ""


def pot_places(
    one: OpenRound,
    system: str,
    *,
    places: Sequence[PlaceNeed],
    most: Fraction,
    terms: Terms,
    by: Actor,
    now: datetime,
) -> Outcome[Act]:
    """Return the places as a decision, with the most that a place's money may move in a year.

    `most` is a ratio of a place's formula share.

    Raises: NotAllowedError; RefusedError for a place of one practice, one without people, one
        named twice, or a pace that is not above nil and at most 1.
    """
    demand(by, "pot_places", one.subject(system), now.date())
    one.members(system)
    refuse_terms(one, terms, own=by.organisation)
    if not 0 < most <= 1:
        raise RefusedError("The most that moves in a year is above 0%, and 100% at most.")
    named = [found.place for found in places]
    if not places or len(set(named)) != len(named):
        raise RefusedError("Places are at least one, and each is named once.")
    for found in places:
        refuse_practice(one, found.place)
        if found.practices < 2:
            raise RefusedError(
                f"{found.place} has {found.practices} practice: a share of need is never offered "
                "as the budget of one.",
                "Join it with others to a place of several.",
            )
        if found.people <= 0 or found.weighted <= 0:
            raise RefusedError(f"{found.place} has no people, or none weighted.")
    body = {
        **terms.body(),
        "most": str(most),
        "places": [_recorded(found) for found in places],
    }
    made = record(one, system, decided=(PLACES, [body]), reason=terms.reason, by=by, now=now)
    return Outcome(result=made.result[0], events=made.events)


def read_places(path: Path) -> tuple[PlaceNeed, ...]:
    """Return the places of a csv file, one to a line.

    Raises: RefusedError naming the line that is not one.
    """
    try:
        reader = csv.DictReader(StringIO(path.read_text("utf-8-sig")), strict=True)
        if tuple(reader.fieldnames or ()) != HEADING:
            raise RefusedError(f"{path.name} does not begin with: {', '.join(HEADING)}.")
        return tuple(_read(path, reader.line_num, row) for row in reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise RefusedError(f"{path.name} is not a csv file: {error}.") from error


def places_file(placed: Placed) -> str:
    """Return a system's places, as grouped and weighed, as the text of a file to be read here.

    Its columns of outcome and direction are blank: what they would hold is in no population.
    """
    text = StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(HEADING)
    for name, place in placed.places.items():
        weighted = place.need.weighted[placed.column]
        people = (as_decimal(Fraction(figure.value)) for figure in (place.need.people, weighted))
        lines.writerow((name, *people, len(place.practices), "", ""))
    return text.getvalue()


def places_of(act: Act) -> tuple[PlaceNeed, ...]:
    """Return the places that a decision records."""
    return tuple(
        PlaceNeed(
            place=found["place"],
            people=Fraction(found["people"]),
            weighted=Fraction(found["weighted"]),
            practices=found["practices"],
            outcome=found["outcome"],
            direction=found["direction"],
        )
        for found in act.body["places"]
    )


def _recorded(found: PlaceNeed) -> Mapping[str, object]:
    return {
        "place": found.place,
        "people": str(found.people),
        "weighted": str(found.weighted),
        "practices": found.practices,
        "outcome": found.outcome,
        "direction": found.direction,
    }


def _read(path: Path, number: int, row: Mapping[str, str]) -> PlaceNeed:
    try:
        return PlaceNeed(
            place=row["place"].strip(),
            people=Fraction(row["people"].replace(",", "")),
            weighted=Fraction(row["weighted_people"].replace(",", "")),
            practices=int(row["practices"]),
            outcome=row["outcome"].strip(),
            direction=row["direction"].strip(),
        )
    except (AttributeError, TypeError, ValueError, ZeroDivisionError) as error:
        raise RefusedError(
            f"{path.name}, line {number}: a place has a name, people, weighted people and a whole "
            f"number of practices ({error})."
        ) from error
