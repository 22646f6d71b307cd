"""Laws of sharing within limits."""

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from equipoise.units import Filled, Pence, apportion, waterfill

pence = (st.integers(0, 30) | st.integers(0, 10**12)).map(Pence)
weights = st.just(Fraction(1)) | st.just(Fraction(0)) | st.fractions(0, 99, max_denominator=12)


@dataclass(frozen=True)
class Key:
    """One key of a share: its weight, its floor, and its cap if it has one."""

    weight: Fraction
    floor: Pence | None
    cap: Pence | None

    @classmethod
    def limited(cls, weight: Fraction, floor: Pence | None, room: Pence | None) -> "Key":
        """Return a key whose cap, if any, lies `room` above its floor."""
        return cls(weight, floor, None if room is None else Pence((floor or 0) + room))

    def holds(self, level: Fraction) -> Fraction:
        """Return the exact part of this key when everybody is filled to `level`."""
        part = max(self.weight * level, Fraction(self.floor or 0))
        return part if self.cap is None else min(part, Fraction(self.cap))


Keys = dict[str, Key]
keys = st.dictionaries(
    st.text("ABCDEFGH", min_size=1, max_size=2),
    st.builds(Key.limited, weights, st.none() | pence, st.none() | st.just(Pence(0)) | pence),
    min_size=1,
    max_size=7,
).filter(lambda keys: any(key.weight for key in keys.values()))


def filled(total: Pence, keys: Keys) -> Filled[str]:
    return waterfill(
        total,
        {name: key.weight for name, key in keys.items()},
        floors={name: key.floor for name, key in keys.items() if key.floor is not None},
        caps={name: key.cap for name, key in keys.items() if key.cap is not None},
    )


@given(pence, keys)
def test_filled_parts_and_remainder_sum_to_the_total(total: Pence, keys: Keys) -> None:
    found = filled(total, keys)
    assert list(found.parts) == sorted(keys)
    assert sum(found.parts.values()) + found.remainder == total


@given(pence, keys)
def test_floors_and_caps_hold(total: Pence, keys: Keys) -> None:
    for name, part in filled(total, keys).parts.items():
        assert part >= (keys[name].floor or 0)
        assert keys[name].cap is None or part <= (keys[name].cap or 0)


@given(pence, keys)
def test_one_level_fills_everybody(total: Pence, keys: Keys) -> None:
    """Some level must lie within a penny of every part: no key may need it above another's."""
    parts = filled(total, keys).parts
    above, below = Fraction(0), None  # the level is over the first, and under the second
    for name, key in keys.items():
        part = parts[name]
        if not key.weight:
            assert part == key.holds(Fraction(0))
            continue
        if part > (key.floor or 0):
            above = max(above, (part - 1) / key.weight)
        if key.cap is None or part < key.cap:
            limit = (part + 1) / key.weight
            below = limit if below is None else min(below, limit)
    assert below is None or above < below


@given(pence, keys)
def test_nothing_remains_while_somebody_can_take_it(total: Pence, keys: Keys) -> None:
    found = filled(total, keys)
    if found.remainder > 0:
        assert all(found.parts[name] == key.cap for name, key in keys.items() if key.weight)
    if found.remainder < 0:
        assert all(found.parts[name] == (key.floor or 0) for name, key in keys.items())


@given(pence, keys)
def test_without_floors_and_caps_it_is_apportionment(total: Pence, keys: Keys) -> None:
    weights = {name: key.weight for name, key in keys.items()}
    found = waterfill(total, weights)
    assert (found.parts, found.remainder) == (apportion(total, weights), 0)


@given(pence, keys, st.randoms(use_true_random=False))
def test_filling_order_is_irrelevant(total: Pence, keys: Keys, rng: Random) -> None:
    listed = list(keys.items())
    rng.shuffle(listed)
    assert filled(total, dict(listed)) == filled(total, keys)
