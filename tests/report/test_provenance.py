from __future__ import annotations

import hashlib
import platform

import pandas as pd

from ssi_analysis.report.provenance import inputs_digest, provenance, versions


def test_the_digest_is_that_of_names_and_digests_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.csv").write_bytes(b"one")
    (tmp_path / "a.csv").write_bytes(b"two")
    one, two = (hashlib.sha256(text).hexdigest() for text in (b"one", b"two"))
    listing = f"a.csv {two}\nb/x.csv {one}\n"

    assert inputs_digest(tmp_path) == hashlib.sha256(listing.encode()).hexdigest()


def test_a_changed_an_added_and_a_renamed_export_show(tmp_path):
    export = tmp_path / "ssi.csv"
    digests = set()
    export.write_text("1")
    digests.add(inputs_digest(tmp_path))
    export.write_text("2")
    digests.add(inputs_digest(tmp_path))
    export = export.rename(tmp_path / "scores.csv")
    digests.add(inputs_digest(tmp_path))
    (tmp_path / "empty.csv").touch()
    digests.add(inputs_digest(tmp_path))

    assert len(digests) == 4


def test_where_the_folder_lies_does_not_show(tmp_path):
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ssi.csv").write_text("1")

    rows = provenance(tmp_path / "here", seed=7)

    assert rows == provenance(tmp_path / "there", seed=7)
    assert "here" not in str(rows)


def test_versions_and_seed_are_told(tmp_path):
    rows = {row["part"]: row["value"] for row in provenance(tmp_path, seed=7)}

    assert rows["seed"] == "7"
    assert rows["Python"] == versions()["Python"] == platform.python_version()
    assert rows["pandas"] == pd.__version__
