"""The description of an export: it keeps the specification's rules, and tells the truth."""

import csv
import hashlib
import json
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import jsonschema
import pyarrow.parquet as pq
import pytest

from store.database import open_store
from store.export import export_store
from tests.store.comparing import made
from tests.store.test_aggregate_parts import QUARTERS

# The rules of https://specs.frictionlessdata.io/schemas/{data-package,table-schema}.json that
# concern us, written out: the tests fetch nothing.
FIELD_TYPES = [
    *("string", "number", "integer", "boolean", "object", "array", "date", "time", "datetime"),
    *("year", "yearmonth", "duration", "geopoint", "geojson", "any"),
]
PATH = r"^((?=[^./~])(?!file:)((?!/\.\./)(?!\\)(?!:\/\/).)*)$"
NAME = "^([-a-z0-9._/])+$"
FIELD = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "type": {"enum": FIELD_TYPES},
        "constraints": {"type": "object", "properties": {"required": {"type": "boolean"}}},
    },
}
KEY = {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
RESOURCE = {
    "type": "object",
    "required": ["name", "path"],
    "properties": {
        "name": {"type": "string", "pattern": NAME},
        "path": {
            "type": "string",
            "pattern": "^((?=[^./~])(?!file:)((?!/\\.\\./)(?!\\\\)(?!:\\/\\/).)*)$",
        },
        "bytes": {"type": "integer"},
        "hash": {"type": "string", "pattern": "^([^:]+:[a-fA-F0-9]+|[a-fA-F0-9]{32}|)$"},
        "encoding": {"type": "string"},
        "mediatype": {"type": "string", "pattern": "^(.+)/(.+)$"},
        "schema": {
            "type": "object",
            "required": ["fields"],
            "properties": {
                "fields": {"type": "array", "minItems": 1, "items": FIELD},
                "primaryKey": KEY,
                "foreignKeys": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["fields", "reference"],
                        "properties": {
                            "fields": KEY,
                            "reference": {"type": "object", "required": ["resource", "fields"]},
                        },
                    },
                },
                "missingValues": {"type": "array", "items": {"type": "string"}},
            },
        },
    },
}
PACKAGE = {
    "type": "object",
    "required": ["resources"],
    "properties": {
        "profile": {"type": "string"},
        "name": {"type": "string", "pattern": NAME},
        "created": {"type": "string", "format": "date-time"},
        "resources": {"type": "array", "minItems": 1, "items": RESOURCE},
    },
}


@pytest.fixture(scope="module", params=["csv", "parquet"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp(request.param)
    export_store(made(QUARTERS, base), base / "open", request.param)
    return base / "open"


def package(folder: Path) -> dict[str, list[dict[str, object]]]:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_it_keeps_the_specification(folder: Path) -> None:
    jsonschema.validate(package(folder), PACKAGE)


def test_it_names_every_file_with_its_bytes_and_hash(folder: Path) -> None:
    told = {str(resource["path"]): resource for resource in package(folder)["resources"]}
    files = {path.name: path for path in folder.iterdir() if path.name != "datapackage.json"}
    assert set(told) == set(files) and len(files) > 25
    for name, path in files.items():
        data = path.read_bytes()
        assert told[name]["bytes"] == len(data)
        assert told[name]["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_columns_stand_in_order_and_keys_lead_to_columns(folder: Path) -> None:
    resources = {str(r["name"]): r for r in package(folder)["resources"]}
    columns = {}
    for name, resource in resources.items():
        path = folder / str(resource["path"])
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                held = next(csv.reader(file))
        else:
            held = pq.read_schema(path).names
        columns[name] = [field["name"] for field in resource["schema"]["fields"]]  # type: ignore[index]
        assert columns[name] == held, name
    for name, resource in resources.items():
        schema = resource["schema"]
        assert schema.get("primaryKey", columns[name][0]) in columns[name]  # type: ignore[attr-defined]
        for key in schema.get("foreignKeys", []):  # type: ignore[attr-defined]
            assert key["fields"] in columns[name]
            assert key["reference"]["fields"] in columns[key["reference"]["resource"]]


PARSERS = {
    "string": str,
    "number": Decimal,
    "integer": int,
    "boolean": {"True": True, "False": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "array": json.loads,
    "object": json.loads,
}


def test_every_value_of_the_csv_files_is_of_its_type(tmp_path: Path) -> None:
    db = made(QUARTERS, tmp_path)
    export_store(db, tmp_path / "open", "csv")
    parsed = 0
    for resource in package(tmp_path / "open")["resources"]:
        fields = resource["schema"]["fields"]  # type: ignore[index]
        with (tmp_path / "open" / str(resource["path"])).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
        for row in rows:
            for field, text in zip(fields, row, strict=True):
                if text:
                    value = PARSERS[field["type"]](text.removeprefix("'"))
                    assert field["type"] != "array" or isinstance(value, list)
                    parsed += 1
    assert parsed > 1000


def test_primary_keys_are_unique(tmp_path: Path) -> None:
    db = made(QUARTERS, tmp_path)
    export_store(db, tmp_path / "open", "parquet")
    with open_store(db) as store:
        for resource in package(tmp_path / "open")["resources"]:
            key = resource["schema"].get("primaryKey")  # type: ignore[attr-defined]
            if key:
                sql = f'SELECT count(*), count(DISTINCT "{key}") FROM "{resource["name"]}"'
                ((rows, distinct),) = store.rows(sql)
                assert rows == distinct, resource["name"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", package(tmp_path / "open")["created"])  # type: ignore[arg-type]
