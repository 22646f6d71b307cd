"""Which sheets a form has, and what each column of them is: data, and no code but to look it up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from equipoise.register import Kind

FORM: Final = "equipoise.plan"
VERSION: Final = "2"
FIRST: Final = "1"
"""The version before; what its forms hold can be carried into today's."""
META: Final = "_meta"
TAGS: Final = "tags"
"""Stands in the hidden first cell of the hidden row that holds the tags of the columns."""
TAGS_ROW: Final = 5
HEAD_ROW: Final = 6
FIRST_ROW: Final = 7
MONTH_CODES: Final = tuple(f"M{number:02}" for number in range(1, 13))
LATER_CODES: Final = tuple(f"Y{number}" for number in range(2, 7))
"""The years after the first, each entered as a whole; a form has as many as its plan."""
AMOUNTS: Final = ("prior", "year", *MONTH_CODES, *LATER_CODES)


class Style(StrEnum):
    """How the rows of a sheet are described before their amounts."""

    PLAIN = "plain"
    COUNTERPARTIES = "counterparties"
    SERVICES = "services"
    """By counterparty, and for each by what is bought of it."""
    ITEMS = "items"
    REGISTER = "register"
    """Items with words, and perhaps amounts of the year as a whole, one to a column."""


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """A column of words about an item; `choices` are the only ones, or there are none to keep to.

    Shape: `measures` says which measure a row feeds when the column holds the word; one that is
        not `needed` may be left blank. `since` is the version that brought it.
    """

    code: str
    words: str
    choices: tuple[str, ...] = ()
    measures: tuple[tuple[str, str], ...] = ()
    needed: bool = True
    width: int = 18
    since: str = FIRST


@dataclass(frozen=True, kw_only=True)
class SheetForm:
    """One sheet: the lines of a part whose codes begin so, for some kinds of body.

    Shape: `heading` stands over the lines without a counterparty or item, `headings` over further
        ones, by the code that each begins with; `by` says what the counterparties are. Of several
        lists, those of `above` stand over the totals, each at least `room` rows long, so that
        published addresses hold (`Income` F23 is the first payer); `everybody` are the lists
        that have a row for each usual counterparty. `spare` empty rows follow the known ones.
        `item` is what a row describes, where that is not a measure's; `fixed` are the references
        and names of items that every form has. `since` is the version that brought the sheet.
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
    item: str = ""
    fixed: tuple[tuple[str, str], ...] = ()
    since: str = FIRST

    @property
    def listed(self) -> bool:
        """Whether its rows describe items."""
        return self.style in (Style.ITEMS, Style.REGISTER)

    @property
    def head(self) -> str:
        """What the tags of its items begin with."""
        return self.item or self.part


PROVIDERS: Final = frozenset({Kind.PROVIDER})
ICBS: Final = frozenset({Kind.ICB})
NATION: Final = frozenset({Kind.NATIONAL})
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
OWNER: Final = Attribute(code="owner", words="Owner", width=26)
CATEGORY: Final = Attribute(
    code="category", words="Category", choices=("Pay", "Non-pay", "Income"), since=VERSION
)
TREND: Final = Attribute(code="trend", words="Trend", choices=("Rising", "Steady", "Falling"))
IMPACT: Final = Attribute(
    code="impact",
    words="Impact on quality",
    choices=("None", "Low", "Medium", "High"),
    needed=False,
)
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
        name="Nature",
        part="finance",
        kinds=PROVIDERS,
        codes=("nature.",),
        style=Style.PLAIN,
        heading="Income from patient care, by how it is paid",
        since=VERSION,
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
        since=VERSION,
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
        name="Payments",
        part="finance",
        kinds=NATION,
        codes=("spend.",),
        style=Style.COUNTERPARTIES,
        heading="Other spend",
        by="by provider",
        since=VERSION,
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
        name="Bridge",
        part="finance",
        kinds=BOTH,
        codes=("bridge.", "underlying.", "system."),
        style=Style.PLAIN,
        heading="From last year's outturn to the plan",
        headings=(
            ("underlying.stated", "What carries on"),
            ("system.stated", "The system as a whole"),
        ),
        since=VERSION,
    ),
    SheetForm(
        name="Activity",
        part="activity",
        kinds=PROVIDERS,
        codes=("activity.",),
        style=Style.COUNTERPARTIES,
        heading="Beds",
        by="by commissioner",
        everybody=("activity.non_elective",),
        since=VERSION,
    ),
    SheetForm(
        name="Activity",
        part="activity",
        kinds=ICBS,
        codes=("activity.",),
        style=Style.COUNTERPARTIES,
        heading="Activity",
        by="by provider",
        everybody=("activity.non_elective",),
        since=VERSION,
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
        name="Quality",
        part="quality",
        kinds=PROVIDERS,
        codes=("quality.",),
        style=Style.PLAIN,
        heading="Trajectories",
        since=VERSION,
    ),
    SheetForm(
        name="Signoffs",
        part="quality",
        kinds=BOTH,
        codes=(),
        style=Style.REGISTER,
        heading="What each efficiency scheme means for quality, signed off by a clinician",
        by="One scheme to a row, under its reference on the sheet Efficiency",
        attributes=(
            IMPACT,
            Attribute(code="assessor", words="Signed off by", needed=False, width=26),
            Attribute(code="post", words="Their post", needed=False, width=26),
            Attribute(code="signed_on", words="On what day", needed=False, width=14),
        ),
        spare=10,
        room=40,
        item="signoff",
        since=VERSION,
    ),
    SheetForm(
        name="Specialised",
        part="specialised",
        kinds=BOTH | NATION,
        codes=("specialised.",),
        style=Style.SERVICES,
        heading="Totals",
        by="by service line",
        spare=12,
        since=VERSION,
    ),
    SheetForm(
        name="Efficiency",
        part="efficiency",
        kinds=BOTH,
        codes=("efficiency.",),
        style=Style.ITEMS,
        heading="Totals",
        by="Schemes, one to a row",
        attributes=(RECURRENT, STATUS, RISK, OWNER, CATEGORY),
        spare=10,
        room=40,
    ),
    SheetForm(
        name="Risk",
        part="risk",
        kinds=BOTH,
        codes=("risk.",),
        style=Style.REGISTER,
        heading="Totals",
        by="Risks, one to a row",
        attributes=(OWNER, TREND),
        spare=6,
        room=20,
        item="risk",
        since=VERSION,
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
    SheetForm(
        name="Cash",
        part="cash",
        kinds=BOTH,
        codes=("cash.",),
        style=Style.PLAIN,
        heading="Cash",
        since=VERSION,
    ),
    SheetForm(
        name="Narrative",
        part="narrative",
        kinds=BOTH,
        codes=(),
        style=Style.REGISTER,
        heading="The plan in words",
        by="One chapter to a row: a paragraph or two each",
        attributes=(Attribute(code="text", words="Text", needed=False, width=110),),
        spare=2,
        room=10,
        item="chapter",
        fixed=(
            ("summary", "System summary"),
            ("finance", "Financial planning"),
            ("activity", "Activity"),
            ("workforce", "Workforce"),
            ("quality", "Quality"),
            ("specialised", "Specialised commissioning"),
            ("risks", "Risks"),
            ("publication", "Publication"),
        ),
        since=VERSION,
    ),
)

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
