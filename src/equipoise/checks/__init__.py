"""One check a module, owning its code, severity and words: cells in, findings out.

`RETURN` looks at one body's return, `SYSTEM` at a collated plan, `PLACES` at practices put into
places, `POT` at lines of a pot, `MONTH` at actuals of a month; `refused` tells of a file that
could not be read. `CATALOGUE` holds them all, and the documented list is made of it.
"""

from typing import Final

from equipoise.checks import (
    activity_against_staff,
    activity_mismatch,
    activity_out_of_area,
    adjusted_performance,
    blank_cell,
    bridge_from_outturn,
    capital_envelope,
    cash_below_nil,
    cash_rolls_forward,
    changed_code,
    changed_form,
    changed_formula,
    clinical_signoff,
    contract_baselines,
    contract_block,
    contract_in_plan,
    contract_mechanism,
    contract_mismatch,
    contract_row,
    counted_once,
    depreciation,
    efficiency_back_loaded,
    efficiency_total,
    efficiency_undeveloped,
    form_check,
    form_formula,
    income_and_expenditure,
    income_by_nature,
    last_year_in_form,
    mapped_total,
    mapping_gap,
    mapping_line,
    month_blank,
    month_falls,
    month_restated,
    month_row,
    narrative_chapter,
    net_neutral_change,
    pay_against_staff,
    pay_savings_against_staff,
    plan_against_limit,
    pot_amount,
    pot_blank,
    pot_line_twice,
    pot_ring_fence,
    pot_word,
    practice_in_no_place,
    practice_in_two_places,
    practice_of_another_system,
    refused_file,
    restated_lines,
    risk_probability,
    risk_unmitigated,
    specialised_detail,
    specialised_income,
    support_notified,
    support_phased,
    surplus_offsets_deficits,
    system_position,
    temporary_staff,
    text_in_number_cell,
    total_of_rows,
    underlying_position,
    unusable_number,
    workforce_total,
    wrong_organisation,
    wrong_year,
)
from equipoise.checks.check import ALWAYS, Catalogue, Check, DuplicateCodeError, Listing, Place
from equipoise.checks.contract_book import (
    BaselineSum,
    ContractBook,
    ModelOf,
    PlanLine,
    RowFault,
)
from equipoise.checks.groupings import Grouping, Membership
from equipoise.checks.month_list import MonthList, MonthRow
from equipoise.checks.pot_lines import PotLines, PotRow
from equipoise.checks.refused_file import refused
from equipoise.checks.subjects import Line, Outside, ReturnCells, SystemCells, line_of

RETURN: Final[Catalogue[ReturnCells]] = Catalogue("one organisation's return")
RETURN.enter(wrong_organisation.CHECK, wrong_organisation.wrong_organisation)
RETURN.enter(wrong_year.CHECK, wrong_year.wrong_year)
RETURN.enter(text_in_number_cell.CHECK, text_in_number_cell.text_in_number_cell)
RETURN.enter(blank_cell.CHECK, blank_cell.blank_cell)
RETURN.enter(unusable_number.CHECK, unusable_number.unusable_number)
RETURN.enter(changed_formula.CHECK, changed_formula.changed_formula)
RETURN.enter(changed_code.CHECK, changed_code.changed_code)
RETURN.enter(changed_form.CHECK, changed_form.changed_form)
RETURN.enter(total_of_rows.CHECK, total_of_rows.total_of_rows)
RETURN.enter(workforce_total.CHECK, workforce_total.workforce_total)
RETURN.enter(income_and_expenditure.CHECK, income_and_expenditure.income_and_expenditure)
RETURN.enter(efficiency_total.CHECK, efficiency_total.efficiency_total)
RETURN.enter(support_notified.CHECK, support_notified.support_notified)
RETURN.enter(support_phased.CHECK, support_phased.support_phased)
RETURN.enter(income_by_nature.CHECK, income_by_nature.income_by_nature)
RETURN.enter(adjusted_performance.CHECK, adjusted_performance.adjusted_performance)
RETURN.enter(bridge_from_outturn.CHECK, bridge_from_outturn.bridge_from_outturn)
RETURN.enter(underlying_position.CHECK, underlying_position.underlying_position)
RETURN.enter(specialised_income.CHECK, specialised_income.specialised_income)
RETURN.enter(specialised_detail.CHECK, specialised_detail.specialised_detail)
RETURN.enter(clinical_signoff.CHECK, clinical_signoff.clinical_signoff)
RETURN.enter(narrative_chapter.CHECK, narrative_chapter.narrative_chapter)
RETURN.enter(risk_unmitigated.CHECK, risk_unmitigated.risk_unmitigated)
RETURN.enter(risk_probability.CHECK, risk_probability.risk_probability)
RETURN.enter(depreciation.CHECK, depreciation.depreciation)
RETURN.enter(cash_rolls_forward.CHECK, cash_rolls_forward.cash_rolls_forward)
RETURN.enter(cash_below_nil.CHECK, cash_below_nil.cash_below_nil)
RETURN.enter(pay_savings_against_staff.CHECK, pay_savings_against_staff.pay_savings_against_staff)
RETURN.enter(activity_against_staff.CHECK, activity_against_staff.activity_against_staff)
RETURN.enter(form_formula.CHECK, form_formula.form_formula)
RETURN.enter(form_check.CHECK, form_check.form_check)
RETURN.enter(mapping_line.CHECK, mapping_line.mapping_line)
RETURN.enter(mapped_total.CHECK, mapped_total.mapped_total)
RETURN.enter(last_year_in_form.CHECK, last_year_in_form.last_year_in_form)
RETURN.enter(mapping_gap.CHECK, mapping_gap.mapping_gap)
RETURN.enter(pay_against_staff.CHECK, pay_against_staff.pay_against_staff)
RETURN.enter(temporary_staff.CHECK, temporary_staff.temporary_staff)
RETURN.enter(efficiency_undeveloped.CHECK, efficiency_undeveloped.efficiency_undeveloped)
RETURN.enter(efficiency_back_loaded.CHECK, efficiency_back_loaded.efficiency_back_loaded)

SYSTEM: Final[Catalogue[SystemCells]] = Catalogue("a system's collated plan")
SYSTEM.enter(contract_mismatch.CHECK, contract_mismatch.contract_mismatch)
SYSTEM.enter(plan_against_limit.CHECK, plan_against_limit.plan_against_limit)
SYSTEM.enter(capital_envelope.CHECK, capital_envelope.capital_envelope)
SYSTEM.enter(surplus_offsets_deficits.CHECK, surplus_offsets_deficits.surplus_offsets_deficits)
SYSTEM.enter(system_position.CHECK, system_position.system_position)
SYSTEM.enter(activity_mismatch.CHECK, activity_mismatch.activity_mismatch)
SYSTEM.enter(activity_out_of_area.CHECK, activity_out_of_area.activity_out_of_area)
SYSTEM.enter(net_neutral_change.CHECK, net_neutral_change.net_neutral_change)
SYSTEM.enter(counted_once.CHECK, counted_once.counted_once)
SYSTEM.enter(restated_lines.CHECK, restated_lines.restated_lines)

PLACES: Final[Catalogue[Grouping]] = Catalogue("practices put into places")
PLACES.enter(practice_in_two_places.CHECK, practice_in_two_places.practice_in_two_places)
PLACES.enter(practice_in_no_place.CHECK, practice_in_no_place.practice_in_no_place)
PLACES.enter(
    practice_of_another_system.CHECK, practice_of_another_system.practice_of_another_system
)

MONTH: Final[Catalogue[MonthList]] = Catalogue("actuals of a month")
MONTH.enter(month_row.CHECK, month_row.month_row)
MONTH.enter(month_falls.CHECK, month_falls.month_falls)
MONTH.enter(month_restated.CHECK, month_restated.month_restated)
MONTH.enter(month_blank.CHECK, month_blank.month_blank)

POT: Final[Catalogue[PotLines]] = Catalogue("lines of a pot, in a file")
POT.enter(pot_blank.CHECK, pot_blank.pot_blank)
POT.enter(pot_word.CHECK, pot_word.pot_word)
POT.enter(pot_amount.CHECK, pot_amount.pot_amount)
POT.enter(pot_line_twice.CHECK, pot_line_twice.pot_line_twice)
POT.enter(pot_ring_fence.CHECK, pot_ring_fence.pot_ring_fence)

CONTRACTS: Final[Catalogue[ContractBook]] = Catalogue("contracts, in files")
CONTRACTS.enter(contract_row.CHECK, contract_row.contract_row)
CONTRACTS.enter(contract_baselines.CHECK, contract_baselines.contract_baselines)
CONTRACTS.enter(contract_mechanism.CHECK, contract_mechanism.contract_mechanism)
CONTRACTS.enter(contract_block.CHECK, contract_block.contract_block)
CONTRACTS.enter(contract_in_plan.CHECK, contract_in_plan.contract_in_plan)

CATALOGUE: Final = Listing(
    tuple(
        sorted(
            (refused_file.CHECK, *RETURN, *SYSTEM, *PLACES, *POT, *CONTRACTS, *MONTH),
            key=lambda check: check.code,
        )
    )
)
"""Every check there is."""

__all__ = [
    "ALWAYS",
    "BaselineSum",
    "CATALOGUE",
    "CONTRACTS",
    "Catalogue",
    "Check",
    "ContractBook",
    "DuplicateCodeError",
    "Grouping",
    "Line",
    "Listing",
    "MONTH",
    "Membership",
    "ModelOf",
    "MonthList",
    "MonthRow",
    "Outside",
    "PLACES",
    "POT",
    "PlanLine",
    "RowFault",
    "Place",
    "PotLines",
    "PotRow",
    "RETURN",
    "ReturnCells",
    "SYSTEM",
    "SystemCells",
    "line_of",
    "refused",
]
