"""Payment rules over millions of records: one text, several engines, the pennies of `rules`.

Files of activity become coded records once, with nothing in them that could say who a patient
is. A price book becomes integer tables. One SQL text prices every record by them, under several
books at once, and adds up; DuckDB runs it, and Spark where one machine is not enough.
"""

from equipoise.pricing.activity import Activity, NotCodedError, is_coded, read_manifest
from equipoise.pricing.ingest import Ingested, Progress, ingest, quietly
from equipoise.pricing.schema import Field, Kind, schema

__all__ = [
    "Activity",
    "Field",
    "Ingested",
    "Kind",
    "NotCodedError",
    "Progress",
    "ingest",
    "is_coded",
    "quietly",
    "read_manifest",
    "schema",
]
