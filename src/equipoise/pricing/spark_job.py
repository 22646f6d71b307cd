"""A job that prices coded activity on Spark, from a URL of files; it needs Spark and itself alone.

    spark-submit --master spark://HOST:7077 spark_job.py \\
        --bundle prices.json --activity s3a://BUCKET/coded --totals s3a://BUCKET/totals

The coded files are those that `equipoise price --keep` has written, at any URL that Spark reads;
the bundle is the file that `equipoise price --bundle` has written. The totals are those of DuckDB.
"""

import argparse
import json
from collections.abc import Mapping
from functools import reduce
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import LongType, StringType, StructField, StructType

KEYS = ("provider", "commissioner", "month")


def price(session: SparkSession, bundle: Mapping[str, Any], *, activity: str) -> DataFrame:
    """Return the totals by book: records and pence by provider, commissioner, point and month."""
    for table in bundle["tables"]:
        fields = [StructField(name, LongType()) for name in table["columns"]]
        rows = session.createDataFrame([tuple(row) for row in table["rows"]], StructType(fields))
        rows.createOrReplaceTempView(table["name"])
    found = []
    for kind, text in bundle["texts"].items():
        session.read.parquet(f"{activity}/{kind}-*.parquet").createOrReplaceTempView(kind)
        found.append(session.sql(text))
    every = reduce(DataFrame.unionByName, found)
    every.createOrReplaceTempView("found")
    for name, words in bundle["words"].items():
        pairs = [(int(number), word) for number, word in words.items()]
        fields = [StructField("number", LongType()), StructField("word", StringType())]
        frame = session.createDataFrame(pairs, StructType(fields))
        frame.createOrReplaceTempView(f"{name}_words")
    totals = session.sql(_decoded(bundle))
    assert dict(totals.dtypes)["price_pence"] == "bigint", totals.dtypes
    return totals


def _decoded(bundle: Mapping[str, Any]) -> str:
    every, books = bundle["outcomes"]["every"], bundle["outcomes"]["books"]
    each = " UNION ALL ".join(
        f"SELECT {n} AS book, {', '.join(KEYS)}, records, pence_{n} AS pence,"
        f" outcome DIV {books ** (n - 1)} % {books} AS outcome FROM found"
        for n in range(1, len(bundle["books"]) + 1)
    )
    spelled = "concat(month DIV 100, '-', lpad(month % 100, 2, '0'))"
    month = f"CASE WHEN month > 0 THEN {spelled} ELSE '' END"
    return (
        "SELECT book, p.word AS provider, c.word AS commissioner, o.word AS point_of_delivery,"
        f" {month} AS month, r.word AS reason, sum(records) AS records, sum(pence) AS price_pence"
        f" FROM ({each}) AS e JOIN provider_words AS p ON p.number = e.provider"
        " JOIN commissioner_words AS c ON c.number = e.commissioner"
        f" JOIN point_of_delivery_words AS o ON o.number = e.outcome DIV {every}"
        f" JOIN reason_words AS r ON r.number = e.outcome % {every}"
        " GROUP BY book, p.word, c.word, o.word, month, r.word"
    )


def main() -> None:
    """Price the files of a URL, and refuse totals that do not come to their records."""
    asked = argparse.ArgumentParser(description="Price coded activity on Spark.")
    for name, words in (
        ("bundle", "the file of text and tables"),
        ("activity", "where the coded files are"),
        ("totals", "where to write the totals, as Parquet"),
    ):
        asked.add_argument(f"--{name}", required=True, help=words)
    given = asked.parse_args()
    session = SparkSession.builder.appName("equipoise price").getOrCreate()
    text = "".join(row.value for row in session.read.text(given.bundle, wholetext=True).collect())
    bundle = json.loads(text)
    price(session, bundle, activity=given.activity).write.parquet(given.totals)
    totals = session.read.parquet(given.totals)
    for row in totals.groupBy("book").sum("records", "price_pence").orderBy("book").collect():
        name = bundle["books"][row["book"] - 1]
        assert row["sum(records)"] == bundle["records"], f"{name}: {row} is not every record"
        print(f"{name}: {row['sum(records)']} records, {row['sum(price_pence)']} pence")
    session.stop()


if __name__ == "__main__":
    main()
