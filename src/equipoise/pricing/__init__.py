"""Payment rules over millions of records: one text, several engines, the pennies of `rules`.

Files of activity become coded records once, with nothing in them that could say who a patient
is. A price book becomes integer tables. One SQL text prices every record by them, under several
books at once, and adds up; DuckDB runs it, and Spark where one machine is not enough.
"""

from equipoise.pricing.activity import Activity, NotCodedError, is_coded, read_manifest
from equipoise.pricing.coverage import Coverage
from equipoise.pricing.engine import PricedActivity, price
from equipoise.pricing.ingest import Ingested, Progress, ingest, quietly
from equipoise.pricing.regime import Regime, TooFineError, regime
from equipoise.pricing.schema import Field, Kind, kind_of, schema
from equipoise.pricing.tables import TooManyBooksError

__all__ = [
    "Activity",
    "Coverage",
    "Field",
    "Ingested",
    "Kind",
    "NotCodedError",
    "PricedActivity",
    "Progress",
    "Regime",
    "TooFineError",
    "TooManyBooksError",
    "ingest",
    "is_coded",
    "kind_of",
    "price",
    "quietly",
    "read_manifest",
    "regime",
    "schema",
]
