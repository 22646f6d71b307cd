"""The years in which rules of payment by price held."""

from typing import Final

from equipoise.units import Period

BY_PRICE: Final = Period.parse("2010-04-01 to 2029-04-01")
"""Records are priced in these years, whatever a contract then pays for them."""
PATHWAY: Final = Period.parse("2013-04-01 to 2019-04-01")
"""Maternity was paid by pathway."""
READMISSIONS: Final = Period.parse("2011-04-01 to 2019-04-01")
"""Emergency readmissions were not paid for in full."""
ASSIGNMENT: Final = Period.parse("2024-04-01 to 2026-04-01")
"""Most specialised services are delegated to the commissioner of the patient's practice."""
PSS_TOP_UPS: Final = Period.parse("2017-04-01 to 2029-04-01")
"""Top-ups follow the prescribed specialised services."""
ELECTIVE_VALUE: Final = Period.parse("2022-04-01 to 2026-04-01")
"""Elective activity was valued for a target in these years; how, as one system published it."""
GLIDE: Final = Period.parse("2019-04-01 to 2024-04-01")
"""The market forces factor moved to new data, a fifth of the way each year."""
