"""The XML of sheets to try the scans on: plain cells, odd ones, and what is not sound at all."""

from hypothesis import strategies as st

from equipoise.sheets import Limits

LIMITS = Limits(rows=120, columns=60, cells=40, formulas=6)
"""Small, so that cells lie on both sides of each."""
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"

columns = st.sampled_from(["A", "B", "Z", "AA", "AZ", "BA", "BH", "BI", "AAA", "a", ""])
rows = st.sampled_from([*map(str, (1, 2, 9, 10, 99, 100, 120, 121, 0)), "01", "x", ""])
addresses = st.builds(str.__add__, columns, rows) | st.sampled_from(["A1", "B2", "$C$3"])
numbers = st.sampled_from(["1", "-1.5", "1e999", "NaN", "", " ", "0.1", "1E-7", "12&#48;"])
formulas = st.sampled_from(
    [
        "<f>B1*2</f>",
        "<f>[1]A!B2</f>",
        "<f>A1&lt;2</f>",
        "<f>'a b'!$C$3</f>",
        "<f/>",
        "<f></f>",
        '<f t="shared" si="0" ref="A1:A9">A1+1</f>',
        '<f t="shared" si="0"/>',
        '<f t="array" ref="A1">SUM(A1:A2)</f>',
        "<f>Table[a]</f>",
    ]
)
attributes = st.sampled_from(
    ["", ' s="3"', ' t="n"', ' t="s"', ' t="b"', ' t="e"', ' t="str"', ' t="d"', ' s="1" t="s"',
     ' t="s" s="1"', ' cm="1"', " s='3'", ' s="3"  t="n"', ' t="inlineStr"']
)  # fmt: skip
inside = st.one_of(
    st.builds("<v>{}</v>".format, numbers),
    st.builds("{}<v>{}</v>".format, formulas, numbers),
    formulas,
    st.sampled_from(
        ["", "<is><t>a &amp; b</t></is>", "<is><t>plain</t></is>", "<v/>", "text",
         "<is><t>&#x10FFFF;</t></is>", '<is><t xml:space="preserve"> a </t></is>',
         '<c r="A1"><v>1</v></c>', "<f>A1</f><c r='B2'><v>1</v></c><v>2</v>", "]]>"]
    ),
)  # fmt: skip
cells = st.one_of(
    st.builds('<c r="{}"{}>{}</c>'.format, addresses, attributes, inside),
    st.builds('<c r="{}"{}/>'.format, addresses, attributes),
    st.builds('<c r="A{}"><v>{}</v></c>'.format, st.integers(1, 120), st.integers(0, 9)),
    st.sampled_from(
        ["<c><v>1</v></c>", "<c/>", "<x/>", "<!-- a -->", "<![CDATA[<c r='A1'/>]]>", "<?a b?>",
         '<row r="7"/>', "<c r='A1'><v>1</v></c>", "</row>", '<row a="><c r="A1"/>">', "&a;",
         '<equipoise-plain-cells/>', "\x01", "\ud7ff"]
    ),
)  # fmt: skip
sheet_rows = st.builds(
    "<row{}>{}</row>".format,
    st.sampled_from(["", ' r="1"', ' r="2" spans="1:3"', ' r="120"', ' r="121"', ' r="one"']),
    st.lists(cells, max_size=8).map("".join),
)
prologues = st.sampled_from(
    ["", "\ufeff", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
     "<?xml version='1.0'?>", '<?xml version="1.0" encoding="latin-1"?>', "<!DOCTYPE a>", " "]
)  # fmt: skip
texts = st.builds(
    "{}{}{}{}".format,
    prologues,
    st.sampled_from([HEAD, HEAD, HEAD, HEAD.replace("<", "<x:").replace("xmlns=", "xmlns:x=")]),
    st.lists(sheet_rows, max_size=6).map("".join),
    st.sampled_from([TAIL, TAIL, TAIL, "</sheetData>", f'{TAIL}<c r="A1"><v>1</v></c>']),
)
sheets = texts.map(str.encode) | st.builds(
    str.encode, texts, st.sampled_from(["utf-16", "utf-16-le", "utf-8"])
)
