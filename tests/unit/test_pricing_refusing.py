"""Columns that could say who a patient is are seen by their name and by their shape."""

from datetime import date

import pytest

from equipoise.pricing.refusing import is_nhs_number, is_postcode, named, shaped

LATEST = date(2023, 3, 31)


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("NHS_NUMBER", "an NHS number"),
        ("NewNHSNo", "an NHS number"),
        ("nhs no", "an NHS number"),
        ("Patient Surname", "a name"),
        ("Name", "a name"),
        ("PERSON_GIVEN_NAME", "a name"),
        ("Postcode of usual address", "a postcode"),
        ("HOMEADD", "a postcode"),
        ("PERSON BIRTH DATE", "a date of birth"),
        ("dob", "a date of birth"),
        ("MYDOB", "a date of birth"),
    ],
)
def test_a_column_is_seen_by_its_name(heading: str, what: str) -> None:
    assert [one.what for one in named([heading])] == [what]


@pytest.mark.parametrize(
    "heading",
    ["PROVIDER NAME", "HRG Name", "AGE", "BIRWEIT", "PSEUDO_HESID", "NHS_SERVICE", "DOBSON_UNIT"],
)
def test_other_columns_pass_by_name(heading: str) -> None:
    assert named([heading]) == ()


@pytest.mark.parametrize(
    ("values", "what"),
    [
        (["9434765919", "943 476 5870", "4010232137"], "an NHS number"),
        (["LS1 4AP", "sw1a2aa", "M1 1AE"], "a postcode"),
        (["1951-04-03", "1987-12-30", "2001-07-01"], "a date of birth"),
        (["03/04/1951", "30/12/1987"], "a date of birth"),
        (["Ada", "Grace", "Mary", "Edith", "Elsie", "Annie", "Clara", "Dora", "Ethel", "Flora"],
         "a name"),
        (["SMITH", "JONES", "TAYLOR", "BROWN", "WALKER", "WRIGHT", "GREEN", "HUGHES", "EVANS",
          "CLARK"], "a name"),
        (["Smith, Ada", "Jones, Bea", "Brown, Cy", "Wood, Di", "Hall, Em", "Hill, Flo", "Cook, Gus",
          "Bell, Hal", "Ward, Ida", "Gray, Joy"], "a name"),
    ],
)  # fmt: skip
def test_a_column_is_seen_by_its_shape(values: list[str], what: str) -> None:
    suspect = shaped("X", values, latest=LATEST)
    assert suspect is not None
    assert (suspect.what, suspect.how) == (what, "shaped")


@pytest.mark.parametrize(
    "values",
    [
        [],
        ["", "  "],
        ["HN12F", "AA22C", "VB09Z"],
        ["B86001", "A83005"],
        ["RXF", "RAE", "RCB", "RCD", "RCF", "RGD", "RR8", "RVJ", "RWY", "RX8", "RXG"],
        ["2022-04-03", "2023-03-30", "2010-01-01"],
        ["1801-01-01", "1582-10-15"],
        ["Elective", "Emergency", "Elective"] * 9,
        ["9434765918", "1234567890"],
        ["1", "2", "57"],
    ],
)
def test_codes_days_and_words_pass_by_shape(values: list[str]) -> None:
    assert shaped("X", values, latest=LATEST) is None


def test_a_few_of_a_hundred_are_enough() -> None:
    values = ["9434765919"] * 5 + ["1"] * 95
    assert shaped("X", values, latest=LATEST) is not None
    assert shaped("X", [*values[1:], "1"], latest=LATEST) is None


def test_the_check_of_an_nhs_number_is_modulo_eleven() -> None:
    assert is_nhs_number("943-476-5919")
    assert not is_nhs_number("943476591")
    assert not is_nhs_number("9434765910")
    assert not is_nhs_number("0000000060")  # its check would be ten


def test_a_postcode_is_a_whole_one() -> None:
    assert is_postcode("EC1A 1BB")
    assert not is_postcode("LS1")
    assert not is_postcode("HN12F")


def test_a_day_that_is_none_is_no_birth() -> None:
    assert shaped("X", ["1951-13-03", "31/02/1950"], latest=LATEST) is None
