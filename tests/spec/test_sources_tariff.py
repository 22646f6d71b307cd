"""The 2022/23 tariff workbook against the figures of its README, each typed from it."""

from collections import Counter
from fractions import Fraction
from functools import cache

from equipoise.rules.payment import ANY_HRG, AdmittedPrice, BestPracticePrice, EmergencyPrice
from equipoise.sources import Tariff, read_table, tariff
from equipoise.sources.layout import read
from equipoise.units import Pence, Period, nearest
from tests.shared_data import needs, shared

FOLDER, LISTS = "tariff-2022-23", "cost-hrg-lists"
WORKBOOK = "22-23NT_Annex-A-National-tariff-workbook_Apr22.xlsx"
pytestmark = needs(FOLDER)


@cache
def book() -> Tariff:
    return tariff(shared(FOLDER, WORKBOOK), "2022-23")


def admitted() -> dict[str, AdmittedPrice]:
    return dict(book().book.admitted)


def test_the_whole_workbook_is_accounted_for() -> None:
    sheets = book().sheets
    assert len(sheets) == 33
    assert book().misfits == ()
    assert {sheet.sheet: sheet.held for sheet in sheets if sheet.held} == {
        "0 National prices": 41,
        "1 APC & OPROC": 2371,
        "2 Outpatients": 56,
        "3 A&E": 12,
        "4b Unbundled prices": 80,
        "5 Other unit prices": 17,
        "6a BPT prices": 175,
        "7a Maternity prices": 73,
        "8 SSEM": 4,
        "13 MFF values": 214,
        "15 Specialist flags and rates": 67,
    }
    assert all(bool(sheet.why) == (sheet.held == 0) for sheet in sheets)
    assert [sheet.beside for sheet in sheets[:4]] == [2, 34, 6, 2]


def test_what_the_book_says_of_itself() -> None:
    found = book().book
    assert (found.name, found.period, found.published.isoformat()) == (
        "2022-23",
        Period.parse("2022/23"),
        "2022-04-19",
    )
    assert found.status == "final"
    assert found.source == "NHS England, 2022/23 national tariff workbook (Annex A)"


def test_hrgs_of_sheet_1() -> None:
    listed = admitted().values()
    assert len(listed) == 2371
    both = [each for each in listed if each.combined is not None and each.non_elective is not None]
    assert len(both) == 2370
    assert sum(each.procedure is not None for each in listed) == 278
    assert {each.day_case for each in listed} | {each.elective for each in listed} == {None}


def test_reduced_prices_are_printed_and_are_not_a_share_of_the_printed_price() -> None:
    reduced = [each for each in admitted().values() if each.short_stay is not None]
    assert len(reduced) == 695
    assert all(each.short_stay_applies for each in reduced)
    assert Counter(each.short_stay_ratio for each in reduced) == {
        Fraction(20, 100): 494,
        Fraction(45, 100): 135,
        Fraction(65, 100): 66,
    }
    away = []
    as_printed = 0
    for each in reduced:
        assert each.non_elective is not None
        assert each.short_stay is not None
        assert each.short_stay_ratio is not None
        worked = each.non_elective * each.short_stay_ratio
        away.append(abs(worked - each.short_stay))
        pounds = nearest(worked.numerator, worked.denominator * 100)
        as_printed += pounds * 100 == each.short_stay
    assert max(away) <= 70
    assert as_printed == 669


def test_the_lowest_trim_points() -> None:
    listed = admitted().values()
    assert min(each.elective_trim for each in listed if each.elective_trim) == 5
    assert min(each.non_elective_trim for each in listed if each.non_elective_trim) == 5


def test_examples_of_sheet_1() -> None:
    assert admitted()["HN12F"] == AdmittedPrice(
        combined=Pence(633_800),
        elective_trim=7,
        non_elective=Pence(700_000),
        non_elective_trim=26,
        per_day=Pence(29_900),
    )
    assert admitted()["AA22C"] == AdmittedPrice(
        combined=Pence(864_000),
        elective_trim=35,
        non_elective=Pence(995_300),
        non_elective_trim=75,
        per_day=Pence(26_600),
        short_stay_applies=True,
        short_stay_ratio=Fraction(20, 100),
        short_stay=Pence(199_100),
    )
    assert admitted()["LA97B"] == AdmittedPrice()


def test_attendances_by_treatment_function() -> None:
    rows = book().book.attendances
    assert len(rows) == 56
    assert sum(row["WF01B"] is not None for row in rows.values()) == 56
    assert sum(row["WF01A"] is not None for row in rows.values()) == 55
    assert rows["100"] == {"WF01A": 7_800, "WF01B": 18_100, "WF02A": 11_800, "WF02B": 25_000}
    assert rows["812"]["WF01B"] == 0


def test_market_forces_by_year() -> None:
    now, later = (book().market_forces[year] for year in ("2022/23", "2023/24"))
    assert (len(now), len(later)) == (214, 214)
    assert (min(now.values()), max(now.values())) == (Fraction("1.002648"), Fraction("1.225985"))
    assert (later["RA9"], later["RP4"]) == (Fraction(1), Fraction("1.211023"))
    assert (min(later.values()), max(later.values())) == (later["RA9"], later["RP4"])
    assert book().book.market_forces == now


def test_emergency_departments() -> None:
    rows = book().book.emergency
    assert len(rows) == 12
    assert {row.type_3 for row in rows.values()} == {8_500}
    prices = [row.types_1_2 for row in rows.values() if row.types_1_2 is not None]
    assert (min(prices), max(prices), len(prices)) == (8_500, 41_000, 12)
    assert rows["VB01Z"] == EmergencyPrice(types_1_2=Pence(41_000), type_3=Pence(8_500))


def test_unbundled_prices_and_those_with_a_note() -> None:
    rows = book().book.unbundled
    assert len(rows) == 121
    assert (rows["RD01A"].price, rows["RD01A"].reporting) == (11_400, 2_300)
    assert (rows["RD60Z"].price, rows["RD60Z"].reporting) == (31_500, 2_100)
    assert (rows["RN28Z"].price, rows["RN28Z"].reporting) == (35_600, None)
    assert (rows["SB11Z"].price, rows["SC52Z"].price) == (12_900, 86_300)


def test_best_practice_tariffs() -> None:
    rows = book().book.best_practice
    assert rows["HT12A", "hip-fracture.met"] == BestPracticePrice(
        non_elective=Pence(1_404_500), additional=Pence(133_500)
    )
    assert rows["AA35A", "stroke.base"].non_elective == 1_049_800
    assert [rows[ANY_HRG, f"stroke.{name}"].additional for name in ("imaging", "alteplase")] == [
        43_800,
        92_100,
    ]
    assert rows["KB01C", "diabetic-ketoacidosis.not-met"] == BestPracticePrice(
        non_elective=Pence(311_000), short_stay=Pence(62_200)
    )
    assert rows["KB01F", "diabetic-ketoacidosis.not-met"].short_stay is None
    assert rows["HN12F", "hip-and-knee.not-met"].combined == 570_500
    assert rows["FE35Z", "endoscopy.level-2"].combined == 33_200
    assert rows["EY44D", "nstemi.met"].non_elective == 465_800
    assert rows["HC64C", "spinal-surgery.not-met"].combined == 339_000
    assert rows["DZ15R", "asthma.met"].short_stay == 82_100


def test_what_best_practice_prints_with_and_without_agrees() -> None:
    rows = book().book.best_practice
    hips = [row for (_, name), row in rows.items() if name == "hip-fracture.met"]
    assert len(hips) == 28
    assert {row.additional for row in hips} == {133_500}
    for hrg in ("HN12E", "HN12F", "HN22D", "HN22E"):
        assert rows[hrg, "hip-and-knee.met"].combined == admitted()[hrg].combined


def test_maternity() -> None:
    found = book().book.maternity
    assert (len(found.levels), len(found.delivery), len(found.non_delivery)) == (36, 6, 17)
    assert found.home_birth == 206_200
    assert found.antenatal == {"standard": 103_900, "intermediate": 166_300, "intensive": 276_700}
    assert found.postnatal == {"standard": 21_900, "intermediate": 27_700, "intensive": 74_400}
    level_6 = book().book.spell("NZ51A")
    assert level_6 is not None
    assert (level_6.combined, level_6.non_elective_trim, level_6.per_day) == (597_700, 13, 46_400)


def test_top_ups_and_short_stay_shares() -> None:
    found = book().book
    assert len(found.top_ups) == 67
    assert found.top_ups["NCBPS06Z"] == Fraction("0.1362")
    assert found.top_ups["NCBPS34A"] == Fraction("0.2444")
    assert found.top_ups["NCBPS06A"] is None
    assert found.top_ups["NCBPS38S"] is None
    assert list(found.short_stay.values()) == [
        1,
        Fraction("0.65"),
        Fraction("0.45"),
        Fraction(1, 5),
    ]


def test_other_services() -> None:
    found = book().book.services
    assert found["cystic-fibrosis", "2A"] == 1_330_400
    assert found["rehabilitation", "Knee Replacement"] == 62_000
    assert found["renal-dialysis", "LD09A week"] == 49_200
    assert found["paediatric-epilepsy", "223 met.WF01A"] == 20_700


@needs(LISTS)
def test_every_hrg_is_known_to_the_list_of_2025_26() -> None:
    shape = read(
        "title: HRGs\npublisher: NHS England\nlicence: OGL\nheadings: 'yes'\n"
        "columns: {code: [HRGCode]}\n",
        "hrgs",
    )
    listed = read_table(shared(LISTS, "hrg4plus_2025_26_code_to_group.csv"), shape).by("code")
    assert len(listed) == 2_959
    assert sum(hrg in listed for hrg in admitted()) == 2371
