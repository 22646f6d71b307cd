import pytest
from rich.cells import cell_len

from equipoise.reports import Column, ColumnKind, Row, Sign, Value, text
from tests.unit.reports_samples import NAME, PLAN, northmere, table, thousands

NORTHMERE = """\
System position
The system plans a deficit of £9.0 million.
Plan version 1; 2023/24; including support

                                        Plan, £m,            Recurrent,    Must
                                        surplus /    Staff,        % of    fix,
Organisation                            (deficit)       WTE  efficiency  number  Returned on
----------------------------------------------------------------------------------------------
ZR1 Northmere University Hospitals         (14.5)  12,345.7       64.3%       1  6 August 2018
ZR3 Northmere Partnership           Not submitted   No data         Not       0
                                                             applicable
----------------------------------------------------------------------------------------------
System                              (11.5) (1 not
                                       submitted)

Note: The data are made up.
Note: Totals are added from unrounded figures, so rows may not add up as shown.
"""


def matrix(count: int) -> list[Column]:
    money = [
        Column(
            key=f"ZR{number}",
            title=f"ZR{number} Hospital",
            kind=ColumnKind.MONEY,
            sign=Sign.INCREASE,
        )
        for number in range(count)
    ]
    return [NAME, *money]


def grid(made: str) -> list[str]:
    return made.split("\n\n")[1].splitlines()


def test_a_table_in_a_terminal() -> None:
    assert text(northmere(), width=94) == NORTHMERE


@pytest.mark.parametrize(
    "settings",
    [
        {"NO_COLOR": "1"},
        {"FORCE_COLOR": "1", "COLUMNS": "40"},
        {"TERM": "dumb", "TTY_COMPATIBLE": "1"},
    ],
)
def test_the_same_text_whatever_the_terminal(
    settings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = text(northmere())
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert text(northmere()) == plain
    assert "\x1b" not in plain


def test_units_change_heads_and_amounts() -> None:
    made = text(northmere(), "k")
    assert "£000" in made
    assert "(14,500)" in made
    assert "£m" not in made


@pytest.mark.parametrize("count", [1, 5, 7, 14, 40])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_asked(count: int, width: int) -> None:
    cells: dict[str, Value] = {f"ZR{number}": thousands(-1_234_567) for number in range(count)}
    names = ["NHS Northmere Integrated Care Board and its many places", "ZQ2"]
    rows = [Row(cells={"name": name, **cells}) for name in names]
    made = text(table(*rows, columns=matrix(count)), width=width)
    assert max(map(cell_len, made.splitlines())) <= width
    assert made.count("(1,234.6)") == 2 * count  # nothing is cut off or folded


def test_a_table_cut_in_two_begins_each_with_the_first_column() -> None:
    cells: dict[str, Value] = {f"ZR{number}": thousands(number) for number in range(14)}
    made = text(table(Row(cells={"name": "ZQ1 NHS Board", **cells}), columns=matrix(14)))
    assert [block.splitlines()[-1][:13] for block in made.split("\n\n")[1:3]] == [
        "ZQ1 NHS Board",
        "ZQ1 NHS Board",
    ]


def test_a_piece_of_a_table_in_which_nothing_is_said_is_left_out() -> None:
    """Six columns of notes fit beside the name; the seventh is a piece of its own."""
    columns = [NAME, *(Column(key=f"note{n}", title=f"Note {n}") for n in range(7))]
    said = {f"note{n}": "said " * 5 for n in range(6)}
    blank = text(table(Row(cells={"name": "ZQ1", **said}), columns=columns))
    assert (blank.count("ZQ1"), "Note 6" in blank) == (1, False)
    told = text(table(Row(cells={"name": "ZQ1", **said, "note6": "more " * 5}), columns=columns))
    assert (told.count("ZQ1"), "Note 6" in told) == (2, True)


def test_totals_stand_between_rules() -> None:
    rows = [
        Row(cells={"name": name}, emphasis=name.startswith("All"))
        for name in ("ZR1", "ZR2", "All trusts", "ZQ1", "All")
    ]
    lines = grid(text(table(*rows, columns=[NAME])))
    assert [line if line[0] != "-" else "-" for line in lines] == [
        *("Organisation", "-", "ZR1", "ZR2", "-", "All trusts", "-", "ZQ1", "-", "All")
    ]


def test_rules_are_drawn_in_plain_characters() -> None:
    made = text(northmere()).replace("£", "")
    assert made.isascii()


def test_text_from_outside_is_not_read_as_markup_or_control() -> None:
    made = text(table(Row(cells={"name": "[bold]Ward[/bold] \x1b[31mB :smile:"}), columns=[NAME]))
    assert grid(made)[-1] == "[bold]Ward[/bold] [31mB :smile:"


def test_a_long_word_is_folded_and_a_table_without_rows_keeps_its_heads() -> None:
    folded = grid(text(table(Row(cells={"name": "x" * 150}), columns=[NAME]), width=50))
    assert "".join(folded[2:]) == "x" * 150
    heads = grid(text(table(columns=[NAME, PLAN])))
    assert [line.split() for line in heads[:3]] == [
        ["Plan,", "£m,"],
        ["surplus", "/"],
        ["Organisation", "(deficit)"],
    ]
