from datetime import UTC, date, datetime
from fractions import Fraction
from types import MappingProxyType

import pytest

from equipoise.records.canonical import (
    NaiveTimeError,
    NotCanonicalError,
    canonical,
    digest,
    instant,
)
from equipoise.records.status import ReturnStatus


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert canonical({"b": [1, True, None], "a": {"d": "x", "c": -2}}) == (
        '{"a":{"c":-2,"d":"x"},"b":[1,true,null]}'
    )


def test_any_mapping_and_any_sequence_will_do() -> None:
    assert canonical(MappingProxyType({"a": ("x", "y")})) == '{"a":["x","y"]}'


def test_a_word_of_a_list_is_its_text() -> None:
    assert canonical({"status": ReturnStatus.SIGNED_OFF}) == '{"status":"Signed off"}'


def test_letters_beyond_ascii_are_escaped() -> None:
    assert canonical("£ \x00") == '"\\u00a3 \\u0000"'


def test_whole_numbers_keep_every_digit() -> None:
    assert canonical(10**30 + 1) == "1000000000000000000000000000001"


@pytest.mark.parametrize(
    "content",
    [1.0, Fraction(1, 2), date(2023, 4, 1), b"bytes", {1: "a"}, {"a": {None: 1}}, {"x"}, [1, 2.5]],
)
def test_what_has_no_exact_text_is_refused(content: object) -> None:
    with pytest.raises(NotCanonicalError, match="a record holds texts, whole numbers"):
        canonical(content)


def test_the_refusal_names_what_was_found() -> None:
    with pytest.raises(NotCanonicalError, match=r"not the float 2\.5") as caught:
        canonical({"a": [1, {"b": 2.5}]})
    assert caught.value.found == 2.5


def test_a_digest_is_the_sha_256() -> None:
    # FIPS 180-2, appendix B.1: the one-block message "abc"
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_moment_is_written_to_the_microsecond() -> None:
    assert instant(datetime(2023, 4, 1, tzinfo=UTC)) == "2023-04-01T00:00:00.000000+00:00"


def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(NaiveTimeError, match="2023-04-01T00:00:00"):
        instant(datetime(2023, 4, 1))
