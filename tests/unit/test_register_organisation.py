from datetime import date

import pytest

from equipoise.register import Kind, Organisation


def trust(opens_on: date | None = None, closes_on: date | None = None) -> Organisation:
    return Organisation(
        code="ZR1",
        name="A trust",
        kind=Kind.PROVIDER,
        opens_on=opens_on,
        closes_on=closes_on,
        source="made up",
    )


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2019, 3, 31), False),
        (date(2019, 4, 1), True),
        (date(2024, 3, 31), True),
        (date(2024, 4, 1), False),
    ],
)
def test_a_body_exists_from_its_first_day_to_the_day_before_it_closes(
    day: date, is_open: bool
) -> None:
    assert trust(date(2019, 4, 1), date(2024, 4, 1)).is_open_on(day) is is_open


def test_a_day_that_is_not_known_is_no_limit() -> None:
    assert trust().is_open_on(date.min)
    assert trust().is_open_on(date.max)


@pytest.mark.parametrize("field", ["code", "name", "source"])
def test_a_body_needs_a_code_a_name_and_a_source(field: str) -> None:
    fields = {"code": "ZR1", "name": "A trust", "source": "made up", field: ""}
    with pytest.raises(ValueError, match="a code, a name and a source"):
        Organisation(
            code=fields["code"],
            name=fields["name"],
            kind=Kind.PROVIDER,
            source=fields["source"],
        )


def test_a_body_may_not_close_before_it_opens() -> None:
    with pytest.raises(ValueError, match="ZR1 closes on 2019-04-01"):
        trust(date(2019, 4, 1), date(2019, 4, 1))
