"""Rejects are told in full, and what was found in them by its beginning."""

from __future__ import annotations

from ssi_analysis.exports.extract import Reject
from ssi_analysis.intake.account import shortened


def test_what_was_found_is_cut_and_so_is_its_reason() -> None:
    long = "9" * 100_000
    reject = Reject("a.csv", 2, "h" * 99, long, f"no rep matches '{long}'")
    assert shortened(reject) == Reject(
        "a.csv",
        2,
        "h" * 77 + "...",
        "9" * 77 + "...",
        f"no rep matches '{'9' * 77}...'",
    )


def test_what_is_short_is_told_as_it_is() -> None:
    reject = Reject("a.csv", 2, "", "", "no score", is_loss=False)
    assert shortened(reject) == reject


def test_a_long_cell_does_not_fill_the_table_of_rejects(load) -> None:
    text = f"name,date,ssi\n{'Q' * 5000},2026-11-08,53\nAna Reis,2026-11-08,53\n"
    assert load({"ssi.csv": text}).rejects.values.tolist() == [
        [
            "ssi.csv",
            2,
            "",
            "Q" * 77 + "...",
            f"no rep in the roster matches '{'Q' * 77}...'",
        ]
    ]
