"""The schema of the settings: sound, explained, and with every name of the package.

After a change of origins or of their columns,
`.venv/bin/python tests/settings_file/test_schema.py` writes the names anew, into the
schema and into docs/settings.md.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from ssi_analysis.defaults import HIGH_SSI, LOW_SSI, MIN_GROUP
from ssi_analysis.exports.origins import origins
from ssi_analysis.periods import Calendar
from ssi_analysis.settings_file.by_schema import SCHEMA, schema

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "ssi_analysis" / SCHEMA
PAGE = ROOT / "docs" / "settings.md"
HEADERS = {"$ref": "#/definitions/headers"}
WRITE = "run .venv/bin/python tests/settings_file/test_schema.py"


def columns_of(origin):
    """Every column of an origin, its own and those it shares, once."""
    return list(dict.fromkeys([*origin.columns, *origin.spelt]))


def names():
    """What the schema lists of the package: origins, and columns without order."""
    columns = {name for origin in origins() for name in columns_of(origin)}
    return ["ignore", *sorted(origin.name for origin in origins())], sorted(columns)


def with_names(text):
    """Put the names into the text of a schema; the rest says what it said."""
    content = json.loads(text)
    parts = content["definitions"]
    kinds, columns = names()
    parts["file"]["properties"]["origin"]["enum"] = kinds
    parts["columns"]["properties"] = dict.fromkeys(columns, HEADERS)
    return json.dumps(content, indent=2) + "\n"


def with_table(page):
    """Put the origins and their columns into the text of the page."""
    rows = [
        f"| `{origin.name}` | {origin.title} | {', '.join(columns_of(origin))} |"
        for origin in sorted(origins(), key=lambda origin: origin.name)
    ]
    lines = ["| origin | what it is | columns |", "|---|---|---|", *rows]
    return re.sub(
        r"(?<=<!-- names -->\n).*?(?=\n<!-- end of names -->)",
        lambda _: "\n".join(lines),
        page,
        count=1,
        flags=re.DOTALL,
    )


def described(part, where=""):
    """Yield every key that the schema knows, with what it says of it."""
    for name, inner in part.get("properties", {}).items():
        target = inner.get("$ref", "").rpartition("/")[2]
        if target != "headers":
            yield f"{where}{name}", schema()["definitions"].get(target, inner)
            yield from described(inner, f"{name}.")


KEYS = [*described(schema()), *described(schema()["definitions"]["file"], "files.")]


def test_the_schema_is_one_itself():
    Draft7Validator.check_schema(schema())


def test_the_schema_and_the_page_have_every_name_of_the_package():
    assert WRITTEN.read_text("utf-8") == with_names(WRITTEN.read_text("utf-8")), WRITE
    assert PAGE.read_text("utf-8") == with_table(PAGE.read_text("utf-8")), WRITE


def test_the_names_are_found_where_the_schema_looks_for_them():
    kinds, columns = names()
    parts = schema()["definitions"]

    assert parts["file"]["properties"]["origin"]["enum"] == kinds, WRITE
    assert [*parts["columns"]["properties"]] == columns, WRITE
    assert "<!-- names -->\n| origin |" in PAGE.read_text("utf-8")


@pytest.mark.parametrize(("name", "said"), KEYS)
def test_every_key_has_a_title_and_a_help(name, said):
    assert said["title"]
    assert said["description"].endswith(".")


@pytest.mark.parametrize(("name", "said"), KEYS)
def test_every_key_stands_on_the_page(name, said):
    key = name.rpartition(".")[2]

    assert f"`{key}`" in PAGE.read_text("utf-8")


def parts_of(part):
    """Yield a part of the schema and every part below it that a value can break."""
    yield part
    below = [part.get("items"), *part.get("properties", {}).values()]
    for inner in [*filter(None, below), *part.get("definitions", {}).values()]:
        yield from parts_of(inner)


def test_every_refused_value_has_a_wording():
    inner = [part for part in parts_of(schema()) if part is not schema()]
    wordings = [part["errorMessage"] for part in inner if "$ref" not in part]

    assert len(wordings) > 20
    assert [said for said in wordings if not said.startswith("must be ")] == []


def test_the_defaults_are_those_of_the_package():
    keys = schema()["properties"]
    stated = {name: key["default"] for name, key in keys.items() if "default" in key}

    assert stated == {
        "week_start": Calendar().week_start,
        "fiscal_year_start": "january",
        "high_ssi": HIGH_SSI,
        "low_ssi": LOW_SSI,
        "min_group": MIN_GROUP,
    }
    assert Calendar().fiscal_start_month == 1


if __name__ == "__main__":
    WRITTEN.write_text(with_names(WRITTEN.read_text("utf-8")), "utf-8")
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
