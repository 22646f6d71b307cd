"""The file somebody is working on before they submit it: kept for them alone, and checked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from equipoise.store import Digest
from equipoise.usecases.foreign import Mapped
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.preview import Preview, preview
from equipoise.usecases.sheet import Shelved
from equipoise.usecases.workspace import scratch
from equipoise.web.models import HeldFile
from equipoise.web.visit import Visit

PASTED: Final = "pasted.txt"
MAPPING: Final = "mapping.csv"


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What a person has uploaded for a body in the round, and not submitted; perhaps nothing."""

    visit: Visit
    organisation: str

    @cached_property
    def row(self) -> HeldFile | None:
        """What is kept of the file."""
        return HeldFile.objects.filter(**self._key).first()

    def keep(self, stream: BinaryIO, name: str, *, mapping: BinaryIO | None = None) -> None:
        """Keep a file in place of the one before, with the mapping of its cells if it has one."""
        workspace = self.visit.workspace
        self.keep_stored(
            workspace.put(stream),
            Path(name).name,
            mapping="" if mapping is None else workspace.put(mapping),
        )

    def keep_text(self, text: str, mapping: BinaryIO | None = None) -> None:
        """Keep a list that was pasted."""
        self.keep(BytesIO(text.encode()), PASTED, mapping=mapping)

    def keep_stored(self, digest: str, name: str, *, mapping: str = "") -> None:
        """Keep a file that the store has already; sentences typed for the one before stay."""
        HeldFile.objects.update_or_create(
            **self._key, defaults={"digest": digest, "name": name, "mapping": mapping}
        )

    def explain(self, explanations: dict[str, str]) -> None:
        """Keep the sentences that were typed for findings."""
        HeldFile.objects.filter(**self._key).update(explanations=explanations)

    def clear(self) -> None:
        """Keep nothing: it was submitted, or is not wanted any more."""
        HeldFile.objects.filter(**self._key).delete()

    @contextmanager
    def file(self) -> Iterator[Mapped]:
        """Yield the file as a use case takes it, under the name it came with."""
        row = self.row
        assert row is not None, "nobody asks for a file that is not there"
        store = self.visit.workspace.store
        with scratch() as folder:
            path = folder / row.name
            shutil.copyfile(store.path(Digest(row.digest)), path)
            mapping = None
            if row.mapping:
                mapping = folder / MAPPING
                shutil.copyfile(store.path(Digest(row.mapping)), mapping)
            yield Mapped(path=path, mapping=mapping)

    @cached_property
    def checked(self) -> Outcome[Preview]:
        """What the file would become."""
        visit = self.visit
        with self.file() as given:
            return preview(
                visit.round, given, organisation=self.organisation, by=visit.actor, on=visit.today
            )

    @property
    def shelved(self) -> Shelved:
        """The file with what was found in it, to be shown as a sheet."""
        assert self.row is not None
        return Shelved(
            digest=Digest(self.row.digest),
            name=self.row.name,
            findings=self.checked.result.intake.findings,
        )

    @property
    def explanations(self) -> dict[str, str]:
        """The sentences typed so far, by the code of the check."""
        return dict(self.row.explanations) if self.row is not None else {}

    @property
    def _key(self) -> dict[str, Any]:
        return {
            "owner": self.visit.request.user,
            "round": self.visit.round.code,
            "organisation": self.organisation,
        }
