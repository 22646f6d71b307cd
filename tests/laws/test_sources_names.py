"""Laws of names: one spelling, reached once."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from equipoise.sources import normalised

WORDS = st.lists(st.sampled_from(["The", "St", "Guy's", "NHS", "Trust", "Foundation"]), min_size=1)
MARKS = st.sampled_from([" ", "  ", ", ", ". ", " - ", " ** "])


@given(st.text())
def test_normalising_settles(name: str) -> None:
    assert normalised(normalised(name)) == normalised(name)


@given(WORDS, MARKS, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_case_and_punctuation_do_not_count(
    words: list[str], mark: str, case: Callable[[str], str]
) -> None:
    plain = normalised(" ".join(words))
    assert normalised(mark.join(words)) == plain
    assert normalised(case(mark.join(words))) == plain
    assert plain.split() == [word.upper().replace("'", "") for word in words]
