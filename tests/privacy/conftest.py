"""A company that is easy to look through: small teams, telling names and ids.

Everything that an attacker may know of it is kept beside it, so that the attacks in
this folder can look for it on the pages.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from ssi_analysis.batch import RunOptions, render_teams

FIRST, LAST = dt.date(2025, 9, 29), dt.date(2026, 11, 15)
WEEKS = {"2026-W45": ["Six"], "2026-W46": None}
KEY = "an attacker who holds this key can tell who is who\n"

# Four in Few, six and their manager in Six, seven in Moved, of whom one was in Six.
TEAMS = {
    "Few": ["Abel Aalto", "Bea Brunn", "Cem Cakir", "Dora Dahl"],
    "Six": [
        *("Emil Eder", "Fay Frost", "Gil Gran", "Hana Holm", "Ivo Ilic", "Jana Jung"),
    ],
    "Moved": [
        *("Kai Kern", "Lea Lind", "Mats Moor", "Nora Nass", "Ole Olsen", "Pia Pohl"),
        "Quin Quade",
    ],
}


@dataclass
class Company:
    """What was written, and what anybody may know of each rep."""

    folder: Path
    people: list[dict[str, str]] = field(default_factory=list)
    scores: dict[str, dict[dt.date, float]] = field(default_factory=dict)

    @property
    def secrets(self):
        """Return every spelling of everybody: names, addresses, ids, initials."""
        columns = ("rep_id", "name", "email", "linkedin_seat_id", "crm_user_id")
        whole = {person[column] for person in self.people for column in columns}
        parts = {part for person in self.people for part in person["name"].split()}
        letters = {
            f"{first[0]}. {last[0]}."
            for first, last in (person["name"].split() for person in self.people)
        }
        return whole | parts | letters


@pytest.fixture(scope="session")
def small_company(tmp_path_factory):
    company = Company(tmp_path_factory.mktemp("small") / "exports")
    company.folder.mkdir()
    for team, names in TEAMS.items():
        company.people += [_person(team, name) for name in names]
    company.people.append(_person("Six", "Rita Ruud", is_manager="true"))
    rows = [dict(person) for person in company.people]
    # Kai was in Six before he came to Moved.
    kai = next(row for row in rows if row["name"] == "Kai Kern")
    rows.append({**kai, "team": "Six", "end_date": "2026-05-31"})
    kai["start_date"] = "2026-06-01"
    _write(company.folder / "roster.csv", rows)
    _write_scores(company)
    _write_quotas_and_deals(company)
    return company


@pytest.fixture(scope="session")
def small_pages(small_company, tmp_path_factory):
    """Make two weeks of pages under one key; do not write there."""
    out = tmp_path_factory.mktemp("pages")
    (out / ".ssi-key").write_text(KEY)
    for week, teams in WEEKS.items():
        options = RunOptions(company=teams is None)
        asked = {"week": week, "teams": teams, "out": out, "options": options}
        run = render_teams(small_company.folder, **asked)
        assert run.exit_code == 0, run.records
    return out


@pytest.fixture(scope="session")
def named_pages(small_company, tmp_path_factory):
    """Make the last week's pages with initials and with full names."""
    found = {}
    for names in ("initials", "full"):
        out = tmp_path_factory.mktemp(names)
        (out / ".ssi-key").write_text(KEY)
        options = RunOptions({"names": names})
        run = render_teams(
            small_company.folder, teams=["Six"], out=out, options=options
        )
        found[names] = run.path(run.records[0]).read_text("utf-8")
    return found


def _person(team, name, is_manager="false"):
    rep_id = name.replace(" ", ".").lower()
    number = sum(map(ord, name))
    return {
        "rep_id": rep_id,
        "name": name,
        "email": f"{rep_id}@acme.example",
        "linkedin_seat_id": f"30{number}7{number}",
        "crm_user_id": f"0055g0{number}QAW{name[0]}{name[-1]}",
        "is_manager": is_manager,
        "team": team,
        "segment": "SMB",
        "start_date": "",
        "end_date": "",
    }


def _write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _write_scores(company):
    """Write a file per rep, named after the rep; Jana has none in the last week."""
    rng = np.random.default_rng(5)
    days = [FIRST + dt.timedelta(days) for days in range((LAST - FIRST).days + 1)]
    for place, person in enumerate(company.people):
        level = 44 + 2 * place + np.cumsum(rng.normal(0, 0.3, len(days)))
        until = LAST - dt.timedelta(7 if person["name"] == "Jana Jung" else 0)
        scores = dict(zip(days, level.round(1), strict=True))
        kept = {day: score for day, score in scores.items() if day <= until}
        company.scores[person["rep_id"]] = kept
        rows = [{"date": str(day), "ssi": f"{score}"} for day, score in kept.items()]
        rows[3]["ssi"] = f"{person['name']} was ill"
        _write(company.folder / "ssi" / f"{person['name']}.csv", rows)


def _write_quotas_and_deals(company):
    rng = np.random.default_rng(6)
    quarters = ["2025-10-01", "2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"]
    sellers = [person for person in company.people if person["is_manager"] == "false"]
    quotas = [
        {
            "User Name": person["name"],
            "User ID": person["crm_user_id"],
            "Forecast Type Name": "OpportunityRevenue",
            "Forecast Type ID": "0DbD00000001eQB",
            "Quota Amount": str(90000 + 1000 * place),
            "Currency Code": "USD",
            "Start Date": quarter,
        }
        for quarter in quarters
        for place, person in enumerate(sellers)
    ]
    _write(company.folder / "crm" / "quota.csv", quotas)
    deals = []
    for number in range(600):
        day = FIRST + dt.timedelta(int(rng.integers(1, 410)))
        person = sellers[number % len(sellers)]
        deals.append(
            {
                "Opportunity ID": f"0065g{number:07}",
                "Opportunity Owner": person["name"],
                "Account Name": f"Account {number}",
                "Stage": "Closed Won",
                "Amount Currency": "USD",
                "Amount": f"{rng.lognormal(9.3, 0.6):.2f}",
                "Close Date": f"{day.month}/{day.day}/{day.year}",
                "Created Date": "9/12/2024",
            }
        )
    _write(company.folder / "crm" / "deals.csv", deals)
