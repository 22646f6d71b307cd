"""The proof that nothing was altered, or what was."""

from equipoise.reports.pages.page import Page, counted
from equipoise.reports.table import Column, Row, Table
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.verify import Verified


def verification_page(outcome: Outcome[Verified]) -> Page:
    """Return what was hashed again, and everything that is not as it was written."""
    found = outcome.result
    altered = len(found.faults)
    verdict = (
        f"{counted(altered, 'thing')} {'is' if altered == 1 else 'are'} not as written."
        if found.faults
        else "Nothing was altered."
    )
    counts = (
        f"Hashed again: {counted(found.objects, 'stored file')}, {counted(found.events, 'event')} "
        f"and {counted(found.versions, 'version')}."
    )
    spare = (
        f"{counted(found.unreferenced, 'stored file')} no version refers to (only checked, or "
        "refused), and that is harmless."
    )
    table = Table(
        name="faults",
        title="Not as it was written",
        sentence="",
        basis="",
        columns=(Column(key="what", title="What"), Column(key="found", title="How it shows")),
        rows=tuple(Row(cells={"what": f.what, "found": f.found}) for f in found.faults),
    )
    return Page(
        title="Verification",
        sentences=(verdict, counts, spare if found.unreferenced else ""),
        cards=(table,) if found.faults else (),
        facts={
            "chain_head": found.chain_head,
            "objects": found.objects,
            "events": found.events,
            "versions": found.versions,
            "unreferenced": found.unreferenced,
            "faults": altered,
        },
    )
