"""The streams of a pot: which there are, in which years, and what is refused."""

import pytest

from equipoise.register import StreamError, read_streams, streams, streams_of
from equipoise.units import FinancialYear

HEADING = "code,title,first_year,last_year,status,source,help\n"
CORE = "core,Core,2016/17,2028/29,secondary,A page,Money.\n"


def test_the_six_streams_of_the_founding_text_are_there() -> None:
    six = {"commissioning_core", "primary_medical", "specialised", "other_direct", "support",
           "transformation"}  # fmt: skip
    assert six <= streams().keys()
    assert six <= streams_of(FinancialYear(2024)).keys()


@pytest.mark.parametrize(
    ("code", "before", "first", "last"),
    [
        ("specialised", 2023, 2024, 2028),
        ("support", 2015, 2016, 2025),
        ("elective_recovery", 2020, 2021, 2024),
        ("covid", 2019, 2020, 2023),
    ],
)
def test_a_stream_exists_from_its_first_year_to_its_last(
    code: str, before: int, first: int, last: int
) -> None:
    stream = streams()[code]
    years = (before, first, last, last + 1)
    found = [stream.exists_in(FinancialYear(year)) for year in years]
    assert found == [False, True, True, False]


def test_every_stream_says_what_it_is_and_where_that_was_read() -> None:
    assert all(one.title and one.help and one.source for one in streams().values())
    assert {one.status for one in streams().values()} <= {"final", "secondary", "assumed"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code,title\n", "the heading is"),
        (HEADING + CORE + CORE, "line 3: .* written twice"),
        (HEADING + CORE.replace("A page", ""), "line 2: a blank"),
        (HEADING + CORE.strip() + ",more\n", "line 2: .* a cell too many"),
        (HEADING + CORE.replace("2016/17", "2016"), "line 2: "),
        (HEADING + CORE.replace("2028/29", "2015/16"), "line 2: it ends before it begins"),
    ],
)
def test_a_list_of_streams_that_is_not_sound_is_refused(text: str, told: str) -> None:
    with pytest.raises(StreamError, match=told):
        read_streams(text)
