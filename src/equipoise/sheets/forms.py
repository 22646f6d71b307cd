"""Which sheets a form has, and what each column of them is: data, and no code but to look it up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from equipoise.register import Kind

FORM: Final = "equipoise.plan"
VERSION: Final = "1"
META: Final = "_meta"
TAGS: Final = "tags"
"""Stands in the hidden first cell of the hidden row that holds the tags of the columns."""
TAGS_ROW: Final = 5
HEAD_ROW: Final = 6
FIRST_ROW: Final = 7
MONTH_CODES: Final = tuple(f"M{number:02}" for number in range(1, 13))


class Style(StrEnum):
    """How the rows of a sheet are described before their amounts."""

    PLAIN = "plain"
    COUNTERPARTIES = "counterparties"
    ITEMS = "items"


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """A column of words about an item; `choices` are the only ones, or there are none to keep to.

    Shape: `measures` says which measure a row feeds when the column holds the word.
    """

    code: str
    words: str
    choices: tuple[str, ...] = ()
    measures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class SheetForm:
    """One sheet: the lines of a part whose codes begin so, for some kinds of body.

    Shape: `heading` stands over the lines without a counterparty or item, `headings` over further
        ones, by the code that each begins with; `by` says what the counterparties are. Of several
        lists, those of `above` stand over the totals, each at least `room` rows long, so that
        published addresses hold (`Income` F23 is the first payer); `everybody` are the lists
        that have a row for each usual counterparty. `spare` empty rows follow the known ones.
    """

    name: str
    part: str
    kinds: frozenset[Kind]
    codes: tuple[str, ...]
    style: Style
    heading: str
    headings: tuple[tuple[str, str], ...] = ()
    by: str = ""
    above: tuple[str, ...] = ()
    everybody: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    spare: int = 4
    room: int = 6


PROVIDERS: Final = frozenset({Kind.PROVIDER})
ICBS: Final = frozenset({Kind.ICB})
BOTH: Final = PROVIDERS | ICBS

RECURRENT: Final = Attribute(
    code="recurrent",
    words="Recurrent or non-recurrent",
    choices=("Recurrent", "Non-recurrent"),
    measures=(
        ("Recurrent", "efficiency.recurrent"),
        ("Non-recurrent", "efficiency.non_recurrent"),
    ),
)
STATUS: Final = Attribute(
    code="status",
    words="Status",
    choices=(
        "Fully developed",
        "Plans in progress",
        "Opportunity",
        "Unidentified",
        "System stretch",
    ),
)
RISK: Final = Attribute(code="risk", words="Risk", choices=("Low", "Medium", "High"))
OWNER: Final = Attribute(code="owner", words="Owner")
FUNDING: Final = Attribute(
    code="funding",
    words="Paid for by",
    choices=("Operational", "National", "Leases", "Other"),
    measures=(
        ("Operational", "capital.operational"),
        ("National", "capital.national"),
        ("Leases", "capital.leases"),
        ("Other", "capital.other"),
    ),
)

FORMS: Final = (
    SheetForm(
        name="Income",
        part="finance",
        kinds=PROVIDERS,
        codes=("income.",),
        style=Style.COUNTERPARTIES,
        heading="Other income",
        by="by commissioner",
        above=("income.support",),
        everybody=("income.patient_care",),
    ),
    SheetForm(
        name="Expenditure",
        part="finance",
        kinds=PROVIDERS,
        codes=(
            "pay.",
            "nonpay.drugs",
            "nonpay.other",
            "nonpay.depreciation",
            "financing",
            "expenditure.",
        ),
        style=Style.PLAIN,
        heading="Expenditure",
    ),
    SheetForm(
        name="Purchases",
        part="finance",
        kinds=PROVIDERS,
        codes=("nonpay.purchased",),
        style=Style.COUNTERPARTIES,
        heading="Healthcare bought",
        by="by body that is paid",
    ),
    SheetForm(
        name="Allocation",
        part="finance",
        kinds=ICBS,
        codes=("allocation.",),
        style=Style.PLAIN,
        heading="Allocation",
    ),
    SheetForm(
        name="Spend",
        part="finance",
        kinds=ICBS,
        codes=("spend.",),
        style=Style.COUNTERPARTIES,
        heading="Spend other than with NHS providers",
        by="by provider",
        everybody=("spend.healthcare",),
    ),
    SheetForm(
        name="Position",
        part="finance",
        kinds=BOTH,
        codes=("surplus.", "adjustment.", "position."),
        style=Style.PLAIN,
        heading="Position: surplus, or (deficit) in brackets",
        headings=(("adjustment.impairments", "Items left out of adjusted performance"),),
    ),
    SheetForm(
        name="Workforce",
        part="workforce",
        kinds=PROVIDERS,
        codes=("wte.",),
        style=Style.PLAIN,
        heading="Staff",
    ),
    SheetForm(
        name="Efficiency",
        part="efficiency",
        kinds=BOTH,
        codes=("efficiency.",),
        style=Style.ITEMS,
        heading="Totals",
        by="Schemes, one to a row",
        attributes=(RECURRENT, STATUS, RISK, OWNER),
        spare=10,
        room=40,
    ),
    SheetForm(
        name="Capital",
        part="capital",
        kinds=BOTH,
        codes=("capital.",),
        style=Style.ITEMS,
        heading="Totals",
        by="Projects, one to a row",
        attributes=(FUNDING,),
        spare=10,
        room=30,
    ),
)

PHRASES: Final = {
    "income.patient_care": "Income from {name}",
    "income.support": "Deficit support from {name}",
    "nonpay.purchased": "Healthcare bought from {name}",
    "spend.healthcare": "Healthcare bought from {name}",
    "spend.specialised": "Specialised services of {name}",
    "spend.direct": "Services bought directly from {name}",
    "spend.support": "Deficit support paid to {name}",
}
"""What a row with a counterparty is called."""
TITLES: Final = {"wte.total": "Total WTE"}
"""Where the form's word is shorter than the chart's."""


class NoFormError(LookupError):
    """There is no form for such a part and kind of body."""

    def __init__(self, part: str, kind: Kind) -> None:
        super().__init__(f"no form for the part {part!r} of a body of kind {kind}")


def parts_of(kind: Kind) -> tuple[str, ...]:
    """Return the parts that have a form for a body of `kind`, in the order of their sheets.

    >>> parts_of(Kind.ICB)
    ('finance', 'efficiency', 'capital')
    """
    return tuple(dict.fromkeys(form.part for form in FORMS if kind in form.kinds))


def forms_of(kind: Kind, parts: tuple[str, ...]) -> tuple[SheetForm, ...]:
    """Return the sheets of the parts for a body of `kind`, in the order of the workbook.

    Raises: NoFormError for a part that such a body does not fill in.
    """
    for part in parts:
        if part not in parts_of(kind):
            raise NoFormError(part, kind)
    return tuple(form for form in FORMS if form.part in parts and kind in form.kinds)
