"""A kept list is made again when somebody looks at it, and not before."""

from equipoise.usecases.kept import Kept


def test_nothing_is_made_before_it_is_looked_at() -> None:
    made: list[str] = []

    def upper(text: str) -> str:
        made.append(text)
        return text.upper()

    kept = Kept(["a", "b"], upper)
    assert len(kept) == 2
    assert bool(kept)
    assert not made
    assert kept[1] == "B"
    assert kept[:1] == ("A",)
    assert made == ["a", "b"]


def test_it_equals_what_lists_the_same() -> None:
    kept = Kept(["1", "2"], int)
    assert kept == (1, 2)
    assert kept == [1, 2]
    tuples: list[object] = [(1, 2)]
    assert kept in tuples
    assert kept == Kept([1.0, 2.5], int)
    assert kept != (1, 3)
    assert kept != 12
    assert hash(kept) == hash((1, 2))
