"""A Data Package read back by its own schema, as a program would that knows the standard.

Source: https://specs.frictionlessdata.io, version 1: Tabular Data Package, Tabular Data Resource,
Table Schema; what it says a descriptor must have is asserted here, typed from those pages.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from io import StringIO
from typing import Any

NAME = re.compile(r"^([-a-z0-9._/])+$")
INTEGER = re.compile(r"-?\d+")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
Read = list[dict[str, Any]]


def read_package(files: Mapping[str, bytes]) -> dict[str, Read]:
    """Return the rows of every resource by its name; the package must be valid."""
    descriptor = json.loads(files["datapackage.json"].decode("utf-8"))
    assert descriptor["profile"] == "tabular-data-package"
    assert NAME.match(descriptor["name"])
    assert isinstance(descriptor["title"], str)
    assert datetime.fromisoformat(descriptor["created"]).tzinfo is not None
    for licence in descriptor.get("licenses", []):
        assert {"name", "path"} & set(licence)
    for source in descriptor.get("sources", []):
        assert isinstance(source["title"], str)
    resources = descriptor["resources"]
    assert len(resources) >= 1
    assert len({one["name"] for one in resources}) == len(resources)
    assert {one["path"] for one in resources} == set(files) - {"datapackage.json"}
    return {one["name"]: _rows(one, files[one["path"]]) for one in resources}


def _rows(resource: Mapping[str, Any], content: bytes) -> Read:
    assert resource["profile"] == "tabular-data-resource"
    assert NAME.match(resource["name"])
    assert not resource["path"].startswith(("/", "."))
    assert ".." not in resource["path"]
    assert resource["encoding"] == "utf-8"
    assert resource["bytes"] == len(content)
    assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
    fields = resource["schema"]["fields"]
    missing = set(resource["schema"]["missingValues"])
    assert all(isinstance(word, str) for word in missing)
    heads, *lines = csv.reader(StringIO(content.decode("utf-8"), newline=""), strict=True)
    assert heads == [field["name"] for field in fields]
    assert len(set(heads)) == len(heads)
    assert all(field["description"] for field in fields)
    return [
        {
            field["name"]: None if text in missing else cast(text, field["type"])
            for field, text in zip(fields, line, strict=True)
        }
        for line in lines
    ]


def cast(text: str, kind: str) -> object:
    """Return what a text stands for in a field of this type; it must be of it."""
    match kind:
        case "integer":
            assert INTEGER.fullmatch(text), text
            return int(text)
        case "number":
            assert NUMBER.fullmatch(text), text
            return Fraction(Decimal(text))
        case "date":
            return date.fromisoformat(text)
    assert kind == "string"
    return text
