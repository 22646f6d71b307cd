"""A sum shared out by formula, and a system by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, million
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table
from equipoise.units import FinancialYear
from equipoise.usecases.allocate import Allocated
from equipoise.usecases.of_files import ALLOCATION
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.place import Placed
from equipoise.usecases.populations import TITLES, Populations
from equipoise.workings import Figure, Reference, total

LICENCE: Final = (
    "Where populations are NHS England's: contains public sector information licensed under the "
    "Open Government Licence v3.0."
)
LEVELS: Final = {
    "region": "Region",
    "system": "System",
    "area": "Area",
    "network": "Network",
    "district": "District",
    "practice": "Practice",
}
NO_BUDGET: Final = (
    "A target is what the formula gives, before pace of change. For one practice it is no budget."
)


def allocation_page(outcome: Outcome[Allocated]) -> Page:
    """Return every area's share of a sum by formula."""
    found = outcome.result
    level = LEVELS[found.level].lower()
    areas = counted(len(found.areas), level)
    absent = counted(len(found.absent), "practice")
    misfits = found.populations.needs.misfits
    return Page(
        title=f"{found.title}, {found.populations.year}, by {level}",
        sentences=(
            f"{million(int(found.quantum.value))} shared among {areas} by weighted population, "
            "to the penny.",
            _extremes(found),
            f"{absent} without a number in the file count nowhere." if found.absent else "",
        ),
        tables=(_areas(found),),
        cards=(misfits_table(misfits),) if misfits else (),
        next_steps=(f"equipoise allocate ... --why {next(iter(found.areas), 'CODE')}",),
        facts={
            "absent": list(found.absent),
            "licence": LICENCE,
            "sources": [found.populations.file],
        },
    )


def place_page(outcome: Outcome[Placed]) -> Page:
    """Return a system's places: need beside that of the system, shares and money."""
    found = outcome.result
    sentences = [
        f"{million(int(found.quantum.value))} of {found.name} shared among "
        f"{counted(len(found.places), 'place')} by {TITLES[found.column].lower()} need."
    ]
    if outcome.findings:
        wrong = counted(len(outcome.findings), "fault")
        sentences = [f"{wrong} in the places of {found.name}: nothing is shared until put right."]
    tables = [_places(found), _needs(found)] if found.places else []
    if any(place.neighbourhoods for place in found.places.values()):
        tables.append(_neighbourhoods(found))
    cards = [findings_table(outcome.findings)] if outcome.findings else []
    if found.misfits:
        cards.append(misfits_table(found.misfits))
    return Page(
        title=f"Places of {found.name}, {found.populations.year}",
        sentences=tuple(sentences),
        tables=tuple(tables),
        cards=tuple(cards),
        facts={
            "system": found.system,
            "licence": LICENCE,
            "sources": [found.populations.file],
        },
    )


def _extremes(found: Allocated) -> str:
    """Return which areas need most and least for each head."""
    if len(found.areas) < 2:
        return ""
    ranked = sorted(found.areas, key=lambda code: (found.areas[code].need_index.value, code))
    low, high = (found.areas[code] for code in (ranked[0], ranked[-1]))
    ends = ((high.name, "highest", high), (low.name, "lowest", low))
    words = (f"{name} has the {word} need for each head" for name, word, _ in ends)
    return f"{'; '.join(words)}."


def _areas(found: Allocated) -> Table:
    year = found.populations.year
    return Table(
        name="areas",
        title=f"Share of weighted population by {LEVELS[found.level].lower()}",
        sentence="",
        basis=f"{year}, {found.title.lower()}; need index: England is 1",
        columns=(
            Column(key="area", title=LEVELS[found.level]),
            Column(key="people", title="Registered people", kind=ColumnKind.COUNT),
            Column(key="weighted", title="Weighted people", kind=ColumnKind.COUNT),
            Column(key="need_index", title="Need index", kind=ColumnKind.INDEX),
            Column(key="share", title="Share", kind=ColumnKind.RATIO, basis="of England"),
            Column(key="target", title="Target", kind=ColumnKind.MONEY, sign=Sign.SIZE),
        ),
        rows=(
            *(
                Row(
                    cells={
                        "area": f"{code} {area.name}".strip(),
                        "people": area.people,
                        "weighted": area.weighted,
                        "need_index": area.need_index,
                        "share": area.share,
                        "target": area.target,
                    },
                    refs=_refs(year, (found.level, code), ("need_index", "share", "target")),
                )
                for code, area in found.areas.items()
            ),
            Row(
                cells={
                    "area": "England",
                    "people": total(area.people for area in found.areas.values()),
                    "weighted": total(area.weighted for area in found.areas.values()),
                    "share": total(area.share for area in found.areas.values()),
                    "target": total(area.target for area in found.areas.values()),
                },
                emphasis=True,
            ),
        ),
        notes=(NO_BUDGET, *_sources(found.populations)),
    )


def _places(found: Placed) -> Table:
    year = found.populations.year
    places = found.places.values()
    return Table(
        name="places",
        title="Shares by place",
        sentence="",
        basis=f"{year}, {TITLES[found.column].lower()}; need index: {found.system} is 1",
        columns=(
            Column(key="place", title="Place"),
            Column(key="practices", title="Practices", kind=ColumnKind.COUNT),
            Column(key="people", title="Registered people", kind=ColumnKind.COUNT),
            Column(key="weighted", title="Weighted people", kind=ColumnKind.COUNT),
            Column(key="need_index", title="Need index", kind=ColumnKind.INDEX),
            Column(key="share", title="Share", kind=ColumnKind.RATIO, basis=f"of {found.system}"),
            Column(key="target", title="Formula share", kind=ColumnKind.MONEY, sign=Sign.SIZE),
        ),
        rows=(
            *(
                Row(
                    cells={
                        "place": name,
                        "practices": len(place.practices),
                        "people": place.need.people,
                        "weighted": place.need.weighted[found.column],
                        "need_index": place.need.indices[found.column],
                        "share": place.share,
                        "target": place.target,
                    },
                    refs=_refs(year, (found.system, "place", name), ("share", "target")),
                )
                for name, place in found.places.items()
            ),
            Row(
                cells={
                    "place": found.name,
                    "practices": sum(len(place.practices) for place in places),
                    "people": found.whole.people,
                    "weighted": found.whole.weighted[found.column],
                    "share": total(place.share for place in places),
                    "target": total(place.target for place in places),
                },
                emphasis=True,
            ),
        ),
        notes=_sources(found.populations),
    )


def _needs(found: Placed) -> Table:
    """Return need by population: of the system against England, of each place against it."""
    year = found.populations.year
    rows: list[tuple[str, str, Mapping[str, Figure], tuple[str, ...]]]
    rows = [(found.name, "England", found.whole.indices, (found.system, "index"))]
    rows += [
        (name, found.name, place.need.indices, (found.system, "place", name, "index"))
        for name, place in found.places.items()
    ]
    return Table(
        name="needs",
        title="Need for each head",
        sentence="A place is compared with its system, the system with England.",
        basis=f"{year}; each compared with the whole beside it, which is 1",
        columns=(
            Column(key="who", title="Place or system"),
            Column(key="of", title="Compared with"),
            *(
                Column(key=name, title=TITLES[name], kind=ColumnKind.INDEX)
                for name in found.whole.indices
            ),
        ),
        rows=tuple(
            Row(
                cells={"who": who, "of": of, **indices},
                refs=_refs(year, start, indices),
                emphasis=who == found.name,
            )
            for who, of, indices, start in rows
        ),
        notes=_sources(found.populations),
    )


def _neighbourhoods(found: Placed) -> Table:
    return Table(
        name="neighbourhoods",
        title="Shares by neighbourhood",
        sentence="",
        basis=f"{found.populations.year}, {TITLES[found.column].lower()}",
        columns=(
            Column(key="place", title="Place"),
            Column(key="near", title="Neighbourhood"),
            Column(key="share", title="Share", kind=ColumnKind.RATIO, basis="of the place"),
            Column(key="target", title="Formula share", kind=ColumnKind.MONEY, sign=Sign.SIZE),
        ),
        rows=tuple(
            Row(
                cells={"place": name, "near": near, "share": one.share, "target": one.target},
                refs=_refs(
                    found.populations.year,
                    (found.system, "place", name, "neighbourhood", near),
                    ("target",),
                ),
            )
            for name, place in found.places.items()
            for near, one in place.neighbourhoods.items()
        ),
        notes=_sources(found.populations),
    )


def _refs(
    year: FinancialYear, start: tuple[str, ...], names: Iterable[str]
) -> Mapping[str, Reference]:
    return {name: Reference("figure", (ALLOCATION, year.code, *start, name)) for name in names}


def _sources(populations: Populations) -> tuple[str, ...]:
    return (f"Populations: {populations.file}.", LICENCE)
