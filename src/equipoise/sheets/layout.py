"""The form as data: every row by its tag and every column by its code, made from the chart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from equipoise.register import Measure
from equipoise.sheets.columns import Column, Frame, columns_of, item_measure, measures_of
from equipoise.sheets.content import Content, Item
from equipoise.sheets.forms import PHRASES, TITLES, forms_of, parts_of
from equipoise.sheets.shapes import FIRST_ROW, SheetForm, Style
from equipoise.sheets.tags import SPARE, Tag
from equipoise.workings import Reference

SHOWN: Final = "shown."
"""Begins the tag of a row that repeats a line of another sheet."""
ON_THE_FORM: Final = Reference("file", ("form",))
"""The source of an item that every form has, until it is read from one."""
SPARE_WORDS: Final = "Another: type its code and name"

Block = list["Row | str"]
"""Rows that stand together, headings as words; an empty text is an empty line."""


class Role(StrEnum):
    """What a row is for."""

    ENTRY = "entry"
    COUNTERPARTY = "counterparty"
    SPARE = "spare"
    ITEM = "item"
    TOTAL = "total"
    FORMULA = "formula"
    SHOWN = "shown"

    @property
    def entered(self) -> bool:
        """Whether people enter its months."""
        return self in (Role.ENTRY, Role.COUNTERPARTY, Role.SPARE, Role.ITEM)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: its tag, what it is for, its words, and its measure.

    Shape: the measure of a row of items is the first that it could feed; a column of the row
        says which it does. A total is the sum of a measure over its counterparties or items.
    """

    tag: Tag
    role: Role
    measure: Measure
    words: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet laid out: its lines by number, each a row or the words of a heading."""

    form: SheetForm
    columns: tuple[Column, ...]
    lines: Mapping[int, Row | str]

    @property
    def rows(self) -> Iterator[tuple[int, Row]]:
        """Every row that is not a heading, with its number."""
        return ((number, row) for number, row in self.lines.items() if isinstance(row, Row))


def laid_out(frame: Frame, parts: tuple[str, ...], *, content: Content) -> tuple[Sheet, ...]:
    """Return the sheets of the parts, with a row for all that the content names.

    Raises: NoFormError for a part that such a body does not fill in.
    Law a_row_is_found_by_its_tag: `row_of` makes of its tag a row of the same role and measure.
    """
    return tuple(
        _sheet(form, frame, content) for form in forms_of(frame.kind, parts, forms=frame.forms)
    )


def items_of(form: SheetForm, content: Content) -> tuple[Item, ...]:
    """Return the items of a sheet in the order of their rows: those of every form come first."""
    own = {item.ref: item for item in content.items if item.kind == form.item}
    always = [
        own.pop(ref, Item(ref=ref, name=name, kind=form.item, attributes={}, source=ON_THE_FORM))
        for ref, name in form.fixed
    ]
    return (*always, *own.values())


def row_of(tag: Tag, form: SheetForm, *, frame: Frame, name: str = "") -> Row | None:
    """Return the row that the tag stands for on a sheet, or nothing when it has no such row.

    `name` is that of its counterparty.
    """
    if form.listed and tag.head == form.head and tag.item:
        return _row(tag, Role.ITEM, item_measure(form, frame))
    shown = tag.head.startswith(SHOWN)
    listed = frame.chart.of(form.part, frame.kind) if shown else measures_of(form, frame)
    found = {line.code: line for line in listed}.get(tag.head.removeprefix(SHOWN))
    if found is None or (tag.item and form.style is not Style.SERVICES):
        return None
    if tag.counterparty and not found.counterparty:
        return None
    if shown:
        role = Role.SHOWN
    elif tag.counterparty:
        role = Role.SPARE if tag.spare else Role.COUNTERPARTY
    elif found.formula:
        role = Role.FORMULA
    else:
        role = Role.TOTAL if found.counterparty or found.item else Role.ENTRY
    return _row(tag, role, found, name or tag.counterparty)


def measure_by(item: Item | Mapping[str, str], form: SheetForm) -> str | None:
    """Return the code of the measure that an item's row feeds, or nothing when it does not say."""
    words = item.attributes if isinstance(item, Item) else item
    for attribute in form.attributes:
        if attribute.measures:
            return dict(attribute.measures).get(words.get(attribute.code, ""))
    return None


def counterparty_words(measure: Measure, name: str) -> str:
    """Return what a row of a measure with a counterparty of this name is called."""
    return PHRASES.get(measure.code, f"{measure.title}: {{name}}").format(name=name)


def digest_of(tags: Sequence[tuple[str, str]], frame: Frame) -> str:
    """Return the sha-256 of the tags of sheets and rows, and of the columns of those sheets."""
    parts = parts_of(frame.kind, frame.forms)
    forms = {form.name: form for form in forms_of(frame.kind, parts, forms=frame.forms)}
    text = [f"{sheet}\t{tag}" for sheet, tag in tags]
    for name in dict.fromkeys(sheet for sheet, _ in tags):
        if name in forms:
            codes = (column.code for column in columns_of(forms[name], frame))
            text.append(f"{name}\t{' '.join(codes)}")
    return sha256("\n".join(text).encode()).hexdigest()


def _sheet(form: SheetForm, frame: Frame, content: Content) -> Sheet:
    make = {
        Style.PLAIN: _plain,
        Style.COUNTERPARTIES: _by_counterparty,
        Style.SERVICES: _by_service,
        Style.ITEMS: _by_item,
        Style.REGISTER: _by_item,
    }[form.style]
    listed = make(form, frame, content)
    lines = {number: line for number, line in enumerate(listed, start=FIRST_ROW) if line}
    return Sheet(form=form, columns=columns_of(form, frame), lines=lines)


def _plain(form: SheetForm, frame: Frame, _: Content) -> Block:
    """Return the lines of the chart, each formula beneath what it takes from other sheets."""
    listed = measures_of(form, frame)
    own = {line.code for line in listed}
    headings = dict(form.headings)
    block: Block = [form.heading]
    for line in listed:
        if line.code in headings:
            block += ["", headings[line.code]]
        for _sign, code in line.formula:
            if code not in own:
                taken = frame.chart.get(code, frame.kind)
                block.append(_row(Tag(f"{SHOWN}{code}"), Role.SHOWN, taken))
        role = Role.FORMULA if line.formula else Role.ENTRY
        block.append(_row(Tag(line.code), role, line))
    return block


def _by_counterparty(form: SheetForm, frame: Frame, content: Content) -> Block:
    """Return lines without a counterparty, lists above the totals, the totals, the other lists."""
    listed = measures_of(form, frame)
    alone = [line for line in listed if not line.counterparty and not line.formula]
    lists = [line for line in listed if line.counterparty]
    main, *below = [line for line in lists if line.code not in form.above]
    block: Block = []
    if alone:
        block += [form.heading, *(_row(Tag(line.code), Role.ENTRY, line) for line in alone), ""]
    for line in lists:
        if line.code in form.above:
            known = _known(line, content)
            block.append(f"{line.title} {form.by}")
            block += _list(line, known, content, max(form.room - len(known), 1))
            block += [_row(Tag(line.code), Role.TOTAL, line), ""]
    block += ["Totals", _row(Tag(main.code), Role.TOTAL, main)]
    block += [_row(Tag(line.code), Role.FORMULA, line) for line in listed if line.formula]
    block.append(f"{main.title} {form.by}")
    known = _known(main, content, usual=main.code in form.everybody)
    block += _list(main, known, content, form.spare)
    for line in below:
        known = _known(line, content, usual=line.code in form.everybody)
        block += ["", f"{line.title} {form.by}", *_list(line, known, content, form.spare)]
        block.append(_row(Tag(line.code), Role.TOTAL, line))
    return block


def _by_service(form: SheetForm, frame: Frame, content: Content) -> Block:
    """Return the total, and beneath it a row for each service line of each counterparty."""
    (line,) = measures_of(form, frame)
    known = sorted({found for found in (*content.values, *content.prior) if found[0] == line.code},
                   key=lambda found: (list(content.counterparties).index(found[1] or ""), found[2])
                   )  # fmt: skip
    rows = [
        _row(Tag(line.code, counterparty or "", item), Role.COUNTERPARTY, line,
             content.counterparties[counterparty or ""] or counterparty or "")
        for _, counterparty, item in known
    ]  # fmt: skip
    spare = [Tag(line.code, f"{SPARE}{number}") for number in range(1, form.spare + 1)]
    block: Block = [form.heading, _row(Tag(line.code), Role.TOTAL, line), ""]
    block.append(f"{line.title} {form.by}")
    return [*block, *rows, *(_row(tag, Role.SPARE, line) for tag in spare)]


def _by_item(form: SheetForm, frame: Frame, content: Content) -> Block:
    """Return the totals, and beneath them a row for each item and to spare.

    What is not added up, such as how likely a risk is, has no total.
    """
    block: Block = [form.heading]
    for line in measures_of(form, frame):
        role = Role.FORMULA if line.formula else Role.TOTAL if line.item else Role.ENTRY
        if role is not Role.TOTAL or line.unit == item_measure(form, frame).unit:
            block.append(_row(Tag(line.code), role, line))
    block += ["", form.by]
    count = max(form.room, len(items_of(form, content)) + form.spare)
    tags = [Tag(form.head, item=str(number)) for number in range(1, count + 1)]
    return [*block, *(_row(tag, Role.ITEM, item_measure(form, frame)) for tag in tags)]


def _list(line: Measure, known: Sequence[str], content: Content, spare: int) -> list[Row]:
    named = [(Tag(line.code, code), content.counterparties[code]) for code in known]
    rows = [_row(tag, Role.COUNTERPARTY, line, name or tag.counterparty) for tag, name in named]
    tags = [Tag(line.code, f"{SPARE}{number}") for number in range(1, spare + 1)]
    return [*rows, *(_row(tag, Role.SPARE, line) for tag in tags)]


def _known(line: Measure, content: Content, *, usual: bool = False) -> list[str]:
    """Return who has a row in a list: who has a figure, and the usual ones if it is for them."""
    offered: Collection[str] = content.counterparties
    if content.usual is not None:
        offered = content.usual.get(line.part, ())
    return [
        code
        for code in content.counterparties
        if (usual and code in offered)
        or any(
            (line.code, code, "") in values
            for values in (content.values, content.prior, content.later)
        )
    ]


def _row(tag: Tag, role: Role, measure: Measure, name: str = "") -> Row:
    title = TITLES.get(measure.code, measure.title)
    if role is Role.COUNTERPARTY:
        service = f": {tag.item}" if tag.item else ""
        title = f"{counterparty_words(measure, name)}{service}"
    elif role is Role.TOTAL or (role is Role.SHOWN and measure.counterparty):
        title = f"Total {title[0].lower()}{title[1:]}"
    elif role is Role.SPARE:
        title = SPARE_WORDS
    elif role is Role.ITEM:
        title = f"{measure.item.capitalize()} {tag.item}"
    return Row(tag=tag, role=role, measure=measure, words=title)
