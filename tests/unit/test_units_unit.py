from equipoise.units import PENCE, PERCENT, RATIO, SPELLS, UNITS, WTE, Absence


def test_a_unit_is_found_by_its_name() -> None:
    assert UNITS["pence"] is PENCE
    assert all(str(unit) == name for name, unit in UNITS.items())


def test_money_and_staff_are_stored_in_hundredths() -> None:
    assert (PENCE.per_whole, WTE.per_whole, SPELLS.per_whole, RATIO.per_whole) == (100, 100, 1, 1)


def test_a_chance_is_stored_in_hundredths_of_a_per_cent() -> None:
    assert UNITS["hundredths of a per cent"] is PERCENT
    assert PERCENT.per_whole == 100


def test_no_absence_is_another_nor_is_it_nil() -> None:
    assert len({0, *Absence}) == 5
