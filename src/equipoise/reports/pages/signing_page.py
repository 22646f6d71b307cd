"""What waits for a body's signature: each part, and what it would be signed for."""

from equipoise.reports.pages.agreements import decided_words
from equipoise.reports.pages.page import Page, counted
from equipoise.reports.pages.returning import headline_tables
from equipoise.reports.table import Column, ColumnKind, Row, Table
from equipoise.units import FinancialYear
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.signing import Signing, Unsigned


def signing_page(outcome: Outcome[Signing], year: FinancialYear) -> Page:
    """Return every part that waits, with the decisions it carries out and who prepared it."""
    found = outcome.result
    code, many = found.organisation, len(found.unsigned)
    answer = (
        f"{counted(many, 'part')} of {code} {'waits' if many == 1 else 'wait'} for a signature."
        if found.unsigned
        else f"Nothing of {code} waits for a signature."
    )
    return Page(
        title=f"Sign off the return of {code}",
        sentences=(answer,),
        tables=(_table(found.unsigned), *headline_tables(found.headlines, year))
        if found.unsigned
        else (),
        next_steps=(f"equipoise signoff {code}",) if found.unsigned else (),
        facts={"versions": [str(one.ref) for one in found.unsigned]},
    )


def _table(unsigned: tuple[Unsigned, ...]) -> Table:
    return Table(
        name="unsigned",
        title="What would be signed",
        sentence="",
        basis="",
        columns=(
            Column(key="part", title="Part"),
            Column(key="version", title="Version"),
            Column(key="why", title="What for"),
            Column(key="by", title="Prepared by"),
            Column(key="must_fix", title="Must fix", kind=ColumnKind.COUNT),
            Column(key="unexplained", title="To explain", kind=ColumnKind.COUNT),
        ),
        rows=tuple(
            Row(
                cells={
                    "part": one.part,
                    "version": f"v{one.number}",
                    "why": " ".join(f"{s.name}: {decided_words(s)}" for s in one.decisions)
                    or "The workbook as it was handed in",
                    "by": ", ".join(sorted(one.prepared_by)),
                    "must_fix": one.must_fix,
                    "unexplained": one.unexplained,
                }
            )
            for one in unsigned
        ),
    )
