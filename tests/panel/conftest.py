"""A team small enough to add up by hand."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from ssi_analysis import schema
from ssi_analysis.team import TeamData


def days(*texts):
    return pd.to_datetime(list(texts))


@pytest.fixture
def reps():
    return pd.DataFrame(
        {
            "rep_id": ["a", "b", "boss"],
            "name": ["Ann", "Bo", "Cy"],
            "is_manager": [False, False, True],
            "team": ["North"] * 3,
            "segment": ["SMB"] * 3,
            "start_date": days("2020-01-01", "2026-02-09", "2020-01-01"),
        }
    )


@pytest.fixture
def ssi():
    """Return SSI of 60 for a and 40 for b on each day, 5 more for a on Sundays."""
    dates = pd.date_range("2025-12-29", "2026-04-12")
    rows = [
        (rep, date, base + 5 * (date.day_of_week == 6 and rep == "a"))
        for rep, base in (("a", 60.0), ("b", 40.0))
        for date in dates
    ]
    frame = pd.DataFrame(rows, columns=["rep_id", "date", "ssi_total"])
    return frame.assign(ssi_brand=frame["ssi_total"] / 4, source="ssi.csv")


@pytest.fixture
def quota():
    return pd.DataFrame(
        {
            "rep_id": ["a", "a", "b", "boss"],
            "start_date": days("2026-01-01", "2026-04-01", "2026-01-01", "2026-01-01"),
            "end_date": days("2026-03-31", "2026-06-30", "2026-03-31", "2026-03-31"),
            "quota": [1000.0, 2000.0, 500.0, 1500.0],
            "currency": ["USD"] * 4,
            "source": ["quota.csv"] * 4,
        }
    )


@pytest.fixture
def deals():
    return pd.DataFrame(
        {
            "deal_id": ["1", "2", "3", "4", "5"],
            "rep_id": ["a", "a", "a", "b", "b"],
            "amount": [100.0, 300.0, 200.0, 50.0, 70.0],
            "currency": ["USD"] * 5,
            "is_won": [True, True, True, True, False],
            "close_date": days(
                "2025-12-29", "2026-01-08", "2026-04-02", "2026-03-30", "2026-02-11"
            ),
            "created_date": days(*["2025-12-29"] * 4, "2026-04-10"),
            "source": ["deals.csv"] * 5,
        }
    )


@pytest.fixture
def activity():
    return pd.DataFrame(
        {
            "rep_id": ["a", "a", "a", "a"],
            "start_date": days("2026-01-05", "2026-01-12", "2026-01-05", "2026-01-01"),
            "end_date": days("2026-01-11", "2026-01-18", "2026-01-11", "2026-01-31"),
            "metric": ["searches", "searches", "leads_saved", "messages_sent"],
            "value": [7.0, None, 90.0, 31.0],
            "is_cumulative": [False, False, True, False],
            "source": ["usage.csv"] * 4,
        }
    )


@pytest.fixture
def team(reps, ssi, activity, quota, deals):
    tables = {"reps": reps, "ssi": ssi, "activity": activity}
    tables |= {"quota": quota, "deals": deals}
    return TeamData(
        **{name: schema.TABLES[name].conform(table) for name, table in tables.items()},
        rejects=pd.DataFrame(),
        files=pd.DataFrame(),
        source=Path(),
    )


@pytest.fixture
def monday():
    return lambda text: pd.Timestamp(dt.date.fromisoformat(text))
