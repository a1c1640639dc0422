"""What stands twice counts once, and it is told which row counts in its stead."""

from __future__ import annotations

import pytest

from ssi_analysis.errors import SSIError

USAGE = "Name,Start date,End date,Days active,Searches\n"
DEALS = "Record ID,Deal Stage,Amount,Close Date,Deal owner\n"


def searches(team):
    rows = team.activity[team.activity["metric"] == "searches"]
    return sorted(
        (f"{first:%m-%d}", f"{last:%m-%d}", value)
        for first, last, value in zip(
            rows["start_date"], rows["end_date"], rows["value"], strict=True
        )
    )


def test_the_same_export_twice_adds_nothing(load, account):
    text = USAGE + "Ana Reis,2026-10-05,2026-10-11,4,30\n"
    team = load({"usage.csv": text, "usage (1).csv": text})
    assert searches(team) == [("10-05", "10-11", 30.0)]
    assert account(team, "usage (1).csv") == [1, 1, 0, 0]
    assert account(team, "usage.csv") == [1, 0, 0, 1]
    assert set(team.repeats["kind"]) == {"same"}
    assert set(team.repeats["kept_file"]) == {"usage (1).csv"}


def test_the_later_export_corrects_the_earlier_by_the_day_in_its_name(load):
    team = load(
        {
            "a_2026-11-02.csv": DEALS + "1,Closed Won,500,2026-10-01,Ana Reis\n",
            "z_2026-11-01.csv": DEALS + "1,Closed Won,400,2026-10-01,Ana Reis\n",
        }
    )
    assert team.deals["amount"].tolist() == [500.0]
    assert team.repeats.values.tolist() == [
        ["deals", "z_2026-11-01.csv", 2, "a_2026-11-02.csv", 2, "corrected"]
    ]


def test_of_overlapping_spans_the_shorter_count(load, account):
    team = load(
        {
            "weeks.csv": USAGE
            + "Ana Reis,2026-10-05,2026-10-11,4,30\n"
            + "Ana Reis,2026-10-12,2026-10-18,4,20\n",
            "month.csv": USAGE
            + "Ana Reis,2026-10-01,2026-10-31,9,99\n"
            + "Bo Li,2026-10-01,2026-10-31,9,88\n",
        }
    )
    assert searches(team) == [
        ("10-01", "10-31", 88.0),
        ("10-05", "10-11", 30.0),
        ("10-12", "10-18", 20.0),
    ]
    assert account(team, "month.csv") == [2, 1, 0, 1]
    assert set(team.repeats["kind"]) == {"overlap"}


def test_of_spans_of_one_length_the_one_that_ends_last_counts(load):
    team = load(
        {
            "a.csv": USAGE + "Ana Reis,2026-10-05,2026-10-11,4,30\n",
            "b.csv": USAGE + "Ana Reis,2026-10-08,2026-10-14,4,20\n",
        }
    )
    assert searches(team) == [("10-08", "10-14", 20.0)]


def refusal(load, files):
    with pytest.raises(SSIError) as refused:
        load(files)
    return str(refused.value)


def test_two_seats_of_one_rep_in_one_report_are_refused(load):
    both = "{},2026-10-05,2026-10-11,4,30\nana@acme.com,2026-10-05,2026-10-11,1,7\n"
    text = "Email" + USAGE.removeprefix("Name") + both.format("ana@acme.com")
    assert refusal(load, {"usage.csv": text}) == (
        "usage.csv: counts of one rep and the same days differ, as of two seats; keep"
        " the rows of the seat in use\n  rows 2 and 3"
    )


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_seat_without_any_count_replaces_none_that_has_some(load, order):
    rows = [
        "Ana Reis,2026-10-05,2026-10-11,4,30\n",
        "Ana Reis,2026-10-05,2026-10-11,,\n",
    ]
    team = load({"usage.csv": USAGE + "".join(rows[at] for at in order)})
    assert searches(team) == [("10-05", "10-11", 30.0)]
    assert set(team.repeats["kind"]) == {"same"}


@pytest.mark.parametrize(
    "other",
    [
        "1,Closed Won,300,2026-10-01,Ana Reis\n",
        "1,Closed Won,400,2026-10-01,Bo Li\n",
        "1,Closed Won,400,2026-10-02,Ana Reis\n",
    ],
)
def test_a_deal_in_two_rows_of_one_report_that_differ_is_refused(load, other):
    text = DEALS + "1,Closed Won,400,2026-10-01,Ana Reis\n" + other
    assert refusal(load, {"deals.csv": text}) == (
        "deals.csv: rows of one deal differ in owner, amount, day or stage; export each"
        " deal in one row, without splits and products, or give each part an id and"
        " amount of its own\n  rows 2 and 3"
    )


def test_a_deal_in_two_rows_of_one_report_that_are_alike_counts_once(load, account):
    text = DEALS + 2 * "1,Closed Won,400,2026-10-01,Ana Reis\n"
    team = load({"deals.csv": text})
    assert team.deals["amount"].tolist() == [400.0]
    assert account(team, "deals.csv") == [2, 1, 0, 1]


def test_quotas_of_one_rep_in_one_file_that_differ_are_refused(load):
    text = "Rep,Email,Quarter,Quota\nAna Reis,,Q1 2026,100\n,ana@acme.com,Q1 2026,120\n"
    assert refusal(load, {"quota.csv": text}) == (
        "quota.csv: quotas of one person and period differ; keep one of them or their"
        " sum\n  rows 2 and 3"
    )
