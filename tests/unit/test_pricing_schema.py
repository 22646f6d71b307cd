"""The declared schema: which heading stands for which field, and what kind of record that makes."""

import pytest

from equipoise.pricing.schema import (
    Holds,
    Kind,
    UnknownLayoutError,
    kind_of,
    mapped,
    plain,
    schema,
)

HES = {
    Kind.ADMITTED: ("PROCODE3", "SUSHRG", "ADMIMETH", "CLASSPAT", "SPELDUR", "STARTAGE", "DISDATE"),
    Kind.OUTPATIENT: ("PROCODE3", "SUSHRG", "TRETSPEF", "FIRSTATT", "ATTENDED", "APPTDATE"),
    Kind.EMERGENCY: ("PROCODE3", "SUSHRG", "AEDEPTTYPE", "ARRIVALDATE"),
}


@pytest.mark.parametrize("kind", Kind)
def test_the_kind_of_record_is_known_by_its_headings(kind: Kind) -> None:
    assert kind_of(HES[kind]) is kind


@pytest.mark.parametrize("kind", Kind)
def test_without_one_of_them_it_is_none(kind: Kind) -> None:
    with pytest.raises(UnknownLayoutError, match="provider"):
        kind_of(HES[kind][1:])


def test_the_nearest_kind_is_told_first() -> None:
    with pytest.raises(UnknownLayoutError, match=r": for emergency it lacks department_type;"):
        kind_of(["provider", "hrg", "arrival date"])


def test_the_preferred_of_two_headings_stands_for_the_field() -> None:
    found = mapped(Kind.ADMITTED, ["PURCODE", "ccg responsibility", "PROCODE5", "PROCODE3"])
    assert found["commissioner"] == "ccg responsibility"
    assert found["provider"] == "PROCODE3"


def test_no_two_fields_of_a_record_share_a_name() -> None:
    for kind in Kind:
        names = [plain(name) for field in schema(kind) for name in field.names]
        assert len(names) == len(set(names)) + _same_spelling(kind)


def _same_spelling(kind: Kind) -> int:
    """Names of one field that differ in their punctuation alone."""
    return sum(
        len(field.names) - len({plain(name) for name in field.names}) for field in schema(kind)
    )


def test_every_field_says_what_it_means_and_a_list_has_codes() -> None:
    for kind in Kind:
        for field in schema(kind):
            assert field.meaning
            assert bool(field.listed) == (field.holds is Holds.LISTED)


def test_ages_of_the_newborn_in_hes_are_nought() -> None:
    (age,) = [field for field in schema(Kind.ADMITTED) if field.name == "age"]
    assert set(age.stands_for) == {str(number) for number in range(7001, 7008)}
    assert set(age.stands_for.values()) == {"0"}
