"""The proof that nothing was altered, or what was."""

from equipoise.reports.pages.page import Page
from equipoise.reports.table import Column, Row, Table
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.verify import Verified


def verification_page(outcome: Outcome[Verified]) -> Page:
    """Return what was hashed again, and everything that is not as it was written."""
    found = outcome.result
    counts = (
        f"{found.objects} objects, {found.events} events and {found.versions} versions were "
        "hashed again."
    )
    verdict = (
        f"{len(found.faults)} are not as they were written."
        if found.faults
        else "All are as they were written."
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
        sentences=(
            verdict,
            counts,
            f"{found.unreferenced} objects are kept that no version refers to (files that were "
            "only checked or refused, and registers); they are harmless.",
        ),
        tables=(table,) if found.faults else (),
        facts={
            "chain_head": found.chain_head,
            "objects": found.objects,
            "events": found.events,
            "versions": found.versions,
            "unreferenced": found.unreferenced,
        },
    )
