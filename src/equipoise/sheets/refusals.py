"""Files that are refused whole, and why; kept apart so that the child process starts quickly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class RefusalKind(StrEnum):
    """Why a whole file is not read."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    OLD_FORMAT = "old format"
    PASSWORD = "password"
    NOT_A_WORKBOOK = "not a workbook"
    DAMAGED = "damaged"
    BOMB = "zip bomb"
    NAMES = "names"
    DOCUMENT_TYPE = "document type"
    MACROS = "macros"
    EMBEDDED = "embedded"
    EXTERNAL_LINKS = "external links"
    TOO_FAR = "too far"
    TOO_MANY_CELLS = "too many cells"
    TOO_MANY_FORMULAS = "too many formulas"
    ERRORS = "error cells"
    UNCALCULATED = "uncalculated"
    UNREADABLE = "unreadable"
    NOT_OUR_FORM = "not our form"
    OTHER_VERSION = "other version"
    EARLIER_VERSION = "earlier version"


MESSAGES: Final[Mapping[RefusalKind, str]] = {
    RefusalKind.EMPTY: "The file is empty. Save the workbook again and send it.",
    RefusalKind.TOO_LARGE: "The file is larger than any return: {found}; the limit is {limit}.",
    RefusalKind.OLD_FORMAT: "The file is in an old Excel format. Save it as an Excel workbook "
    "(.xlsx) and send that.",
    RefusalKind.PASSWORD: "The file is protected with a password. Save it without one and send "
    "that.",
    RefusalKind.NOT_A_WORKBOOK: "The file is not an Excel workbook (.xlsx), whatever its name.",
    RefusalKind.DAMAGED: "The file is damaged or was cut short: {found}. Save it again and send "
    "it.",
    RefusalKind.BOMB: "The file unpacks to far more than a return holds: {found}.",
    RefusalKind.NAMES: "The file holds a part with an unsafe name: {found}.",
    RefusalKind.DOCUMENT_TYPE: "The file holds a document type or entity, which no workbook "
    "needs: {found}.",
    RefusalKind.MACROS: "The file holds macros: {found}. Save it as a workbook without macros "
    "(.xlsx) and send that.",
    RefusalKind.EMBEDDED: "The file holds another document or a control: {found}. Take it out "
    "and send the workbook again.",
    RefusalKind.EXTERNAL_LINKS: "The file takes values from elsewhere: {found}. Paste the values "
    "in place of the links and send it again.",
    RefusalKind.TOO_FAR: "A cell is far outside the form: {places}. Clear everything outside the "
    "form and save it again.",
    RefusalKind.TOO_MANY_CELLS: "The file holds more cells than any return: more than {limit}.",
    RefusalKind.TOO_MANY_FORMULAS: "The file holds more formulas than any return: more than "
    "{limit}.",
    RefusalKind.ERRORS: "{count} cells show an error: {places}. Put them right and save the "
    "workbook again.",
    RefusalKind.UNCALCULATED: "{count} formulas were saved without a result: {places}. Open the "
    "workbook in a spreadsheet program, let it calculate, and save it again.",
    RefusalKind.UNREADABLE: "The file could not be read: it is damaged, or asks for more "
    "time or memory than any return. Save it again and send it.",
    RefusalKind.NOT_OUR_FORM: "The workbook is not a form made by Equipoise: {found}. Download "
    "your template again and copy your figures into it.",
    RefusalKind.OTHER_VERSION: "The form is version {found}; this round uses version {expected}. "
    "Download your template again and copy your figures into it.",
    RefusalKind.EARLIER_VERSION: "The form is version {found}, of {year}; this round uses version "
    "{expected}. Migrate it with: equipoise migrate FILE --into NEW.xlsx.",
}


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A file that is not read at all, and why.

    Shape: `facts` are `sheet` and `cell` of the first place where there is one, `places` and
        `count` of all of them, and `found`, `limit`, `expected` where they apply.
    """

    kind: RefusalKind
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong and what to do, in whole sentences."""
        return MESSAGES[self.kind].format_map(self.facts)
