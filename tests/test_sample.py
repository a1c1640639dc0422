"""The sample is read back here with the standard library and plain pandas."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ssi_analysis.errors import ParameterError
from ssi_analysis.sample import write_sample
from ssi_analysis.sample.history import draw_levels, link_in_large_company

COMMITTED = Path(__file__).parents[1] / "data" / "sample"
PILLARS = ["prof_brand", "find_right_people", "insight_engagement", "relationship"]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    return folder, write_sample(folder)


@pytest.fixture(scope="module")
def roster():
    return pd.read_csv(COMMITTED / "roster.csv", dtype=str).fillna("")


@pytest.fixture(scope="module")
def daily(roster):
    """All usable rows of the wide daily files, with rep ids."""
    ids = {
        **dict(zip(roster["name"], roster["rep_id"], strict=True)),
        **dict(zip(roster["email"], roster["rep_id"], strict=True)),
    }
    files = [pd.read_csv(path) for path in history_paths()]
    rows = pd.concat(
        [file.rename(columns={file.columns[1]: "who"}) for file in files],
        ignore_index=True,
    )
    rows = rows[rows["prof_brand"] <= 25].assign(
        rep_id=rows["who"].map(ids), date=pd.to_datetime(rows["date"])
    )
    return rows.dropna(subset=["rep_id"])


@pytest.fixture(scope="module")
def attained(roster):
    """Won amount and quota per Salesforce rep and quarter, and the won deals."""
    reps = roster[roster["is_manager"] == "false"]
    report = pd.read_csv(salesforce_report(), skipfooter=4, engine="python")
    won = report[report["Stage"] == "Closed Won"].merge(
        reps, left_on="Opportunity Owner", right_on="name"
    )
    won = won.assign(
        amount=pd.to_numeric(won["Amount"], errors="coerce"),
        close=pd.to_datetime(won["Close Date"], format="%m/%d/%Y"),
    ).dropna(subset=["amount"])
    quota = pd.read_csv(COMMITTED / "salesforce" / "forecasting_quota.csv")
    quota = quota[quota["User Name"].isin(reps["name"])].assign(
        quarter=pd.to_datetime(quota["Start Date"]).dt.to_period("Q")
    )
    won["quarter"] = won["close"].dt.to_period("Q")
    return won.merge(
        quota[["User Name", "quarter", "Quota Amount"]],
        left_on=["name", "quarter"],
        right_on=["User Name", "quarter"],
    )


def history_paths():
    return sorted((COMMITTED / "linkedin" / "ssi_history").glob("*.csv"))


def usage_paths():
    return sorted((COMMITTED / "linkedin" / "sales_navigator").glob("*.csv"))


def salesforce_report():
    (path,) = (COMMITTED / "salesforce").glob("report*.csv")
    return path


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name, seed in (("first", 1), ("again", 1), ("other", 2)):
        write_sample(tmp_path / name, seed=seed, n_weeks=6)
    first, again, other = (
        contents(tmp_path / name) for name in ("first", "again", "other")
    )
    assert first == again
    assert first["hubspot/deals.csv"] != other["hubspot/deals.csv"]


def test_the_committed_sample_is_what_the_seed_makes(written):
    fresh, committed = contents(written[0]), contents(COMMITTED)
    assert fresh.keys() == committed.keys()
    assert [name for name in fresh if fresh[name] != committed[name]] == []


def test_the_sample_stays_small():
    assert sum(map(len, contents(COMMITTED).values())) < 6_000_000


def test_no_file_holds_a_carriage_return():
    assert [n for n, data in contents(COMMITTED).items() if b"\r" in data] == []


def test_progress_is_told_after_each_file(tmp_path):
    told = []
    write_sample(tmp_path, n_weeks=2, progress=lambda *counts: told.append(counts))
    n_files = len(contents(tmp_path))
    assert told == [(done, n_files) for done in range(1, n_files + 1)]


def test_a_week_that_does_not_end_on_sunday_is_refused(tmp_path):
    with pytest.raises(ParameterError) as refused:
        write_sample(tmp_path, last_day=dt.date(2026, 11, 14))
    assert str(refused.value) == (
        "parameter 'last_day' is '2026-11-14'; it must be a Sunday"
    )


def test_a_history_without_weeks_is_refused(tmp_path):
    with pytest.raises(ParameterError) as refused:
        write_sample(tmp_path, n_weeks=0)
    assert str(refused.value) == "parameter 'n_weeks' is '0'; it must be 1 or more"


def test_five_teams_of_40_reps_span_three_segments_each(roster):
    reps = roster[roster["is_manager"] == "false"]
    assert reps.groupby("team").size().to_dict() == {
        "North": 12,
        "South": 10,
        "West": 8,
        "Harbor": 6,
        "Summit": 4,
    }
    assert set(reps.groupby("team")["segment"].nunique()) == {3}
    assert roster["name"].is_unique
    assert roster["email"].is_unique


def test_a_manager_has_the_sum_of_the_team_and_no_deal(roster):
    salesforce = pd.read_csv(COMMITTED / "salesforce" / "forecasting_quota.csv")
    hubspot = pd.read_csv(COMMITTED / "hubspot" / "goal_targets.csv", dtype=str)
    quotas = pd.DataFrame(
        {
            "crm": [*salesforce["User ID"], *hubspot["hubspot_owner_id"]],
            "start": [
                *salesforce["Start Date"],
                *hubspot["hs_start_datetime"].str[:10],
            ],
            "quota": [
                *salesforce["Quota Amount"],
                *hubspot["hs_target_amount"].astype(float),
            ],
        }
    ).merge(roster.assign(crm=roster["crm_user_id"].str[:15]), on="crm")
    sums = quotas.pivot_table("quota", ["team", "start"], "is_manager", aggfunc="sum")
    assert len(sums) == 3 * 9 + 2 * 27
    assert (sums["true"] == sums["false"]).all()
    managers = set(roster[roster["is_manager"] == "true"]["name"])
    deals = (
        salesforce_report().read_text() + (COMMITTED / "hubspot/deals.csv").read_text()
    )
    assert [name for name in managers if name in deals] == []


def test_pillars_add_up_to_the_total_and_stay_within_25(daily):
    hundredths = (daily[["overall", *PILLARS]] * 100).round().astype(int)
    assert (hundredths[PILLARS].sum(axis=1) == hundredths["overall"]).all()
    assert daily[PILLARS].min().min() >= 0
    assert daily[PILLARS].max().max() <= 25
    assert daily[PILLARS].mean().idxmin() == "insight_engagement"


def test_the_page_payload_has_the_shape_of_the_real_one():
    paths = sorted((COMMITTED / "linkedin" / "ssi_page").rglob("*.json"))
    assert len({path.parent.name for path in paths}) == 3
    assert len(paths) == 3 * 104
    texts = [path.read_text() for path in paths]
    for payload in map(json.loads, texts):
        assert list(payload) == ["activeSeat", "memberScore", "groupScore"]
        member = payload["memberScore"]
        assert [score["pillar"] for score in member["subScores"]] == [
            "PROFESSIONAL_BRAND",
            "FIND_RIGHT_PEOPLE",
            "INSIGHT_ENGAGEMENT",
            "STRONG_RELATIONSHIP",
        ]
        total = sum(score["score"] for score in member["subScores"])
        assert member["overall"] == pytest.approx(total, abs=1e-5)
    assert any(re.search(r"\d\.\d{6,}", text) for text in texts)


def test_the_tracker_file_is_localized():
    (path,) = (COMMITTED / "linkedin" / "ssi_tracker").rglob("*.csv")
    assert path.read_bytes()[:3] == b"\xef\xbb\xbf"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    assert len(rows) == 17 * 104
    shown = [row for row in rows if row["campo"] == "Criar relacionamentos"]
    assert len(shown) == 3 * 104
    for row in shown:
        assert float(row["valor_original"].replace(",", ".")) == float(
            row["valor_numerico"]
        )


def test_the_usage_export_has_metadata_blanks_and_whole_points():
    text = usage_paths()[-1].read_bytes().decode("utf-8")
    assert text.startswith("\ufeffSales Navigator usage report\n")
    assert text.splitlines()[2] == "Date range,2026-11-09 to 2026-11-15"
    rows = list(csv.DictReader(text.splitlines()[4:]))
    invited = [row for row in rows if row["Seat status"] == "Invited"]
    assert [set(list(row.values())[2:]) for row in invited] == [{""}, {""}]
    assert all(row["SSI"].isdigit() or row["SSI"] == "" for row in rows)


def test_leads_saved_is_a_running_total():
    first, last = (usage(path)["Leads saved"] for path in usage_paths()[-2:])
    assert (last - first).dropna().min() >= 0


def usage(path):
    return pd.read_csv(path, skiprows=3).set_index("Name")


def test_the_salesforce_report_is_quoted_and_ends_in_five_lines():
    lines = salesforce_report().read_text().split("\n")
    assert all(line.startswith('"') and line.endswith('"') for line in lines[:-6])
    assert lines[-6:] == [
        "",
        f'"Grand Totals ({len(lines) - 7} records)"',
        "",
        '"Confidential Information - Do Not Distribute"',
        '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."',
        "",
    ]


def test_salesforce_ids_have_15_characters_in_one_file_and_18_in_another(roster):
    quota = pd.read_csv(COMMITTED / "salesforce" / "forecasting_quota.csv")
    long = roster[roster["crm_user_id"].str.startswith("005")]["crm_user_id"]
    assert set(long.str.len()) == {18}
    assert set(quota["User ID"].str.len()) == {15}
    assert set(long.str[:15]) == set(quota["User ID"])
    assert long.str[:15].str.casefold().is_unique


def test_fewer_than_one_row_in_a_hundred_is_unusable(roster, written):
    names = set(roster["name"])
    report = pd.read_csv(salesforce_report(), skipfooter=4, engine="python")
    deals = pd.read_csv(COMMITTED / "hubspot" / "deals.csv")
    lost = {
        "report": (~report["Opportunity Owner"].isin(names)).sum()
        + report["Amount"].isna().sum(),
        "deals": (~deals["Deal owner"].isin(names)).sum(),
    }
    assert lost == {"report": 2, "deals": 1}
    assert len(written[1].unusable) == 5
    assert min(len(report), len(deals)) > 300


def test_the_planted_r_is_what_a_large_company_shows():
    r = link_in_large_company(np.random.default_rng(5), n_reps=3000)
    assert r == pytest.approx(0.15, abs=0.01)


def test_the_files_carry_the_planted_r(daily, attained):
    week = attained["close"].dt.to_period("W-SUN")
    share = attained["amount"] / attained["Quota Amount"]
    y = share.groupby([attained["rep_id"], week]).sum()
    x = daily.groupby(["rep_id", daily["date"].dt.to_period("W-SUN")])["overall"].mean()
    frame = x.to_frame("x")[x.index.get_level_values(0).isin(attained["rep_id"])]
    frame = frame.assign(y=y.reindex(frame.index, fill_value=0.0))
    grids = [centred(frame[column].unstack()) for column in ("x", "y")]
    together, x_alone, y_alone = (
        np.nansum(a * b) for a, b in (grids, grids[:1] * 2, grids[1:] * 2)
    )
    assert together / np.sqrt(x_alone * y_alone) == pytest.approx(0.15, abs=0.05)


def centred(grid):
    for _ in range(30):
        grid = grid.sub(grid.mean(axis=1), axis=0)
        grid = grid - grid.mean(axis=0)
    return grid


def test_levels_of_ssi_and_attainment_are_tied_by_skill():
    levels = draw_levels(
        np.random.default_rng(3),
        groups=[0] * 12 + [1] * 28,
        weekly_deals=[1.0] * 40,
    )
    assert np.corrcoef(levels.ssi, np.log(levels.attainment))[0, 1] == pytest.approx(
        0.5
    )
    assert (levels.ssi.mean(), levels.ssi.std()) == pytest.approx((57, 12))
    assert levels.ssi[:12].max() > 70
    assert levels.ssi[:12].min() < 45


def test_attainment_is_skewed_around_the_quota(attained):
    quarter = attained.groupby(["rep_id", "quarter"]).agg(
        won=("amount", "sum"), quota=("Quota Amount", "first")
    )
    ratio = (quarter["won"] / quarter["quota"]).drop(
        index=pd.Period("2026Q4"), level="quarter"
    )
    assert 0.9 < ratio.median() < 1.0
    assert 0.40 < (ratio >= 1).mean() < 0.55
    assert ratio.skew() > 0


def test_bookings_and_ssi_rise_towards_the_end_of_a_quarter(daily, attained):
    left = (attained["quarter"].dt.end_time - attained["close"]).dt.days
    assert (left < 14).sum() > 1.4 * (left.between(28, 41)).sum()
    end = daily["date"].dt.to_period("Q").dt.end_time
    days_left = (end - daily["date"]).dt.days
    by_rep = daily["overall"] - daily.groupby("rep_id")["overall"].transform("mean")
    assert by_rep[days_left < 7].mean() - by_rep[days_left > 40].mean() > 1


def test_everybody_steps_down_on_the_day_of_the_new_formula(daily, written):
    step = pd.Timestamp(written[1].step_date)
    after = (daily["date"] - step).dt.days
    near = daily[after.between(-3, 2)].assign(is_after=after >= 0)
    means = near.pivot_table("overall", "rep_id", "is_after").dropna()
    change = means[True] - means[False]
    assert len(change) > 25
    assert change.median() == pytest.approx(-4, abs=1)
    assert (change < 0).mean() > 0.9


def test_data_begin_and_end_with_employment(daily, attained, written):
    truth = written[1]
    days = daily.groupby("rep_id")["date"].agg(["min", "max"])
    closed = attained.groupby("rep_id")["close"].agg(["min", "max"])
    assert days.loc["R012", "min"] >= pd.Timestamp(truth.new_hire.date)
    assert closed.loc["R012", "min"] >= pd.Timestamp(truth.new_hire.date)
    assert days.loc["R016", "max"] <= pd.Timestamp(2026, 5, 29)
    assert closed.loc["R016", "max"] <= pd.Timestamp(2026, 5, 29)
    assert days.loc["R026", "max"] <= pd.Timestamp(2026, 9, 30)
    assert closed.loc["R026", "max"] > pd.Timestamp(2026, 9, 30)


def test_the_quota_of_the_new_hire_rises_over_three_quarters(roster):
    quota = pd.read_csv(COMMITTED / "salesforce" / "forecasting_quota.csv")
    name = roster.set_index("rep_id").loc["R012", "name"]
    amounts = quota[quota["User Name"] == name]["Quota Amount"]
    assert (amounts / amounts.iloc[-1]).round(2).tolist() == [0.25, 0.5, 0.75, 1.0]


def test_the_busy_rep_sends_much_and_is_seldom_answered(roster):
    name = roster.set_index("rep_id").loc["R005", "name"]
    counts = pd.concat(map(usage, usage_paths())).groupby(level=0)
    sums = counts[["InMails sent", "InMails accepted", "Searches performed"]].sum()
    others = sums.drop(index=name)
    replied = others["InMails accepted"].sum() / others["InMails sent"].sum()
    assert replied == pytest.approx(0.22, abs=0.01)
    assert sums.loc[name, "InMails accepted"] < 0.08 * sums.loc[name, "InMails sent"]
    assert sums.loc[name, "Searches performed"] > 2 * others["Searches performed"].max()


def test_the_readme_names_every_column_of_every_file():
    text = (COMMITTED / "README.md").read_text(encoding="utf-8")
    assert "simulated" in text.splitlines()[2]
    named = set(re.split(r", | or |\n\| | \|", text))
    headers = [
        *("roster.csv", "salesforce/forecasting_quota.csv", "hubspot/deals.csv"),
        *("hubspot/goal_targets.csv", "linkedin/ssi_history/south.csv"),
        "linkedin/ssi_history/north.csv",
    ]
    lines = [(COMMITTED / name).read_text().split("\n")[0] for name in headers]
    lines += [salesforce_report().read_text().split("\n")[0]]
    lines += [usage_paths()[0].read_text().split("\n")[4]]
    (tracker,) = (COMMITTED / "linkedin" / "ssi_tracker").rglob("*.csv")
    lines += [tracker.read_text("utf-8-sig").split("\n")[0].replace(";", ",")]
    columns = {name for line in lines for name in next(csv.reader([line]))}
    assert columns - named == set()
