"""Carry an earlier form of a body into this round's: last year's, or another version's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from equipoise.checks.wrong_organisation import WORDS
from equipoise.records import Actor
from equipoise.sheets import (
    Fared,
    Identity,
    Known,
    Reading,
    Refusal,
    Whole,
    fared,
    migrated,
    read_any_version,
    write_template,
)
from equipoise.sheets.shapes import VERSION
from equipoise.store import digest_of
from equipoise.usecases.heirs import Heir, heir_of
from equipoise.usecases.intake import identity_of
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.template import counterparties, notices, usual_counterparties


@dataclass(frozen=True, kw_only=True)
class Migrated:
    """A form that was migrated: from which, into which, and what became of every cell.

    `heir` is the body of the new form: that of the old one, or the one that followed it.

    Shape: `fates` are of the cells in the order of the old form; `otherwise` is how many lines the
        round knows another last year of than the old form comes to.
    """

    path: Path
    file_name: str
    identity: Identity
    old: Reading
    parts: tuple[str, ...]
    fates: tuple[Fared, ...]
    heir: Heir
    otherwise: int = 0

    @property
    def carried(self) -> tuple[Fared, ...]:
        """What was carried."""
        return tuple(one for one in self.fates if one.to)

    @property
    def left(self) -> tuple[Fared, ...]:
        """What was not."""
        return tuple(one for one in self.fates if not one.to)


def migrate(one: OpenRound, file: Path, *, into: Path, by: Actor, on: date) -> Outcome[Migrated]:
    """Return the form written to `into`, with what an earlier form of the same body holds.

    A body that followed another whole takes over its form; see `heirs`.

    A form of an earlier year, of any version, gives its year to the last-year column, and its
    rows; one of the same year, of an earlier version or for another round, gives every cell.
    Nothing is kept and nothing is submitted: what is handed in is the new form, once it is filled.

    Raises: NotAllowedError; UnknownError for a body the round does not know; RefusedError for a
        file that cannot be read, a form of another kind of body, of a later year, of a body that
        was divided or came together with others since, or of this round already; OSError for no
        such file, or nowhere to write.
    """
    chart = one.workspace.chart
    with file.open("rb") as stream:
        digest = digest_of(stream)
    old = read_any_version(file, digest=digest, chart=chart)
    if isinstance(old, Refusal):
        raise RefusedError(old.message)
    heir = heir_of(one, old.reading.organisation, since=old.reading.year)
    organisation = heir.organisation
    demand(by, "migrate", one.subject(organisation), on)
    identity = identity_of(one, organisation)
    _refuse(old.reading, identity)
    if into.exists() and into.samefile(file):
        raise RefusedError(f"{into} is the old form itself.", "Name another file with --into.")
    parts = one.parts(identity.kind)
    known = _known(one, old, identity)
    done = migrated(old, identity=identity, chart=chart, parts=parts, known=known)
    fates = fared(done, old.reading, identity=identity, chart=chart, parts=parts)
    with into.open("wb") as stream:
        write_template(stream, identity, chart=chart, parts=parts, content=done.content)
    made = Migrated(
        path=into,
        file_name=file.name,
        identity=identity,
        old=old.reading,
        parts=parts,
        fates=fates,
        otherwise=len(done.otherwise),
        heir=heir,
    )
    return Outcome(result=made)


def _known(one: OpenRound, old: Whole, identity: Identity) -> Known:
    return Known(
        counterparties=counterparties(one, identity.organisation, old.reading.cells),
        prior=one.prior(identity.organisation),
        usual=usual_counterparties(one, identity.organisation),
        notice=notices(one),
    )


def _refuse(old: Reading, identity: Identity) -> None:
    """Refuse what there is nothing to migrate from."""
    if old.kind is not identity.kind:
        raise RefusedError(
            f"The form is of {old.organisation} as {WORDS[old.kind]}; in this round it is "
            f"{WORDS[identity.kind]}.",
            "Ask for this round's workbook with: equipoise template.",
        )
    if old.year.starts_in > identity.year.starts_in:
        raise RefusedError(
            f"The form is for {old.year}, a later year than this round's, {identity.year}.",
            "Ask for this round's workbook with: equipoise template.",
        )
    now = (identity.year, identity.round, identity.years, VERSION)
    if (old.year, old.round, old.years, old.version) == now:
        raise RefusedError(
            f"The form is this round's already: version {VERSION}, {identity.year}.",
            "There is nothing to migrate: check it with: equipoise check.",
        )
