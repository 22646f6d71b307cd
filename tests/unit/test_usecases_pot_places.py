"""Places from a csv file: each line is one, or the file is refused by its line."""

from fractions import Fraction
from pathlib import Path

import pytest

from equipoise.samples.northmere import PLACES
from equipoise.usecases.pot_places import HEADING, read_places
from equipoise.usecases.refusals import RefusedError

FIRST = ",".join(HEADING) + "\n"


def test_northmeres_places_are_read() -> None:
    north, calder = read_places(PLACES)
    assert (north.place, north.practices) == ("Northmere", 5)
    assert [int(north.people), int(north.weighted)] == [593_400, 580_424]
    assert calder.direction == "no change"


def test_weighted_people_need_not_be_whole(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(FIRST + 'North,"1,000",1000.5,2,,\n', "utf-8")
    (north,) = read_places(path)
    assert [north.people, north.weighted] == [Fraction(1_000), Fraction(2001, 2)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("place,people\nNorth,1\n", "does not begin with: place, people"),
        (FIRST + "North,many,1,2,,\n", "line 2: a place has a name"),
        (FIRST + "North,1,1,2.5,,\n", "line 2: a place has a name"),
        (FIRST + "North,1\n", "line 2: a place has a name"),
        (FIRST + 'North,"1\n', "is not a csv file"),
    ],
)
def test_a_file_that_holds_no_places_is_refused(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(RefusedError, match=told):
        read_places(path)
