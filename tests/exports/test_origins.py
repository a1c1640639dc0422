"""Every origin has a name of its own, columns it requires, and a row in the docs."""

from __future__ import annotations

import re
from pathlib import Path

from ssi_analysis.exports import origins as package
from ssi_analysis.exports.origins import document_origins, origins

DOCS = Path(__file__).parents[2] / "docs" / "exports.md"


def test_every_origin_has_a_row_in_the_docs_and_the_rows_are_sorted() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", DOCS.read_text(encoding="utf-8"), re.M)
    assert set(rows) == {origin.name for origin in (*origins(), *document_origins())}
    assert rows == sorted(rows)


def test_every_module_of_origins_has_its_tests() -> None:
    modules = {path.stem for path in Path(package.__path__[0]).glob("[a-z]*.py")}
    tests = {path.stem for path in (Path(__file__).parent / "origins").glob("test_*")}
    assert {f"test_{module}" for module in modules} <= tests
