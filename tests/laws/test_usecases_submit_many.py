"""Laws of handing in a folder: side by side or one by one, it comes to the same."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.db import connections

from equipoise.findings import Finding
from equipoise.records.models import Event, ReturnHead, Version
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.submit import Submitted, submit
from equipoise.usecases.submit_many import submit_many
from tests.northmere import Homes
from tests.northmere_round import START, Northmere
from tests.workbooks.planting import good, planted

ORDER = ("ZQ1", "ZR1", "ZR2", "ZR3")


@pytest.fixture
def folder(tmp_path: Path, returns: Mapping[str, Path]) -> Path:
    """Northmere's returns with the faulty one of ZR3, somebody else's, and files that are none."""
    made = tmp_path / "folder"
    made.mkdir()
    for code in ORDER:
        shutil.copy(returns[code], made)
    (made / "ZR1-again.xlsx").write_bytes(returns["ZR1"].read_bytes())
    (made / "ZR1-of-another.xlsx").write_bytes(planted(good(), "Income", F23="1,234.50"))
    (made / "ZR2-not-a-workbook.xlsx").write_bytes(b"PK not really")
    (made / "ZR3-empty.xlsx").write_bytes(b"")
    (made / "ZR3-list.csv").write_text("SubCode,MainCode,Value\nNOPE,1,2\n", "utf-8")
    return made


def recorded() -> list[object]:
    """Return every version, head and event, but for the chain's own hashes."""
    versions = Version.objects.order_by("organisation", "part", "number").values_list(
        "organisation", "part", "number", "file", "cells", "totals", "reading", "prepared_by"
    )
    heads = ReturnHead.objects.order_by("organisation", "part").values_list(
        "organisation", "part", "number", "status"
    )
    events = Event.objects.order_by("sequence").values_list("verb", "subject", "body", "person")
    return [list(versions), list(heads), list(events)]


def found(outcome: Outcome[Submitted]) -> tuple[tuple[Finding, ...], object, object, bool]:
    made = outcome.result
    return outcome.findings, made.versions, made.unchanged, made.blocked


def what_became(plan: Northmere, path: Path) -> object:
    code = path.name[:3]
    try:
        return found(submit(plan.one, path, code, by=plan.editor(code), now=START))
    except RefusedError as error:
        return str(error)


@pytest.mark.parametrize("processes", [1, 2])
def test_many_are_submitted_as_one_is(
    homes: Homes, folder: Path, tmp_path: Path, processes: int
) -> None:
    files = sorted(folder.iterdir())
    alone = homes.at("opened", tmp_path / "alone")
    one_by_one = [what_became(alone, path) for path in files]
    expected = recorded()
    connections.close_all()
    many = homes.at("opened", tmp_path / "many")
    heard: list[str] = []
    outcome = submit_many(
        many.one,
        files,
        by=many.editor,
        now=START,
        processes=processes,
        told=lambda file: heard.append(file.path.name),
    )
    assert recorded() == expected
    assert heard == [path.name for path in files]
    assert [
        found(file.outcome) if file.outcome else file.refused for file in outcome.result
    ] == one_by_one
    assert len(outcome.events) == Event.objects.count() - 1
    words = {file.path.name: file.word for file in outcome.result}
    assert words["ZR1-2023-24.xlsx"] == "Submitted"
    assert words["ZR3-2023-24.xlsx"] == "There is a problem"
    assert words["ZR3-empty.xlsx"] == "Not a return"
    assert words["ZR3-list.csv"] == "Refused"
    connections.close_all()
