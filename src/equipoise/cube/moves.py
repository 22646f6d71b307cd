"""What moved, between two versions or between organisations: it always adds up."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.cube.keys import Cell, CellKey
from equipoise.cube.totals import Total
from equipoise.units import Absence

TRANSFER: Final = "transfer."
"""How the layer of a transfer begins; the decision follows."""


class UnbalancedError(ValueError):
    """Money left some organisations and did not arrive at others, or the other way about."""

    def __init__(self, net: Mapping[str, int]) -> None:
        listed = ", ".join(f"{organisation} {value:+}" for organisation, value in net.items())
        super().__init__(f"moves between organisations sum to {sum(net.values()):+}: {listed}")
        self.net = net
        self.difference = sum(net.values())


class AbsentMoveError(ValueError):
    """A move has no value, so nobody can say whether it balances."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(f"{cell.key} moves nothing: {cell.value}")
        self.cell = cell


class UnweightedError(LookupError):
    """A move is of a measure that has no weight, so it has no effect anybody could add."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(f"{cell.key}: no weight for {cell.key.measure}")
        self.cell = cell


class WeightError(ValueError):
    """A measure is weighted by something other than 1 or -1."""

    def __init__(self, measure: str, found: int) -> None:
        super().__init__(f"{measure} is added (1) or taken off (-1), not weighted by {found}")
        self.measure = measure
        self.found = found


class MixedTransferError(ValueError):
    """The cells of a transfer lie in other layers than its own."""

    def __init__(self, layers: Iterable[str]) -> None:
        self.layers = tuple(sorted(layers))
        super().__init__(f"one transfer.<decision> is expected, not {', '.join(self.layers)}")


@dataclass(frozen=True, kw_only=True)
class Moves:
    """How one set of cells becomes another, in steps that sum to the difference.

    `before` and `after` are totals of the cells that can be compared. A cell that one side has
    as an absence is in neither value: it is counted in the total of the side that lacks it, and
    listed in `absent` by kind. A cell that only one side has counts in full, in `appeared` or
    `disappeared`. A step of nil is not listed.

    Shape: `steps` holds the values of the parts asked for, and the difference they make.
    """

    steps: Mapping[tuple[str, ...], int]
    before: Total
    after: Total
    absent: Mapping[Absence, tuple[CellKey, ...]]
    appeared: int
    disappeared: int

    def __post_init__(self) -> None:
        assert sum(self.steps.values()) == self.difference, "steps must sum to the difference"

    @property
    def difference(self) -> int:
        """What the steps sum to."""
        return self.after.value - self.before.value


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """Changes that one decision makes to several organisations, and to no total.

    `weights` says for each measure whether more of it helps (1) or hurts (-1) the organisation.

    Raises: UnbalancedError with what each organisation gains; AbsentMoveError; UnweightedError;
        WeightError; MixedTransferError when the cells are not all of one transfer layer.
    Law a_transfer_moves_no_total: laid over any cells, the weighted sum stays what it was.
    """

    cells: tuple[Cell, ...]
    weights: Mapping[str, int]

    def __post_init__(self) -> None:
        layers = {cell.key.layer for cell in self.cells}
        if len(layers) > 1 or any(not layer.startswith(TRANSFER) for layer in layers):
            raise MixedTransferError(layers)
        balanced(self.cells, self.weights)

    @property
    def gains(self) -> dict[str, int]:
        """What each organisation gains, sorted; a loss is negative."""
        return balanced(self.cells, self.weights)


def balanced(cells: Iterable[Cell], weights: Mapping[str, int]) -> dict[str, int]:
    """Return what each organisation gains by the moves, sorted, once they sum to zero.

    Raises: UnbalancedError with what each organisation gains; AbsentMoveError; UnweightedError;
        WeightError.
    Law balanced_moves_sum_to_zero: what is returned does, and what does not is refused.
    """
    refuse_weights(weights)
    net: Counter[str] = Counter()
    for cell in cells:
        if isinstance(cell.value, Absence):
            raise AbsentMoveError(cell)
        if cell.key.measure not in weights:
            raise UnweightedError(cell)
        net[cell.key.organisation] += weights[cell.key.measure] * cell.value
    gains = {organisation: net[organisation] for organisation in sorted(net)}
    if sum(gains.values()):
        raise UnbalancedError(gains)
    return gains


def refuse_weights(weights: Mapping[str, int]) -> None:
    """Raise WeightError for a weight that neither adds nor takes off."""
    for measure, weight in weights.items():
        if weight not in (1, -1):
            raise WeightError(measure, weight)
