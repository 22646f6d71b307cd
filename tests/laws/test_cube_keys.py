"""Laws of keys and their references."""

from contextlib import suppress

from hypothesis import example, given
from hypothesis import strategies as st

from equipoise.cube import CellKey, NotACellError
from equipoise.units import FinancialYear
from equipoise.workings import Reference
from tests.engines.cube_cases import any_keys, words

parts = st.sampled_from(
    ["2023-24", "2023/24", "202324", "Y", "M06", "Q2", "M13", "-", "plan", ".D3", "transfer.D3",
     "2023-04-15_2023-05-20", "20230415_20230520", "2023-04-15_2024-05-20"]
)  # fmt: skip
spelled = st.builds(
    Reference,
    st.just("cell"),
    st.tuples(
        st.sampled_from(["2023-24", "2022-23", "2023/24"]),
        words,
        words,
        parts,
        parts | words,
        parts | words,
        parts | words,
    ).flatmap(lambda found: st.integers(3, 7).map(lambda length: found[: length - 1] + found[-1:])),
    pin=st.none() | words,
)
awkward = CellKey(
    organisation="-",
    counterparty=None,
    measure="a/b~c@d",
    period=FinancialYear(1999).period,
    item="-",
    layer="transfer..D3",
)


@given(any_keys, st.none() | words)
@example(awkward, None)
def test_a_key_survives_its_reference(key: CellKey, pin: str | None) -> None:
    ref = key.reference(pin)
    assert CellKey.of(Reference.parse(str(ref))) == key
    assert ref.pin == pin


@given(spelled)
@example(Reference("cell", ("2023-24", "ZR1", "income", "M06", "-", "plan")))
@example(Reference("cell", ("2023-24", "ZR1", "income", "2023-04-01_2023-05-01", "plan")))
@example(Reference("cell", ("2022-23", "ZR1", "income", "2023-04-15_2023-05-20", "plan")))
def test_a_cell_has_one_reference(ref: Reference) -> None:
    with suppress(NotACellError):
        assert CellKey.of(ref).reference(ref.pin) == ref
