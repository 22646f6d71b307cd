"""Every sheet of the form, as data: its part, whose it is, its lines and its columns of words."""

from __future__ import annotations

from typing import Final

from equipoise.register import Kind
from equipoise.sheets.shapes import Attribute, SheetForm, Style

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
CATEGORY: Final = Attribute(code="category", words="Category", choices=("Pay", "Non-pay", "Income"))
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
        name="Payments",
        part="finance",
        kinds=NATION,
        codes=("spend.",),
        style=Style.COUNTERPARTIES,
        heading="Other spend",
        by="by provider",
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
        kinds=BOTH,
        codes=("quality.",),
        style=Style.PLAIN,
        heading="Trajectories",
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
        item="scheme",
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
        item="project",
    ),
    SheetForm(
        name="Cash",
        part="cash",
        kinds=BOTH,
        codes=("cash.",),
        style=Style.PLAIN,
        heading="Cash",
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
    ),
)
