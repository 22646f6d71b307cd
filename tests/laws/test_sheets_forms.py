"""Laws of forms: filled, read and filled again; found by tag; the same twice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.register import Kind
from equipoise.sheets import Content, Identity, Item, Limits, Reading, Refusal, content_of
from equipoise.sheets.child import answer
from equipoise.sheets.columns import Frame
from equipoise.sheets.content import Line
from equipoise.sheets.form_sheets import FORMS
from equipoise.sheets.forms import parts_of
from equipoise.sheets.layout import laid_out, row_of
from equipoise.sheets.meta import Meta, meta_of, meta_rows
from equipoise.sheets.precheck import Checked, precheck
from equipoise.sheets.reading import read_book
from equipoise.sheets.shapes import FORM, VERSION
from equipoise.sheets.surveying import book_of
from equipoise.units import Absence, FinancialYear
from equipoise.workings import Reference
from tests.workbooks.fuzz import SNIPPETS
from tests.workbooks.planting import CHART, DIGEST, NOWHERE, good, written

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
CHAPTERS = next(form.fixed for form in FORMS if form.name == "Narrative")
codes = st.text(LETTERS, min_size=2, max_size=12)
words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30
)
amounts = st.integers(1 - 10**10, 10**10 - 1) | st.just(0)
months = st.lists(amounts | st.just(Absence.MISSING), min_size=12, max_size=12)
identities = st.builds(
    Identity,
    organisation=codes,
    name=words,
    kind=st.sampled_from([Kind.PROVIDER, Kind.ICB]),
    round=words,
    year=st.builds(FinancialYear, st.integers(2013, 2040)),
    years=st.integers(1, 3),
)
CHOICES = {
    "recurrent": ("Recurrent", "Non-recurrent"),
    "status": ("Fully developed", "Unidentified"),
    "risk": ("Low", "Medium", "High"),
    "funding": ("Operational", "National"),
    "category": ("Pay", "Non-pay", "Income"),
    "trend": ("Rising", "Steady", "Falling"),
    "impact": ("None", "High"),
}
TYPED = {"scheme": ["owner"], "risk": ["owner"], "signoff": ["assessor", "post", "signed_on"]}
FED = {
    "Recurrent": "efficiency.recurrent",
    "Non-recurrent": "efficiency.non_recurrent",
    "Operational": "capital.operational",
    "National": "capital.national",
}


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    found = []
    for kind, attributes in (
        ("scheme", ("recurrent", "status", "risk", "category")),
        ("signoff", ("impact",)),
        ("risk", ("trend",)),
        ("project", ("funding",)),
    ):
        for ref in draw(st.lists(words, max_size=3, unique=True)):
            chosen = {code: draw(st.sampled_from(CHOICES[code])) for code in attributes}
            chosen |= {code: draw(words) for code in TYPED.get(kind, ())}
            found.append(
                Item(ref=ref, name=draw(words), kind=kind, attributes=chosen, source=NOWHERE)
            )
    chapters = draw(st.dictionaries(st.sampled_from(CHAPTERS), words, max_size=3))
    return [
        *found,
        *(
            Item(
                ref=ref,
                name=name,
                kind="chapter",
                attributes={"text": chapters[ref, name]} if (ref, name) in chapters else {},
                source=NOWHERE,
            )
            for ref, name in CHAPTERS
        ),
    ]


@st.composite
def contents(draw: st.DrawFn, kind: Kind, years: int) -> Content:
    """Draw content in which every line that a form must hold has all its amounts."""
    listed = draw(items())
    names = draw(st.dictionaries(codes, words, max_size=3))
    main = "income.patient_care" if kind is Kind.PROVIDER else "spend.healthcare"
    usual = (main, "activity.non_elective")
    lines: list[Line] = [(measure, code, "") for code in names for measure in usual]
    special = "specialised.income" if kind is Kind.PROVIDER else "specialised.spend"
    services = draw(st.lists(words, max_size=2, unique=True))
    lines += [(special, code, service) for code in names for service in services]
    if kind is Kind.PROVIDER:
        lines += [("income.support", code, "") for code in list(names)[:1]]
    lines += [
        (line.code, None, "")
        for line in CHART
        if kind in line.kinds and line.entered and not line.counterparty and not line.item
    ]
    for item in listed:
        if item.kind == "risk":
            lines += [(line.code, None, item.ref) for line in CHART if line.item == "risk"]
        elif item.kind in ("scheme", "project"):
            word = item.attributes.get("recurrent") or item.attributes["funding"]
            lines.append((FED[word], None, item.ref))
    rows = draw(st.lists(months, min_size=1, max_size=3))
    values: dict[Line, list[int | Absence]] = {}
    later: dict[Line, list[int | Absence]] = {}
    for place, line in enumerate(lines):
        row = rows[place % len(rows)]
        values[line] = row[:1] if CHART.get(line[0], kind).annual else row
        if years > 1 and not line[0].startswith("risk."):
            later[line] = row[1:years]
    return Content(values=values, later=later, items=listed, counterparties=names)


forms = identities.flatmap(lambda one: st.tuples(st.just(one), contents(one.kind, one.years)))


def read_here(content: bytes) -> Reading | Refusal:
    book = book_of(b"".join(answer(content, Limits())))
    return book if isinstance(book, Refusal) else read_book(book, digest=DIGEST, chart=CHART)


@settings(max_examples=15)
@given(form=forms)
def test_a_form_gives_back_what_it_is_filled_with(form: tuple[Identity, Content]) -> None:
    identity, content = form
    found = read_here(written(identity, content, parts_of(identity.kind)))
    assert isinstance(found, Reading), found
    values = {
        (cell.key.measure, cell.key.counterparty, cell.key.item, cell.key.period): cell.value
        for cell in found.cells
    }
    assert values == {
        (*line, identity.year.month(number) if len(row) == 12 else identity.year.period): value
        for line, row in content.values.items()
        for number, value in enumerate(row, start=1)
    } | {
        (*line, FinancialYear(identity.year.starts_in + number).period): value
        for line, row in content.later.items()
        for number, value in enumerate(row, start=1)
    }
    given = {(item.kind, item.ref): item for item in content.items}
    back = {(item.kind, item.ref): replace(item, source=NOWHERE) for item in found.items}
    assert back == given
    again = content_of(found.cells, found.items, counterparties=content.counterparties)
    second = read_here(written(identity, again, parts_of(identity.kind)))
    assert isinstance(second, Reading)
    assert second == found


@settings(max_examples=10)
@given(form=forms)
def test_the_same_form_twice_is_the_same_bytes(form: tuple[Identity, Content]) -> None:
    identity, content = form
    parts = parts_of(identity.kind)
    assert written(identity, content, parts) == written(identity, content, parts)


@settings(max_examples=20)
@given(form=forms)
def test_a_row_is_found_by_its_tag(form: tuple[Identity, Content]) -> None:
    identity, content = form
    frame = Frame(kind=identity.kind, year=identity.year, chart=CHART)
    for sheet in laid_out(frame, parts_of(identity.kind), content=content):
        for _, row in sheet.rows:
            name = content.counterparties.get(row.tag.counterparty, "")
            assert row_of(row.tag, sheet.form, frame=frame, name=name) == row


@settings(max_examples=20)
@given(form=forms)
def test_a_form_says_what_it_is(form: tuple[Identity, Content]) -> None:
    identity, content = form
    parts = parts_of(identity.kind)
    frame = Frame(kind=identity.kind, year=identity.year, chart=CHART)
    sheets = laid_out(frame, parts, content=content)
    rows = meta_rows(identity, frame, parts=parts, sheets=sheets)
    placed = {Reference("file", (str(number),)): row for number, row in enumerate(rows)}
    found = meta_of(placed)
    assert isinstance(found, Meta)
    assert (found.form, found.version, found.parts) == (FORM, VERSION, parts)
    assert (found.organisation, found.kind) == (identity.organisation, identity.kind)
    assert (found.round, found.year) == (identity.round, identity.year)
    assert found.tags == tuple(
        (sheet.form.name, str(row.tag)) for sheet in sheets for _, row in sheet.rows
    )


damage = st.tuples(
    st.integers(0, len(good()) - 1), st.sampled_from(SNIPPETS) | st.binary(max_size=9)
)


@given(content=st.binary(max_size=200) | st.binary(max_size=200).map(lambda rest: b"PK\3\4" + rest))
def test_a_refused_file_is_named(content: bytes) -> None:
    found = precheck(content, Limits())
    assert isinstance(found, Checked | Refusal)
    if isinstance(found, Refusal):
        assert found.message


@settings(max_examples=60)
@given(where=damage)
def test_a_reader_lives(where: tuple[int, bytes]) -> None:
    at, junk = where
    content = good()[:at] + junk + good()[at + len(junk) :]
    found = read_here(content)
    assert isinstance(found, Reading | Refusal)
