"""Why a figure is what it is: its working in words, from the top down to file, sheet and cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from equipoise.reports.places import in_rows, source, summed, told, where
from equipoise.units import PENCE
from equipoise.workings import Expand, Figure, Op, Selector, words

INDENT: Final = "  "
ROWS: Final = 24
"""As many rows of cells are told under one step; those after are counted and summed."""


def explanation(figure: Figure, expand: Expand, *, sources: Mapping[str, str]) -> list[str]:
    """Return the figure in words: how it was made, then its rules, parameters and sources.

    `sources` says in words what is known of a reference, such as who signed a file; for a cell
    read from a file, what is known of the file. A step told once is not told again, and cells
    side by side in a row are told together.
    """
    everything = list(figure.everything(expand))
    assumed = [f for f in everything if f.working.status == "assumed"]
    parts = {
        "Rules": [str(f.working.rule) for f in everything if f.working.rule],
        "Parameters": [_cited(f) for f in everything if f.working.op is Op.PARAMETER],
        "Assumed values": [f"{words.titled(f)} ({f.working.ref})" for f in assumed] or ["none"],
        "Cell sets": [
            f.working.of.digest for f in everything if isinstance(f.working.of, Selector)
        ],
        "Sources": [f"{ref}: {sources[ref]}" for ref in _refs(everything) if ref in sources],
    }
    lines = [*_Telling(expand).step(figure, 0), f"Basis: {figure.basis}", _exactly(figure)]
    for title, listed in parts.items():
        if listed:
            lines += [title, *(f"{INDENT}{line}" for line in dict.fromkeys(listed))]
    return lines


class _Telling:
    """What has been told so far."""

    def __init__(self, expand: Expand) -> None:
        self.expand = expand
        self.told: set[int] = set()

    def step(self, step: Figure, depth: int) -> Iterator[str]:
        """Yield how one step was made, and beneath it the steps it was made of."""
        indent = INDENT * depth
        if id(step) in self.told:
            yield f"{indent}{words.titled(step)}, as above"
        elif not step.working.of:
            yield f"{indent}{_from_outside(step)}"
        else:
            self.told.add(id(step))
            how, beneath = self.made(step)
            yield f"{indent}{words.titled(step)} = {how}"
            for cells, steps in groupby(beneath, key=_is_cell):
                if cells:
                    yield from (f"{indent}{INDENT}{line}" for line in _rows(list(steps)))
                else:
                    yield from self.steps(list(steps), depth + 1)

    def steps(self, steps: Sequence[Figure], depth: int) -> Iterator[str]:
        """Yield how each step was made; published numbers in a row are told up to a point."""
        for alike, found in groupby(steps, key=_is_published):
            listed = list(found)
            shown = listed[:ROWS] if alike else listed
            for each in shown:
                yield from self.step(each, depth)
            if rest := listed[len(shown) :]:
                last = rest[-1].working
                yield f"{INDENT * depth}and {len(rest):,} more, to {last.name} from {last.ref}"

    def made(self, step: Figure) -> tuple[str, Sequence[Figure]]:
        """Return how the step was made, and what is left to tell beneath it."""
        beneath = tuple(step.steps(self.expand))
        if not isinstance(step.working.of, Selector) or not beneath:
            return words.made(step), beneath
        runs = in_rows(beneath)
        if len(runs) == 1:
            return where(runs[0]), ()
        return f"the total of {len(beneath):,} cells in {len(runs):,} rows", beneath


def _from_outside(step: Figure) -> str:
    """Return a value and where it is from; a parameter's citation is told further down."""
    if step.working.op is Op.PARAMETER:
        return f"{words.titled(step)}, see Parameters"
    note = f" ({step.working.note})" if step.working.note else ""
    return f"{words.titled(step)} {words.origin(step)}{note}"


def _exactly(figure: Figure) -> str:
    """Return the figure to the penny, or as the fraction it is."""
    unit, value = figure.basis.unit, figure.value
    if not isinstance(value, int):
        return f"Exactly: {value} {unit}"
    if unit != PENCE:
        return f"Exactly: {value:,} {unit}"
    pounds, pence = divmod(abs(value), unit.per_whole)
    size = f"{pounds:,}.{pence:02}"
    return f"Exactly: £({size})" if value < 0 else f"Exactly: £{size}"


def _rows(cells: Sequence[Figure]) -> Iterator[str]:
    runs = in_rows(cells)
    yield from (told(run) for run in runs[:ROWS])
    rest = [cell for run in runs[ROWS:] for cell in run]
    if rest:
        yield f"and {len(runs) - ROWS} rows more, {len(rest)} cells, total {summed(rest)}"


def _is_cell(step: Figure) -> bool:
    return step.working.op is Op.CELL


def _is_published(step: Figure) -> bool:
    ref = step.working.ref
    return ref is not None and ref.kind == "file"


def _cited(figure: Figure) -> str:
    return f"{words.titled(figure)}: {figure.working.note} ({figure.working.ref})"


def _refs(figures: Iterable[Figure]) -> list[str]:
    """Return every reference that the figures name or were read from, each once, in order."""
    found = []
    for figure in figures:
        for ref in (figure.working.ref, figure.working.rule, source(figure)):
            if ref:
                root = f"{ref.kind}:{ref.parts[0]}" if ref.kind == "file" else str(ref)
                found.append(root)
    return list(dict.fromkeys(found))
