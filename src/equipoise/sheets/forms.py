"""Which sheets a form has, for a kind of body, and what its rows are called."""

from __future__ import annotations

from typing import Final

from equipoise.register import Kind
from equipoise.sheets.form_sheets import FORMS
from equipoise.sheets.shapes import SheetForm

PHRASES: Final = {
    "income.patient_care": "Income from {name}",
    "income.support": "Deficit support from {name}",
    "nonpay.purchased": "Healthcare bought from {name}",
    "spend.healthcare": "Healthcare bought from {name}",
    "spend.specialised": "Specialised services of {name}",
    "spend.direct": "Services bought directly from {name}",
    "spend.support": "Deficit support paid to {name}",
    "specialised.income": "Specialised income from {name}",
    "specialised.spend": "Specialised services of {name}",
}
"""What a row with a counterparty is called."""
TITLES: Final = {"wte.total": "Total WTE"}
"""Where the form's word is shorter than the chart's."""


class NoFormError(LookupError):
    """There is no form for such a part and kind of body."""

    def __init__(self, part: str, kind: Kind) -> None:
        super().__init__(f"no form for the part {part!r} of a body of kind {kind}")


PARTS: Final = tuple(dict.fromkeys(form.part for form in FORMS))
"""Every part that a return may have, in the order of the sheets."""


def parts_of(kind: Kind, forms: tuple[SheetForm, ...] = FORMS) -> tuple[str, ...]:
    """Return the parts that have a form for a body of `kind`, in the order of their sheets.

    `forms` are the sheets of a version; today's, if none are given.

    >>> parts_of(Kind.ICB)[:3]
    ('finance', 'activity', 'quality')
    """
    return tuple(dict.fromkeys(form.part for form in forms if kind in form.kinds))


def part_of_item(kind: str) -> str:
    """Return the part whose sheets describe items of a kind.

    >>> part_of_item("signoff"), part_of_item("chapter")
    ('quality', 'narrative')
    """
    return next(form.part for form in FORMS if form.item == kind)


def forms_of(
    kind: Kind, parts: tuple[str, ...], *, forms: tuple[SheetForm, ...] = FORMS
) -> tuple[SheetForm, ...]:
    """Return the sheets of the parts for a body of `kind`, in the order of the workbook.

    `forms` are the sheets of a version; today's, if none are given.

    Raises: NoFormError for a part that such a body does not fill in.
    """
    for part in parts:
        if part not in parts_of(kind, forms):
            raise NoFormError(part, kind)
    return tuple(form for form in forms if form.part in parts and kind in form.kinds)
