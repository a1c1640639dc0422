"""Quotas of one rep and period from several files: one corrects, or all is refused."""

from __future__ import annotations

import pytest

from ssi_analysis.errors import SSIError

GOALS = (
    "hs_target_amount,hs_start_datetime,hs_end_datetime,hubspot_owner_id\n"
    "{},2026-01-01,2026-01-31,77\n"
)
LOADED = "QuotaOwnerId,QuotaAmount,StartDate\n77,{},2026-01-01\n77,5,2026-02-01\n"


def test_a_later_export_of_one_system_corrects_the_earlier(load):
    team = load({"1.csv": GOALS.format(5), "2.csv": GOALS.format(6)})
    assert team.quota["quota"].tolist() == [6.0]
    assert team.repeats["kind"].tolist() == ["corrected"]


def test_two_systems_may_agree_and_are_refused_where_they_do_not(load):
    files = {"1.csv": GOALS.format(5), "2.csv": LOADED.format(5)}
    assert load(files).quota["quota"].tolist() == [5.0, 5.0]
    with pytest.raises(SSIError) as refused:
        load({**files, "2.csv": LOADED.format(6)})
    assert str(refused.value) == (
        "quota: 1.csv row 2 and 2.csv row 2 are of one rep and period, from two"
        " systems, and differ; keep one of them or their sum"
    )
