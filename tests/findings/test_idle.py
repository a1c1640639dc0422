"""What the settings say of files and columns that are not there is found."""

from __future__ import annotations

from ssi_analysis.findings import Finding
from ssi_analysis.settings import FileRule, Settings

REPS = [{"rep_id": "r1", "name": "Ana Reis"}]
READ = (9, 9, 0, 0)


def test_a_rule_that_matches_no_file_is_found(literal, of_kind):
    rules = (FileRule("crm/*.csv"), FileRule("old/Ana Reis/*.csv", origin="ignore"))
    team = literal(
        reps=REPS,
        files=[("CRM/deals.csv", "hubspot_deals", *READ)],
        settings=Settings(files=rules),
    )
    assert of_kind(team, "rule without a file") == [
        Finding(
            "rule without a file",
            "warning",
            1,
            "old/r1/*.csv",
            "correct the path under [[files]] in ssi-analysis.toml; it is below the"
            " folder, as in crm/*.csv",
        )
    ]


def test_a_mapped_header_that_no_table_has_is_found_with_its_line(loaded, of_kind):
    (loaded().source / "ssi-analysis.toml").write_text(
        'currency = "EUR"\n[columns]\nssi_total = ["Punkte", "ssi"]\n'
        'amount = "Booked"\nquota = ["Soll", "Ziel"]\n',
        encoding="utf-8",
    )
    assert of_kind(loaded(), "mapped column without a file") == [
        Finding(
            "mapped column without a file",
            "warning",
            2,
            "amount = 'Booked'",
            "correct the header under [columns] in ssi-analysis.toml as it stands in"
            " the file, or delete the line; no table that was read has it",
            "ssi-analysis.toml",
            4,
        )
    ]
