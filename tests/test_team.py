"""A folder of exports gives joined tables, and every row is accounted for."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ssi_analysis.errors import ParameterError, SSIError
from ssi_analysis.resources import sample
from ssi_analysis.schema import TABLES
from ssi_analysis.team import TeamData, load_team

ROSTER = (
    "rep_id,name,email,crm_user_id,manager_id,team,start_date\n"
    "r1,Ana Reis,ana@acme.com,00599000000HofhAAC,r3,EMEA,2020-01-01\n"
    "r2,Bo Li,bo@acme.com,77,Cy Wu,EMEA,2020-01-01\n"
    "r3,Cy Wu,cy@acme.com,78,,EMEA,2020-01-01\n"
    "r4,Di Ott,di@acme.com,79,,North East,2020-01-01\n"
)


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in {"people.csv": ROSTER, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def account(team: TeamData, file: str) -> list[int]:
    row = team.files.set_index("file").loc[file]
    names = ["rows_read", "rows_used", "rows_rejected", "rows_repeated"]
    return [int(row[name]) for name in names]


def test_tables_have_exactly_the_columns_of_the_schema(tmp_path: Path) -> None:
    team = load_team(write(tmp_path, {"r1.csv": "date,ssi\n2026-11-15,53.2\n"}))
    for name, table in TABLES.items():
        assert getattr(team, name).columns.tolist() == table.names


def test_managers_are_resolved_and_told_by_who_reports_to_them(tmp_path: Path) -> None:
    reps = load_team(write(tmp_path, {})).reps.set_index("rep_id")
    assert reps["manager_id"].dropna().to_dict() == {"r1": "r3", "r2": "r3"}
    assert reps.index[reps["is_manager"]].tolist() == ["r3"]


def test_a_file_that_names_nobody_takes_the_rep_from_its_path(tmp_path: Path) -> None:
    text = "date,ssi\n2026-11-15,53.2\n"
    team = load_team(write(tmp_path, {"Bo Li/history.csv": text}))
    assert team.ssi["rep_id"].tolist() == ["r2"]
    assert team.ssi["source"].tolist() == ["Bo Li/history.csv"]


def test_rows_of_strangers_are_rejected_and_cost_no_budget(tmp_path: Path) -> None:
    text = "name,date,ssi\nAna Reis,2026-11-15,53\nEve,2026-11-15,50\nEve,,50\n"
    team = load_team(write(tmp_path, {"ssi.csv": text + "Eve,2026-11-13,50\n" * 3}))
    assert team.rejects.iloc[0].tolist() == [
        "ssi.csv",
        3,
        "",
        "Eve",
        "no rep in the roster matches 'Eve'",
    ]
    assert account(team, "ssi.csv") == [6, 1, 5, 0]


def test_the_unrounded_score_of_a_day_counts_then_the_later_file(
    tmp_path: Path,
) -> None:
    files = {
        "a/r1.csv": "date,ssi\n2026-11-14,53.25\n2026-11-15,54.5\n",
        "b/r1.csv": "date,ssi\n2026-11-14,53\n2026-11-15,54\n",
        "c/r1.csv": "date,ssi\n2026-11-15,55.5\n",
    }
    team = load_team(write(tmp_path, files))
    scores = team.ssi.sort_values("date")
    assert scores["ssi_total"].tolist() == [53.25, 55.5]
    assert account(team, "a/r1.csv") == [2, 1, 0, 1]
    assert account(team, "b/r1.csv") == [2, 0, 0, 2]


def test_the_latest_score_of_a_day_counts_in_any_order(tmp_path: Path) -> None:
    lines = ["9,60.5,2026-11-14 18:30:00", "8,50.5,2026-11-14 06:00:01.5"]
    header = "id,ssi_overall_score,date_created\n"
    files = {"Bo Li/a.csv": header + "\n".join(lines)}
    files["Ana Reis/a.csv"] = header + "\n".join(reversed(lines))
    page = '{"memberScore": {"overall": %s}, "recordedAt": "2026-11-14T%s:00Z"}'
    files["Cy Wu/a.json"] = f"[{page % ('60.5', '18:30')}, {page % ('50.5', '06:00')}]"
    team = load_team(write(tmp_path, files))
    assert team.ssi["rep_id"].tolist() == ["r1", "r2", "r3"]
    assert team.ssi["ssi_total"].tolist() == [60.5, 60.5, 60.5]
    assert account(team, "Bo Li/a.csv") == [2, 1, 0, 1]


def test_a_tracker_with_an_id_of_its_own_takes_the_rep_from_its_path(
    tmp_path: Path,
) -> None:
    header = "profile_id,date,ssi\n"
    own = header + "5b6c,2026-11-14,53.5\n5b6c,2026-11-15,54.5\n"
    both = header + "r1,2026-11-13,50.5\n5b6c,2026-11-13,51.5\n"
    team = load_team(write(tmp_path, {"Bo Li/own.csv": own, "Bo Li/both.csv": both}))
    assert team.ssi["rep_id"].tolist() == ["r1", "r2", "r2"]
    assert team.rejects["found"].tolist() == ["5b6c"]


def test_the_last_file_holds_a_deal_whatever_length_its_id_has(tmp_path: Path) -> None:
    head = "Opportunity ID,Opportunity Owner,Stage,Amount,Close Date\n"
    files = {
        "1.csv": head + "0069900000AbCdE,Ana Reis,Open,5,2026-12-31\n",
        "2.csv": head + "0069900000AbCdEAA3,Ana Reis,Closed Won,7,2026-11-14\n",
    }
    deals = load_team(write(tmp_path, files)).deals
    assert deals["amount"].tolist() == [7.0]
    assert deals["is_won"].tolist() == [True]


GOALS = "hs_target_amount,hs_start_datetime,hs_end_datetime,hubspot_owner_id\n"


def test_quota_periods_that_overlap_are_refused(tmp_path: Path) -> None:
    months = "5,2026-01-01,2026-01-31,77\n5,2026-02-01,2026-02-28,77\n"
    quarter = GOALS + "9,2026-01-01,2026-03-31,77\n9,2026-01-01,2026-03-31,78\n"
    write(tmp_path, {"m.csv": GOALS + months})
    assert load_team(tmp_path).quota["quota"].tolist() == [5.0, 5.0]
    with pytest.raises(SSIError) as refused:
        load_team(write(tmp_path, {"q.csv": quarter}))
    assert str(refused.value) == (
        "quota: the periods of 'r2' overlap: 2026-01-01 to 2026-01-31 (m.csv row 2),"
        " 2026-01-01 to 2026-03-31 (q.csv row 2); keep the quotas of one length"
    )


def test_deals_of_stages_that_nobody_knows_are_refused(tmp_path: Path) -> None:
    header = "Record ID,Deal Stage,Amount,Close Date,Deal owner\n"
    files = {"1.csv": header + "1,998,5,2026-03-25,Ana Reis\n"}
    with pytest.raises(SSIError, match="among the stages 998; call them 'Closed Won'"):
        load_team(write(tmp_path, files))
    files = {"2.csv": header + "2,closedlost,5,2026-03-25,Ana Reis\n"}
    assert load_team(write(tmp_path, files)).deals["is_won"].tolist() == [False, False]


def test_as_of_is_no_expected_close_and_no_quota_end(tmp_path: Path) -> None:
    head = "Record ID,Deal Stage,Amount,Close Date,Create Date,Deal owner\n"
    rows = "1,Open,5,2027-01-31,2026-11-10,Bo Li\n2,Closed Won,5,2026-11-12,,Bo Li\n"
    team = load_team(write(tmp_path, {"deals.csv": head + rows}))
    assert team.as_of == pd.Timestamp("2026-11-12")


def test_one_team_is_found_by_its_name_in_any_spelling(tmp_path: Path) -> None:
    team = load_team(write(tmp_path, {}))
    assert team.teams == ["EMEA", "North East"]
    assert team.only(team="north-east").reps["rep_id"].tolist() == ["r4"]
    with pytest.raises(ParameterError) as refused:
        team.only(team="EMAE")
    assert str(refused.value) == (
        "team 'EMAE' is not known; did you mean 'EMEA'? Known: EMEA, North East"
    )


def test_teams_whose_letters_agree_are_two_and_spellings_of_one_are_one(
    tmp_path: Path,
) -> None:
    names = ["EMEA", "emea", "Team A", "Team A+", "🚀", "✨"]
    rows = [f"r{place},Rep {place},{name}" for place, name in enumerate(names)]
    write(tmp_path, {"people.csv": "\n".join(["rep_id,name,team", *rows])})
    team = load_team(tmp_path)
    assert team.teams == sorted(["emea", "Team A", "Team A+", "🚀", "✨"])
    assert team.only(team="EMEA").reps["rep_id"].tolist() == ["r0", "r1"]
    assert team.only(team="Team A+").reps["rep_id"].tolist() == ["r3"]
    assert team.only(team="✨").reps["rep_id"].tolist() == ["r5"]
    with pytest.raises(ParameterError, match=r"may be 'Team A' or 'Team A\+'"):
        team.only(team="TeamA")


def test_a_window_does_not_know_the_deals_won_after_it(tmp_path: Path) -> None:
    head = "Record ID,Deal Stage,Amount,Close Date,Create Date,Deal owner\n"
    rows = (
        "1,Closed Won,5,2026-03-01,2026-01-01,Bo Li\n"
        "2,Closed Won,5,2026-06-01,2026-02-01,Bo Li\n"
        "3,Closed Won,5,2025-06-01,2025-02-01,Bo Li\n"
    )
    window = load_team(write(tmp_path, {"d.csv": head + rows})).between(
        pd.Timestamp("2026-01-01"), pd.Timestamp("2026-03-31")
    )
    assert window.deals.set_index("deal_id")["is_won"].to_dict() == {
        "1": True,
        "2": False,
    }


def test_the_order_of_day_and_month_can_be_said(tmp_path: Path) -> None:
    folder = write(tmp_path, {"r1.csv": "date,ssi\n03/04/2026,53.2\n"})
    with pytest.raises(SSIError, match='say date_order="dmy" or date_order="mdy"'):
        load_team(folder)
    days = load_team(folder, date_order="dmy").ssi["date"]
    assert days.tolist() == [pd.Timestamp("2026-04-03")]


def test_all_files_that_cannot_be_used_stand_in_one_error(tmp_path: Path) -> None:
    files = {
        "empty.csv": "date,ssi\n",
        "r1/half.csv": "date,ssi\n2026-11-14,53\n2026-11-15,530\n",
        "twice.csv": "date,ssi,note,note\n2026-11-14,53,,\n",
        "twin.csv": "date,ssi,SSI,Note,note\n2026-11-14,53,53,,\n",
    }
    with pytest.raises(SSIError) as refused:
        load_team(write(tmp_path, files))
    assert str(refused.value).splitlines() == [
        "twice.csv: 1 problem",
        "  row 1: header 'note' stands more than once; rename or delete one column",
        "twin.csv: 2 problems",
        "  row 1: header 'ssi' stands more than once; rename or delete one column",
        "  row 1: header 'SSI' stands more than once; rename or delete one column",
        "empty.csv: no row can be used of 0 read; export it again or take it away",
        "r1/half.csv: 1 of 2 rows cannot be used, which is more than an accident;"
        " correct them, say in ssi-analysis.toml what a column is where it was taken"
        " for another, or take the file away",
        "  row 3, column 'ssi': '530': a total lies in 0 to 100",
    ]


def test_a_tracker_of_unknown_names_is_refused_with_the_names(tmp_path: Path) -> None:
    text = "data_referencia;secao;campo;valor_numerico\n2026-05-19;Meu;Força;20.9\n"
    with pytest.raises(SSIError) as refused:
        load_team(write(tmp_path, {"r1/a.csv": text}))
    assert str(refused.value) == (
        "r1/a.csv: no row can be used of 1 read; export it again or take it away\n"
        "  row 2: no score in this row\n"
        "  row 2, column 'Força': '20.9': field 'Força' of section 'Meu', in 1 rows, is"
        " no score by its name; name it as the SSI page does, as 'Establish your"
        " professional brand', or delete its lines where it is none"
    )


def test_one_misread_page_does_not_stop_a_folder_of_pages(tmp_path: Path) -> None:
    page = '{"memberScore": {"overall": %s}}'
    files = {f"r1/2026-11-{day:02d}.json": page % 53.5 for day in range(1, 10)}
    team = load_team(write(tmp_path, {**files, "r2/2026-11-01.json": page % 530}))
    assert len(team.ssi) == 9
    assert account(team, "r2/2026-11-01.json") == [1, 0, 1, 0]


def test_a_missing_folder_and_a_missing_roster_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SSIError, match="is not there"):
        load_team(tmp_path / "nowhere")
    with pytest.raises(SSIError, match="no roster among 0 data files"):
        load_team(tmp_path)


def test_without_a_roster_other_files_are_not_blamed(tmp_path: Path) -> None:
    scores = "rep_id,date,ssi\nr1,2026-11-15,53.2\n"
    files = {"people.csv": "rep_id,name,team,start_date\n", "ssi.csv": scores}
    with pytest.raises(SSIError) as refused:
        load_team(write(tmp_path, files))
    assert str(refused.value) == (
        "people.csv: no row can be used of 0 read; export it again or take it away"
    )
    roster = files["people.csv"] + "r1,Ana Reis,EMEA,03/04/2026\n"
    with pytest.raises(SSIError) as refused:
        load_team(write(tmp_path, {**files, "people.csv": roster}))
    assert str(refused.value).splitlines()[0] == "people.csv: 1 problem"
    assert len(str(refused.value).splitlines()) == 2


@pytest.mark.parametrize("columns", ["name", "email", "team"])
def test_a_roster_needs_ids_and_one_thing_more(tmp_path: Path, columns: str) -> None:
    files = {"people.csv": f"rep_id,{columns}\n007,x\nNA,y\n"}
    team = load_team(write(tmp_path, files))
    assert team.reps["rep_id"].tolist() == ["007", "NA"]


def test_reps_with_one_id_are_refused_with_their_rows(tmp_path: Path) -> None:
    with pytest.raises(SSIError) as refused:
        load_team(write(tmp_path, {"z.csv": ROSTER.splitlines()[0] + "\nr1,A,,,,T,\n"}))
    assert str(refused.value) == (
        "roster: rep_id 'r1' stands in people.csv row 2, z.csv row 2 for the same"
        " days; give each rep one row, or rows whose start_date and end_date do not"
        " overlap"
    )


def test_files_of_no_known_origin_are_named(tmp_path: Path) -> None:
    files = {"notes.txt": "call Ana", "book.xlsx": "PK", "README.md": "x", ".h.csv": ""}
    team = load_team(write(tmp_path, files))
    unknown = team.files[team.files["origin"] == "unknown"]
    assert unknown["file"].tolist() == ["book.xlsx", "notes.txt"]


def test_progress_is_told_after_each_file(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    folder = write(tmp_path, {"r1.csv": "date,ssi\n2026-11-15,53.2\n"})
    load_team(folder, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_misspelt_options_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError) as refused:
        load_team(write(tmp_path, {}), date_order="ymd")  # type: ignore[arg-type]
    assert str(refused.value) == (
        "parameter 'date_order' is 'ymd'; it must be dmy or mdy"
    )


CELLS = st.sampled_from(
    ["53", "53.5", "530", "", "x", "2026-11-15", "Ana Reis"]
) | st.text('";,\n\t |5=-é', max_size=4)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
@example(rows=[('"', "53", "53"), ("53", "53", '"')])
def test_every_row_is_used_or_repeated_or_has_a_reason(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    # The rows stand between good ones, because a footer may be left out.
    good = [("Bo Li", f"2026-10-{day:02d}", "50") for day in range(1, 29)]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([("name", "date", "ssi"), *rows, *good])
    try:
        team = load_team(write(tmp_path, {"x.csv": text.getvalue()}))
    except SSIError:
        return
    read, used, rejected, repeated = account(team, "x.csv")
    blank = sum(not "".join(row).strip() for row in rows)
    assert read == 28 + len(rows) - blank
    assert read == used + rejected + repeated
    assert rejected == team.rejects["row"].nunique()


def test_a_lone_quote_makes_one_row_of_two_or_stops(tmp_path: Path) -> None:
    good = "".join(f"Bo Li,2026-10-{day:02d},50\n" for day in range(1, 29))
    two_quotes = f'name,date,ssi\n{good}Bo Li,2026-11-01,"51\nx,2026-11-02,52"\n'
    team = load_team(write(tmp_path, {"x.csv": two_quotes}))
    assert account(team, "x.csv") == [29, 28, 1, 0]
    assert team.rejects["row"].tolist() == [30]
    with pytest.raises(SSIError) as refused:
        load_team(write(tmp_path, {"x.csv": two_quotes.replace('52"', "52")}))
    assert str(refused.value) == (
        "x.csv: 1 problem\n"
        "  row 30: the quotes do not match (unexpected end of data); export it again"
    )


def test_the_sample_loads_with_every_row_accounted_for() -> None:
    with_sample = load_team(sample())
    counts = with_sample.files.set_index("file")
    known = counts[counts["origin"] != "unknown"]
    assert len(with_sample.reps) == 45
    rejected = with_sample.rejects.drop_duplicates(["file", "row"]).groupby("file")
    expected = rejected.size().reindex(known.index, fill_value=0)
    assert known["rows_rejected"].tolist() == expected.tolist()
    sums = known["rows_used"] + known["rows_rejected"] + known["rows_repeated"]
    assert (sums == known["rows_read"]).all()
