"""Clauses of an agreement: each term in a sentence, in Markdown and in a Word document."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from equipoise.reports.as_docx import as_docx
from equipoise.reports.pages.clauses import as_markdown, clauses
from equipoise.rules.riskshare import (
    Consenting,
    Decides,
    Key,
    Layer,
    Limit,
    Means,
    Of,
    Repaid,
    Repayment,
    Scope,
    Side,
    Source,
    Trigger,
)
from tests.riskshare_cases import agreement, m

NOW = datetime(2024, 4, 15, 9, tzinfo=UTC)
TURNOVER = {"A": "600", "B": "300"}


def told(layer: Layer[Fraction]) -> tuple[str, ...]:
    """Return the sentences of a layer, as the first of an agreement."""
    found = clauses(agreement((layer,), TURNOVER, funds={"pot": "2"}))
    return next(clause.sentences for clause in found if clause.heading == layer.name)


def layer(source: Source = Source.PARTNERS, **said: Any) -> Layer[Fraction]:
    return replace(Layer[Fraction](name="layer", source=source, fund="pot"), **said)


CALLED = "Layer 1 is called up for an adverse variance of any party, at the end of each month."


@pytest.mark.parametrize(
    ("found", "sentences"),
    [
        (layer(), (CALLED, "All parties bear it, in equal parts.")),
        (layer(key=Key.CUSTOM, weights={"A": Fraction(1), "B": Fraction(2)}),
         (CALLED, "All parties bear it, in these parts: A 33.3333% and B 66.6667%.")),
        (layer(Source.OWN), (CALLED, "The party whose variance it is bears it itself.")),
        (layer(Source.RETAINED),
         (CALLED, "It stays with the party whose variance it is, as a deficit all agree to.")),
        (layer(Source.REGION), (CALLED, "The region bears it.")),
        (layer(Source.POOL), (CALLED, "It is drawn from pot, until that is spent.")),
        (layer(Source.RESERVE, side=Side.GAIN),
         (CALLED.replace("an adverse", "a favourable"), "It is paid into pot.")),
        (layer(side=Side.GAIN, bearers=("B",), key=Key.TURNOVER),
         (CALLED.replace("an adverse", "a favourable"),
          "B receive it, in proportion to turnover.")),
        (layer(trigger=Trigger(of=Of.SYSTEM, tolerance=Limit(of_turnover=Fraction("0.005")))),
         ("Layer 1 is called up for an adverse variance of all parties together beyond 0.5% of "
          "turnover, at the end of each month.", "All parties bear it, in equal parts.")),
        (layer(trigger=Trigger(of=Of.ASK, asks={"A": m("5")})),
         ("Layer 1 bears what was asked for: £5,000,000 for A.",
          "All parties bear it, in equal parts.")),
        (layer(only_surplus=True, cap=Limit(amount=m("1")), most=m("3")),
         (CALLED, "All parties bear it, in equal parts.",
          "Only a party in surplus pays, and no more than its surplus.",
          "Nobody has more than £1,000,000 of it.", "The layer ends at £3,000,000 in all.")),
        (layer(floor=Limit(amount=Fraction(150))),
         (CALLED, "All parties bear it, in equal parts.",
          "Each has at least £1.50 of it, where there is as much.")),
        (layer(trigger=Trigger(stages=("actual",), excludes=("pay",), within=("North",),
                               conditions=("profile",))),
         (CALLED, "All parties bear it, in equal parts.",
          "It is settled on actual positions alone.",
          "It does not cover variance caused by pay.", "It covers variance of North alone.",
          "It needs on record that these are met: profile.")),
        (layer(repayment=Repayment(when=Repaid.PROFILE, years=3, interest=Fraction("0.02"))),
         (CALLED, "All parties bear it, in equal parts.",
          "It is repaid in 3 equal yearly instalments, with 2% simple interest a year on what is "
          "owed.")),
        (layer(repayment=Repayment(when=Repaid.NEXT_YEAR)),
         (CALLED, "All parties bear it, in equal parts.", "It is repaid in the next year.")),
        (layer(repayment=Repayment(when=Repaid.WHEN_SURPLUS)),
         (CALLED, "All parties bear it, in equal parts.",
          "It is repaid from the surpluses of those who received it.")),
    ],
)  # fmt: skip
def test_each_term_is_a_sentence(found: Layer[Fraction], sentences: tuple[str, ...]) -> None:
    assert told(found) == sentences


@pytest.mark.parametrize(
    ("consent", "first"),
    [
        (Consenting(), "the agreement of every party."),
        (Consenting(rule=Decides.AFFECTED), "of every party whose money or target it moves."),
        (Consenting(rule=Decides.MAJORITY, share=Fraction(3, 4)),
         "75% of the parties, counted of all."),
        (Consenting(rule=Decides.LEAD, lead="A"), "is decided by A."),
    ],
)  # fmt: skip
def test_who_must_agree_is_told(consent: Consenting, first: str) -> None:
    (clause,) = [c for c in clauses(agreement((), TURNOVER, consent=consent))
                 if c.heading == "Consent"]  # fmt: skip
    assert clause.sentences[0].endswith(first)
    assert len(clause.sentences) == 2
    regional = replace(consent, regional=True)
    (clause,) = [c for c in clauses(agreement((), TURNOVER, consent=regional))
                 if c.heading == "Consent"]  # fmt: skip
    assert clause.sentences[1] == "It needs the region's approval besides."


WHOLE = agreement(
    (layer(), replace(layer(Source.POOL), name="last")),
    TURNOVER,
    funds={"pot": "2"},
    means=Means.SHIFT,
    scope=Scope(places=("North",), collaboratives=("Acute",)),
)


def test_markdown_is_numbered_and_has_a_place_to_sign() -> None:
    lines = as_markdown(WHOLE).splitlines()
    assert lines[0] == "# An agreement"
    assert "1.1 A, an NHS foundation trust, with turnover £600,000,000." in lines
    assert "2.3 It reaches into the places North." in lines
    assert "2.4 It reaches into the collaboratives Acute." in lines
    assert any(line.startswith("2.2 Targets move, and no cash does") for line in lines)
    assert "3.1 A holds pot, £2,000,000." in lines
    assert "## 5. last" in lines
    assert any("as far as earlier layers left it" in line for line in lines)
    assert lines[-2:] == ["| A |  |  |", "| B |  |  |"]


def test_a_document_says_what_markdown_does() -> None:
    document = Document(BytesIO(as_docx(WHOLE, now=NOW)))
    told = [paragraph.text for paragraph in document.paragraphs]
    in_markdown = [
        line.lstrip("# ")
        for line in as_markdown(WHOLE).splitlines()
        if line and not line.startswith("|")
    ]
    assert told == in_markdown
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Party", "Name and role", "Date"], ["A", "", ""], ["B", "", ""],
    ]  # fmt: skip
    properties = document.core_properties
    assert (properties.title, properties.author, properties.comments) == ("An agreement", "", "")
    assert properties.created is not None
    assert properties.created.replace(tzinfo=UTC) == NOW
    assert properties.modified == properties.created
