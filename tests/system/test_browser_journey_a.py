"""Journey A in a real browser: the system lead collates a plan, closes it and sends it.

Every figure is that of the worked example. The steps are numbered as the journey has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browsing import Browsing, Way, chromium, person, served, ways
from tests.northmere_round import BODIES, Northmere

SYSTEM = "/systems/ZQ1"
FAULT = "Total WTE is not the sum of the rows above"
SALE = {
    "What it is, in a few words": "Sale of equipment",
    "Saving over the year": "1,500",
    "Who answers for it": "Director of finance",
    "What it rests on": "Board paper 7",
}
REVIEW = {
    "What it is, in a few words": "Prescribing review",
    "Saving over the year": "800",
    "Who answers for it": "Director of medicines",
    "What it rests on": "Committee paper 3",
}
As = Callable[[str], Browsing]


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Chromium, for one journey."""
    with chromium() as found:
        yield found


@pytest.fixture
def address(returned: Northmere, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Returns are signed off, but for one with a fault; the pages are served."""
    monkeypatch.setenv("EQUIPOISE_NOW", "2023-03-31T09:00:00+00:00")
    with served(returned.workspace) as base:
        yield base


@pytest.mark.parametrize("way", ways(Way.KEYBOARD))
def test_a_lead_collates_closes_and_sends_a_plan(
    browser: Browser, address: str, way: Way, returned: Northmere
) -> None:
    people: dict[str, Browsing] = {}

    def as_(name: str) -> Browsing:
        if name not in people:
            people[name] = person(browser, name, base=address, way=way)
        return people[name]

    _return_with_a_comment(as_)
    _put_right(as_, returned)
    _accept_and_collate(as_)
    _agree_contracts(as_)
    _close_the_gap(as_)
    _look_at_version_3(as_("zq1.lead"))
    _agree_and_send(as_)
    _nothing_moves_any_more(as_)


def _return_with_a_comment(as_: As) -> None:
    """Steps 1 to 4: the fault is seen at its cell, and the part goes back with a comment."""
    lead = as_("zq1.lead")
    lead.go("/")
    lead.says("What needs you today", "4 organisations, 1 has a problem.")
    lead.go(f"{SYSTEM}/collect")
    lead.says("There is a problem")
    lead.go("/returns/ZR3")
    lead.says("Workforce", "D14", FAULT)
    lead.choose("Part", "Workforce")
    lead.fill("Line", "Workforce!D14")
    lead.fill("Comment", "The total was typed over")
    lead.press("Return it")
    lead.go(f"{SYSTEM}/collect")
    lead.says("Returned")


def _put_right(as_: As, returned: Northmere) -> None:
    """Step 5: the editor uploads the mended file and submits it; somebody else signs it off."""
    editor = as_("zr3.editor")
    editor.go("/returns/ZR3")
    editor.says("The total was typed over")
    editor.upload("Upload a workbook", returned.files["ZR3 corrected"])
    editor.press("Upload and check", role="button")
    editor.press("Check your answers and submit")
    editor.tick("These are the figures that my organisation plans")
    editor.press("Submit", role="button", exact=True)
    _sign(as_, "ZR3")


def _sign(as_: As, *codes: str) -> None:
    for code in codes:
        approver = as_(f"{code.lower()}.approver")
        approver.go(f"/returns/{code}/sign")
        approver.press("Sign off", role="button", exact=True)
        approver.says("Signed off")


def _accept(lead: Browsing, *codes: str) -> None:
    lead.go(f"{SYSTEM}/collect")
    for code in codes:
        lead.tick(code)
    lead.press("Accept", role="button", exact=True)


def _accept_and_collate(as_: As) -> None:
    """Steps 6 to 8: equal to the control total, and yet it does not add up."""
    lead = as_("zq1.lead")
    lead.go(f"{SYSTEM}/collect")
    lead.says("Not possible yet:")
    _accept(lead, *BODIES)
    lead.press("Collate version 1")
    lead.go(f"{SYSTEM}/plan?units=k")
    lead.says(
        "Version 1: £(9.0)m, equal to the control total",
        "It does not add up. Trusts expect £2.3m more from the ICB than the ICB plans to pay.",
    )
    lead.press("Does it add up?")
    lead.says("3,500", "(1,200)", "2,300", "4,700")


def _agree_contracts(as_: As) -> None:
    """Steps 9 and 10: each side names the value, and each body signs its own plan again."""
    for provider, value in (("ZR1", "1,021,500"), ("ZR3", "359,400")):
        for name in ("zq1.lead", f"{provider.lower()}.contracts"):
            side = as_(name)
            side.go(f"{SYSTEM}/match")
            side.press(f"ZQ1 and {provider}")
            side.fill("Value for the year that your side can sign", value)
            side.press("Save the value")
            side.says(value)
    _sign(as_, "ZR1", "ZR3", "ZQ1")
    lead = as_("zq1.lead")
    lead.go(f"{SYSTEM}/match")
    lead.says(
        "£1,900.9m of £1,900.9m of NHS income in this system matched.",
        "Every tested pair agrees",
    )
    _next_version(lead, 2, "ZR1", "ZR3", "ZQ1")
    lead.says("Version 2: £(11.3)m, £2.3m worse than the control total of £(9.0)m")


def _next_version(lead: Browsing, number: int, *codes: str) -> None:
    _accept(lead, *codes)
    lead.press(f"Collate version {number}")
    lead.go(f"{SYSTEM}/plan?units=k")


def _close_the_gap(as_: As) -> None:
    """Steps 11 to 13: two savings and a capital move, proposed, then signed by their bodies."""
    lead = as_("zq1.lead")
    lead.go(f"{SYSTEM}/ladder")
    lead.says("The gap to the control total is £2.3m.", "Capital is £1.2m above its envelope")
    for line, lasts, typed in (
        ("ZR1: Other non-pay", "No, it is one-off", SALE),
        ("ZQ1: Prescribing", "Yes, it is recurrent", REVIEW),
    ):
        lead.unfold("Propose a saving")
        lead.choose("Body and cost line", line)
        for label, text in typed.items():
            lead.fill(label, text)
        lead.tick(lasts)
        lead.press("Propose the saving")
    lead.says("The gap to the control total is £2.3m; £0.0m with proposals.")
    lead.unfold("Move part of a capital project to a later year")
    lead.choose("Body and project", "ZR1: Ward block B")
    lead.fill("How much moves", "1,200")
    lead.choose("Into which year", "2024/25")
    lead.press("Propose the move")
    _sign(as_, "ZR1", "ZQ1")
    lead.go(f"{SYSTEM}/ladder?units=k")
    lead.says("The control total is met with agreed plans and actions.", "98,300", "64.3%")


def _look_at_version_3(lead: Browsing) -> None:
    """Steps 12 to 15: what it comes to, what moved, and why a figure is what it is."""
    _next_version(lead, 3, "ZR1", "ZQ1")
    lead.says(
        "Version 3: £(9.0)m, equal to the control total (including support); £(15.0)m excluding",
        "worsened by £1.5m to £(44.1)m, and underlying (also before support) to £(50.1)m.",
        "92,000",
    )
    lead.go(f"{SYSTEM}/bridge?from=v1&to=v3&units=k")
    lead.says("The system position is unchanged at £(9.0)m.", "(2,300)", "1,500", "800")
    lead.go("/explain/figure:2023-24/ZQ1/position/system/including@v3")
    lead.says("Position: £(9.0)m.")
    for code in BODIES:
        lead.says(f"signed off by {code.lower()}.approver")


def _agree_and_send(as_: As) -> None:
    """Steps 16 and 17: every board approves this version, it is locked and submitted."""
    for code in BODIES:
        approver = as_(f"{code.lower()}.approver")
        approver.go(f"{SYSTEM}/plan")
        approver.press("Record the approval of version 3")
    lead = as_("zq1.lead")
    lead.go(f"{SYSTEM}/plan")
    lead.says(
        "Every member board has approved this version.",
        "It adds up: both sides of every tested contract agree.",
        "The control total of £(9.0)m including support is met.",
        "Capital is within its envelope of £92.0m.",
        "35.7% of efficiency is non-recurrent.",
    )
    lead.tick("I have read the list above")
    lead.press("Agree and lock version 3")
    lead.press("Submit version 3 to the region")
    lead.says("Submitted to region", "Reference version:2023-24/ZQ1@v3", "Receipt ")


def _nothing_moves_any_more(as_: As) -> None:
    """Steps 18 and 19: a locked plan refuses, is proved unaltered, and is started anew."""
    side = as_("zr1.contracts")
    side.go(f"{SYSTEM}/match/ZQ1/ZR1")
    side.fill("Value for the year that your side can sign", "1,021,600")
    side.press("Save the value")
    side.says("Version 3 is locked. Start version 4")
    auditor = as_("auditor")
    auditor.go("/verify")
    auditor.says("Nothing was altered.")
    lead = as_("zq1.lead")
    lead.go(f"{SYSTEM}/plan")
    lead.unfold("Version 3 is locked. Start version 4")
    lead.fill("Why", "Letter of 8 November")
    lead.press("Start version 4")
    lead.go(f"{SYSTEM}/bridge?from=v3&to=v4")
    lead.says("Nothing moved between the two versions.")
