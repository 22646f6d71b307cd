"""A list as it was kept, which is made into things again when somebody first looks at one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic, TypeVar, overload

Thing = TypeVar("Thing", covariant=True)


class Kept(Sequence[Thing], Generic[Thing]):
    """What a document lists. It equals any sequence of the same things.

    Most who open a document want a word or two of it: to make every list of it again would take
    ten times as long as to read it.

    >>> Kept(["1", "2"], int) == (1, 2)
    True
    """

    def __init__(self, written: Sequence[object], made: Callable[..., Thing]) -> None:
        self._written = written
        self._made = made

    @cached_property
    def _things(self) -> tuple[Thing, ...]:
        return tuple(map(self._made, self._written))

    @overload
    def __getitem__(self, place: int) -> Thing: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Thing, ...]: ...

    def __getitem__(self, place: int | slice) -> Thing | tuple[Thing, ...]:
        return self._things[place]

    def __len__(self) -> int:
        return len(self._written)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._things == tuple(other)

    def __hash__(self) -> int:
        return hash(self._things)
