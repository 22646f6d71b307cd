"""The round of a year, where a command of files is used in a workspace that has one."""

from __future__ import annotations

from equipoise.cli.context import Session
from equipoise.units import FinancialYear
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rounds import OpenRound, open_round


def round_of(session: Session, year: FinancialYear) -> OpenRound | None:
    """Return the round of a year; None outside a workspace, or where it has no such round."""
    if not session.has_workspace:
        return None
    try:
        return open_round(session.workspace, year.code)
    except UnknownError:
        return None
