"""Triangulation (T9): pay, staff and activity, how each changes, and what one of each costs."""

from typing import Final

from equipoise.reports.display import money_in_prose
from equipoise.reports.pages.page import Page, counted, listed
from equipoise.reports.pages.positions import basis_line
from equipoise.reports.pages.waivers import not_clean
from equipoise.reports.table import Column, ColumnKind, Row, Table, Value
from equipoise.rules.triangulation import Triangulation
from equipoise.units import Absence
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.triangulate import NAME, Triangulated
from equipoise.workings import Figure

CHANGES: Final = {
    "pay_change": ("Pay change", "of last year's pay"),
    "staff_change": ("WTE change", "of last year's WTE"),
    "activity_change": ("Activity change", "of last year's weighted activity"),
    "beds_change": ("Beds change", "of last year's beds"),
}
COSTS: Final = {
    "cost_per_wte": "Implied pay per WTE",
    "cost_per_wte_before": "Implied pay per WTE last year",
    "cost_per_unit": "Implied cost per weighted unit",
    "cost_per_unit_before": "Implied cost per weighted unit last year",
}


def triangulation_page(outcome: Outcome[Triangulated]) -> Page:
    """Return which trusts' money, staff and activity move apart, and every measure of each."""
    found = outcome.result
    codes = {ref.parts[3] for ref in outcome.figures}
    shown = {code: each for code, each in found.providers.items() if code in codes}
    flagged = {code: each for code, each in shown.items() if each.flags}
    unknown = [code for code, each in shown.items()
               if any(getattr(each, key) is None for key in CHANGES)]  # fmt: skip
    return Page(
        title=f"Do finance, staff and activity of {found.plan.system} tell one story?",
        sentences=(
            "Two of pay, staff, activity and beds are seen to move apart at "
            f"{len(flagged) or 'none'} of {counted(len(shown), 'trust')}.",
            *((f"What has no data is not judged: look at {listed(unknown)}.",) if unknown else ()),
            *(f"{code}: {'; '.join(each.flags)}." for code, each in flagged.items()),
        ),
        alerts=not_clean(found.waivers),
        tables=(_table(found, shown),),
        facts={"flagged": sorted(flagged), "waivers": list(found.waivers.names)},
    )


def _table(found: Triangulated, shown: dict[str, Triangulation[Figure]]) -> Table:
    return Table(
        name="triangulation",
        title="Pay, staff and activity",
        sentence="A flag says that two move apart; it is not said how far apart is too far.",
        basis=basis_line(found.statement),
        columns=(
            Column(key="organisation", title="Body"),
            *(
                Column(key=key, title=title, kind=ColumnKind.RATIO, basis=basis)
                for key, (title, basis) in CHANGES.items()
            ),
            *(Column(key=key, title=title, kind=ColumnKind.TEXT) for key, title in COSTS.items()),
            Column(key="flags", title="What moves apart"),
        ),
        rows=tuple(_row(found, code, each) for code, each in shown.items()),
        notes=(
            "Activity is weighted by what it costs nationally; a weighted unit is worth one "
            "elective spell, and its cost is of all expenditure.",
            "Last year is as the rule pack has it; staff and beds are those of the last month.",
        ),
    )


def _shown(key: str, figure: Figure) -> Value:
    """Return a figure; what one of a thing costs in pounds, for £m would say nothing."""
    return money_in_prose(int(figure.value)) if key in COSTS else figure


def _row(found: Triangulated, code: str, each: Triangulation[Figure]) -> Row:
    cells: dict[str, Value] = {
        "organisation": f"{code} {found.plan.members[code].name}",
        "flags": "; ".join(each.flags),
    }
    refs = {}
    for key in (*CHANGES, *COSTS):
        figure = getattr(each, key)
        cells[key] = Absence.MISSING if figure is None else _shown(key, figure)
        if figure is not None:
            refs[key] = found.statement.ref(f"{NAME}/{code}/{key}")
    return Row(cells=cells, refs=refs)
