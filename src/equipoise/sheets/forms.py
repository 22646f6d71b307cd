"""Which sheets a form has, for a kind of body and a version of the form."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from equipoise.register import Kind
from equipoise.sheets.form_sheets import FORMS
from equipoise.sheets.shapes import FIRST, VERSION, SheetForm

MOVED: Final = {(FIRST, "adjustment.technical"): "adjustment.other"}
"""By version and the tag of a row of it: which measure that row holds today."""

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


def parts_of(kind: Kind, version: str = VERSION) -> tuple[str, ...]:
    """Return the parts that have a form for a body of `kind`, in the order of their sheets.

    >>> parts_of(Kind.ICB)[:3]
    ('finance', 'activity', 'quality')
    >>> parts_of(Kind.ICB, FIRST)
    ('finance', 'efficiency', 'capital')
    """
    return tuple(
        dict.fromkeys(form.part for form in FORMS if kind in form.kinds and form.since <= version)
    )


def forms_of(
    kind: Kind, parts: tuple[str, ...], *, version: str = VERSION
) -> tuple[SheetForm, ...]:
    """Return the sheets of the parts for a body of `kind`, in the order of the workbook.

    Raises: NoFormError for a part that such a body does not fill in.
    """
    for part in parts:
        if part not in parts_of(kind, version):
            raise NoFormError(part, kind)
    return tuple(
        _as_of(form, version)
        for form in FORMS
        if form.part in parts and kind in form.kinds and form.since <= version
    )


def _as_of(form: SheetForm, version: str) -> SheetForm:
    """Return the sheet with the columns that it had then."""
    attributes = tuple(found for found in form.attributes if found.since <= version)
    return replace(form, attributes=attributes) if attributes != form.attributes else form
