"""Quota sheets as people keep them: long and wide, with what was attained or not."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ssi_analysis.errors import ExportError
from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.settings import FileRule, Settings


def read(text: str | bytes, *, path: str = "quotas.csv", **options: Any) -> Extract:
    data = text.encode() if isinstance(text, str) else text
    found = read_export(path, data, Options(**options))
    assert found is not None
    assert found.origin == "quota_sheet"
    return found


def quotas(found: Extract) -> list[tuple[Any, ...]]:
    return rows(found, "quota", "person_name", "start_date", "end_date", "quota")


def attained(found: Extract) -> str:
    """Write who attained what, as a missing number equals none."""
    cells = rows(found, "attained", "person_name", "attained", "attainment")
    return "; ".join(" ".join(map(str, row)) for row in cells)


def rows(found: Extract, table: str, *names: str) -> list[tuple[Any, ...]]:
    columns = [found.tables[table][name] for name in names]
    return list(
        zip(
            *(
                column.astype(str) if column.dtype.kind == "M" else column.tolist()
                for column in columns
            ),
            strict=True,
        )
    )


def rejects(found: Extract) -> list[tuple[Any, ...]]:
    return [tuple(reject)[1:] for reject in found.rejects]


def workbook(*lines: list[object], name: str = "Quota") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for line in lines:
        sheet.append(line)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


Q1 = ("2026-01-01", "2026-03-31")
JANUARY = ("2026-01-01", "2026-01-31")
FEBRUARY = ("2026-02-01", "2026-02-28")


def test_a_long_sheet_gives_quotas_and_what_was_attained() -> None:
    found = read(
        "Rep,Team,Quarter,Quota,Booked,Attainment %\n"
        'Ana Reis,North,Q1 2026,"$100,000","$104,000",104%\n'
        "Bo Li,North,2026-Q1,$1.2M,1.1M,92%\n"
        "Cy Ode,South,Q1 2026,n/a,-,\n"
        "Di Fox,South,Q1 2026,0,0,#DIV/0!\n"
        'Total,,,"1,300,000",,\n'
    )
    assert quotas(found) == [
        ("Ana Reis", *Q1, 100000.0),
        ("Bo Li", *Q1, 1200000.0),
        ("Di Fox", *Q1, 0.0),
    ]
    assert attained(found) == (
        "Ana Reis 104000.0 1.04; Bo Li 1100000.0 0.92; Di Fox 0.0 nan"
    )
    assert found.rows_read == 5
    assert rejects(found) == [
        (6, "", "Total", "a line of totals or averages", False),
        (4, "", "", "no quota in this row", False),
    ]


@pytest.mark.parametrize(
    "cells", [("104%", "97.5%"), ("1.04", "0.975"), ("104", "97.5")]
)
def test_an_attainment_alone_may_have_three_forms(cells: tuple[str, str]) -> None:
    found = read(
        "Rep,Quarter,Attainment\n"
        f"Ana,Q1 2026,{cells[0]}\nBo,Q1 2026,{cells[1]}\nCy,Q1 2026,\n"
    )
    assert attained(found) == "Ana nan 1.04; Bo nan 0.975"
    assert quotas(found) == []


def test_an_attainment_of_which_the_form_is_open_is_refused() -> None:
    text = "Rep,Quarter,{}\nAna,Q1 2026,{}1\nBo,Q1 2026,{}2\n"
    with pytest.raises(QuotaError) as refused:
        read(text.format("Attainment", "", ""))
    assert str(refused.value) == (
        "quotas.csv: 1 problem\n  column 'Attainment': 1, 2 may be ratios or per cent;"
        " write 104% or 1.04"
    )
    both = text.format("Quota,Booked,Attainment", "50,50,", "50,100,")
    assert attained(read(both)) == "Ana 50.0 1.0; Bo 100.0 2.0"


def test_a_ratio_among_percentages_is_rejected() -> None:
    found = read(
        "Rep,Quarter,Attainment\n"
        "Ana,Q1 2026,104\nBo,Q1 2026,97\nCy,Q1 2026,1.1\nDi,Q1 2026,0\n"
    )
    assert attained(found) == "Ana nan 1.04; Bo nan 0.97; Di nan 0.0"
    assert rejects(found) == [
        (4, "Attainment", "1.1", "may be a ratio or per cent; write 104% or 1.04", True)
    ]


def test_a_row_that_contradicts_itself_is_rejected_and_most_rows_refuse_the_file() -> (
    None
):
    text = "Rep,Quarter,Quota,Booked,Attainment\n"
    good = "Ana,Q1 2026,100,104,104%\nBo,Q1 2026,300,100,33%\n"
    bad = "Cy,Q1 2026,100,104,97%\n"
    rounded = "Fi,Q1 2026,1.2M,1.3M,104%\n"
    assert not read(text + good + rounded).rejects
    found = read(text + good + bad)
    assert [row[0] for row in quotas(found)] == ["Ana", "Bo"]
    reason = "not the attained amount over the quota"
    assert rejects(found) == [(4, "Attainment", "97%", reason, True)]
    worse = bad.replace("Cy", "Di") + bad.replace("Cy", "Ed")
    with pytest.raises(QuotaError) as refused:
        read(text + good + bad + worse)
    assert str(refused.value) == (
        "quotas.csv: column 'Attainment' is not the attained amount over the quota in 3"
        " of 5 rows; correct it or take it away\n"
        "  row 4: 97% of 100 with 104 attained\n"
        "  row 5: 97% of 100 with 104 attained\n"
        "  row 6: 97% of 100 with 104 attained"
    )


def test_what_is_attained_of_a_period_that_is_not_over_is_set_aside() -> None:
    text = (
        "Rep,Month,Target,Actual\nAna,Jan 2026,100,90\nAna,Feb 2026,100,40\n"
        "Bo,Feb 2026,,40\n"
    )
    found = read(text, path="quotas_2026-02-15.csv")
    assert quotas(found) == [("Ana", *JANUARY, 100.0), ("Ana", *FEBRUARY, 100.0)]
    assert attained(found) == "Ana 90.0 nan"
    reason = "the period was not over on 2026-02-15, when the file was made"
    assert rejects(found) == [
        (3, "Actual", "40", reason, False),
        (4, "Actual", "40", reason, False),
    ]
    titled = read("As of 2026-01-31\n" + text)
    assert attained(titled) == "Ana 90.0 nan"


def test_a_wide_sheet_has_a_column_per_month() -> None:
    found = read(
        "Rep,Manager,Jan 2026,Feb-26\nAna,Max,100,110\nBo,Max,,LOA\nCy,Max,120,\n"
    )
    assert quotas(found) == [
        ("Ana", *JANUARY, 100.0),
        ("Cy", *JANUARY, 120.0),
        ("Ana", *FEBRUARY, 110.0),
    ]
    assert rejects(found) == [(3, "", "", "no quota in this row", False)]


@pytest.mark.parametrize(
    "headers",
    [
        *("2026-01,2026-02", "01/2026,02/2026", "1/1/2026,2/1/2026"),
        *("2026-01-01,2026-02-01", "Jan 2026 Quota,Quota for Feb 2026"),
        "quota_2026_01,quota_2026_02",
    ],
)
def test_months_may_be_spelt_in_many_ways(headers: str) -> None:
    found = read(f"Rep,{headers}\nAna,100,110\n")
    assert quotas(found) == [("Ana", *JANUARY, 100.0), ("Ana", *FEBRUARY, 110.0)]


def test_months_in_a_workbook_may_be_dates_and_names_merged() -> None:
    data = workbook(
        ["Rep", dt.datetime(2026, 1, 1), dt.datetime(2026, 2, 1)],
        ["Ana", 100, 110.5],
        ["Total", 100, 110.5],
    )
    found = read(data, path="quota.xlsx")
    assert quotas(found) == [("Ana", *JANUARY, 100.0), ("Ana", *FEBRUARY, 110.5)]
    merged = workbook(
        ["Rep", "Month", "Quota", "Attainment"],
        ["Ana", dt.datetime(2026, 1, 1), 100, 1.04],
        [None, dt.datetime(2026, 2, 1), 110, 0.5],
        ["Total", None, 210, None],
        [None, dt.datetime(2026, 2, 1), 9, None],
        [],
        [None, dt.datetime(2026, 1, 1), 7, None],
    )
    found = read(merged, path="quota.xlsx")
    assert [row[0] for row in quotas(found)] == ["Ana", "Ana", "", ""]


def test_a_blank_name_in_a_text_file_is_blank() -> None:
    found = read("Rep,Month,Quota\nAna,Jan 2026,100\n,Feb 2026,110\n")
    assert [row[0] for row in quotas(found)] == ["Ana", ""]


def test_pairs_of_quota_and_actual_may_have_two_lines_of_headers() -> None:
    one = "Rep,Q1 2026 Actual,Q1 2026 Quota,Q1 2026 Att %\nAna,90,100,90%\n"
    two = "Rep,Q1 2026,,\n,Actual,Quota,Att %\nAna,90,100,90%\n"
    for text in (one, two):
        found = read(text, path="x.csv")
        assert quotas(found) == [("Ana", *Q1, 100.0)]
        assert attained(found) == "Ana 90.0 0.9"
        assert found.rows_read == 1


NOT_MONEY = "a measure of something else than money to be won"


def test_a_column_of_measures_tells_quotas_from_actuals() -> None:
    found = read(
        "Rep,Metric,Jan 2026\nAna,Quota,100\nAna,Actual,90\nAna,Pipeline,500\n",
        path="x.csv",
    )
    assert quotas(found) == [("Ana", *JANUARY, 100.0)]
    assert attained(found) == "Ana 90.0 nan"
    assert rejects(found) == [(4, "Metric", "Pipeline", NOT_MONEY, False)]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("ssi.csv", "Jan 2026,Feb 2026"),
        ("quota_book.xlsx#SSI", "Jan 2026,Feb 2026"),
        ("x.csv", "Jan 2026,Feb 2026"),
        ("quotas.csv", "Quota,Jan 2026,Feb 2026"),
        ("quotas.csv", "Jan 2026,Jan 2026 Quota"),
    ],
)
def test_columns_of_which_nothing_says_what_they_hold_are_refused(
    path: str, headers: str
) -> None:
    cells = ",5" * len(headers.split(","))
    with pytest.raises(QuotaError, match="nothing says what the amounts in columns 'J"):
        read(f"Rep,{headers}\nAna{cells}\n", path=path)


def test_the_owner_can_say_that_a_file_holds_quotas() -> None:
    rule = FileRule(origin="quota_sheet")
    found = read("Rep,Jan 2026,Feb 2026\nAna,5,6\n", path="x.csv", rule=rule)
    assert len(quotas(found)) == 2


def test_sums_of_columns_are_not_counted_again() -> None:
    found = read(
        "Rep,Jan 2026,Feb 2026,Mar 2026,Q1 2026\nAna,10,20,30,60\nBo,10,20,30,90\n"
    )
    assert sum(row[-1] for row in quotas(found)) == 120.0
    assert rejects(found) == [
        (3, "Q1 2026", "90", "not the sum of the columns within it, which count", True)
    ]


def test_sums_of_sums_and_rounded_sums_are_none_either() -> None:
    months = [f"{month} 2026" for month in ("Jan", "Feb", "Mar", "Apr", "May", "Jun")]
    found = read(
        f"Rep,{','.join(months[:3])},Q1 2026,{','.join(months[3:])},Q2 2026,2026\n"
        "Ana,10,20,30,60.9,40,50,60,150,\nBo,1000,2000,3000,6030,,,,,\n"
    )
    assert sum(row[-1] for row in quotas(found)) == 210.0 + 6000.0
    assert found.rejects == ()


def test_a_quarter_of_which_a_month_lacks_is_no_sum() -> None:
    found = read("Rep,Jan 2026,Feb 2026,Q1 2026\nAna,10,20,90\n")
    assert [row[-1] for row in quotas(found)] == [10.0, 20.0, 90.0]


def test_months_three_apart_may_be_quarters() -> None:
    text = "Rep,Mar 2026,Jun 2026\nAna,5,6\n"
    with pytest.raises(QuotaError) as refused:
        read(text)
    assert str(refused.value) == (
        "quotas.csv: 1 problem\n  the months Mar 2026, Jun 2026 may stand for quarters;"
        " write quarters as 'Q1 2026', or say quota_period=\"month\""
    )
    assert len(quotas(read(text, quota_period="month"))) == 2
    long = "Rep,{},Quota\nAna,Mar 2026,5\nAna,Jun 2026,6\n"
    with pytest.raises(QuotaError, match="Mar 2026, Jun 2026 may stand for quarters"):
        read(long.format("Period"))
    assert len(quotas(read(long.format("Period"), quota_period="month"))) == 2
    assert len(quotas(read(long.format("Month")))) == 2


@pytest.mark.parametrize("header", ["2026", "May", "Q1"])
def test_a_lone_column_that_may_be_anything_is_not_recognised(header: str) -> None:
    text = f"Rep,{header}\nAna,5\n"
    assert read_export("quotas.csv", text.encode(), Options()) is None
    assert read(text.replace(header, "Q1 2026")).rows_read == 1


def test_yearless_columns_take_the_year_of_the_row_or_the_title() -> None:
    beside = read("Rep,Year,Q1,Q2\nAna,2026,5,6\nAna,2027,7,\n")
    assert [row[1] for row in quotas(beside)] == [
        "2026-01-01",
        "2026-04-01",
        "2027-01-01",
    ]
    above = read("Quotas 2026\nRep,Q1,Q2\nAna,5,6\n", path="x.csv")
    assert [row[1] for row in quotas(above)] == ["2026-01-01", "2026-04-01"]
    with pytest.raises(QuotaError, match=r"columns 'Q1', 'Q2' have no year: write it"):
        read("Rep,Q1,Q2\nAna,5,6\n")


def test_a_fiscal_year_needs_the_key_that_names_it() -> None:
    text = "Rep,Quarter,Quota\nAna,Q1 FY26,5\n"
    with pytest.raises(QuotaError) as refused:
        read(text)
    assert str(refused.value) == (
        "quotas.csv: 1 problem\n  column 'Quarter': nothing tells when the fiscal year"
        ' of \'Q1 FY26\' begins; say fiscal_year_named_by = "start" or "end" in'
        " ssi-analysis.toml, and fiscal_year_start where it does not begin in January"
    )
    named = Settings(fiscal_year_named_by="end")
    assert quotas(read(text, settings=named)) == [("Ana", *Q1, 5.0)]
    beside = "Rep,Fiscal Year,Fiscal Quarter,Quota\nAna,26,1,5\n"
    assert quotas(read(beside, settings=named)) == [("Ana", *Q1, 5.0)]
    wide = "Rep,FY26 quota\nAna,5\n"
    assert quotas(read(wide, settings=named)) == [
        ("Ana", "2026-01-01", "2026-12-31", 5.0)
    ]
    with pytest.raises(QuotaError, match="the fiscal year of 'FY26' begins"):
        read(wide)


def test_a_period_of_another_kind_than_its_column_is_rejected() -> None:
    found = read(
        "Rep,Quarter,Quota\nAna,Jan 2026,5\nBo,2026-04-01,6\nCy,2026-05-01,7\nDi,H1,8\n"
        "Ed,,9\n"
    )
    assert quotas(found) == [("Bo", "2026-04-01", "2026-06-30", 6.0)]
    assert [(row[0], row[3]) for row in rejects(found)] == [
        (2, "not a quarter"),
        (4, "not the first day of a quarter"),
        (5, "a half-year; give its quarters, or the first and the last day"),
        (6, "blank"),
    ]


def test_a_first_day_in_a_column_of_periods_needs_the_option() -> None:
    text = "Rep,Period,Quota\nAna,2026-04-01,6\n"
    with pytest.raises(ExportError, match=r"'Period' holds only 2026-04-01, so the"):
        read(text)
    (quarter,) = quotas(read(text, quota_period="quarter"))
    assert quarter[1:3] == ("2026-04-01", "2026-06-30")


def test_days_and_a_month_in_numbers_are_periods_too() -> None:
    days = read("Rep,Start,End,Target\nAna,2026-01-01,2026-03-31,5\n")
    assert quotas(days) == [("Ana", *Q1, 5.0)]
    times = "2026-01-01T00:00:00,2026-03-31T00:00:00"
    midnight = read(f"Rep,From,To,Target\nAna,{times},5\n")
    assert quotas(midnight) == [("Ana", *Q1, 5.0)]
    numbers = read("Rep,Month,Year,Target\nAna,1,2026,5\nAna,02,2026,6\n")
    assert quotas(numbers) == [("Ana", *JANUARY, 5.0), ("Ana", *FEBRUARY, 6.0)]


def test_one_period_of_a_whole_sheet_may_be_said_elsewhere() -> None:
    text = "Rep,Quota,Closed Won\nAna,5,4\n"
    assert quotas(read(text, path="Quota Q1 2026.csv")) == [("Ana", *Q1, 5.0)]
    rule = FileRule(first_day="2026-01-01", last_day="2026-03-31")
    assert quotas(read(text, rule=rule)) == [("Ana", *Q1, 5.0)]
    with pytest.raises(QuotaError):
        read(text, rule=FileRule(first_day="2026-01-01"))
    with pytest.raises(QuotaError) as refused:
        read(text)
    assert str(refused.value) == (
        "quotas.csv: 1 problem\n  nothing tells the period of the quotas: add a column"
        " 'Quarter' or 'Month', or say first_day and last_day under [[files]] in"
        " ssi-analysis.toml"
    )


def test_amounts_in_thousands_are_refused() -> None:
    with pytest.raises(QuotaError) as refused:
        read("All figures in thousands\nRep,Quarter,Quota\nAna,Q1 2026,5\n")
    assert str(refused.value) == (
        "quotas.csv: 1 problem\n  'All figures in thousands' stands above the table or"
        " in its name; write the amounts in full and take it away"
    )


def test_the_currency_may_stand_in_the_header_the_title_the_cell_or_a_column() -> None:
    header = read("Rep;Quarter;Quota (EUR)\nAna;Q1 2026;12.000\n")
    assert rows(header, "quota", "quota", "currency") == [(12000.0, "EUR")]
    above = read("All amounts in EUR\nRep,Quarter,Quota\nAna,Q1 2026,12\n")
    assert rows(above, "quota", "currency") == [("EUR",)]
    cell = read('Rep,Quarter,Quota\nAna,Q1 2026,"USD 5"\n')
    assert rows(cell, "quota", "currency") == [("USD",)]
    column = read("Rep,Quarter,Quota,Currency,Booked\nAna,Q1 2026,5,GBP,£4\n")
    assert rows(column, "quota", "currency") == [("GBP",)]
    assert rows(column, "attained", "currency") == [("GBP",)]


AMOUNTS = st.integers(0, 10**7)


@given(
    st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=5),
    st.sampled_from(["{:d}", "${:,d}", "{:,d}.00", "EUR {:d}", "{:d}.5"]),
)
def test_every_layout_of_one_truth_gives_the_same_numbers(
    truth: list[tuple[int, int, int, int]], form: str
) -> None:
    months = ("Jan 2026", "Feb 2026")
    people = [f"Rep {letter}" for letter in "ABCDE"[: len(truth)]]
    kinds = ("Quota", "Actual")
    wide = [["Rep", *(f"{month} {kind}" for month in months for kind in kinds)]]
    long = [["Rep", "Month", "Quota", "Actual"]]
    measures = [["Rep", "Metric", *months]]
    for rep, cells in zip(people, truth, strict=True):
        first, second, third, fourth = (form.format(cell) for cell in cells)
        wide.append([rep, first, second, third, fourth])
        long += [[rep, months[0], first, second], [rep, months[1], third, fourth]]
        measures += [[rep, "Quota", first, third], [rep, "Actual", second, fourth]]
    half = 0.5 if form.endswith(".5") else 0.0
    expected = sorted(
        (rep, start, quota + half, actual + half)
        for rep, cells in zip(people, truth, strict=True)
        for start, quota, actual in (
            ("2026-01-01", *cells[:2]),
            ("2026-02-01", *cells[2:]),
        )
    )
    for lines in (wide, long, measures):
        text = io.StringIO()
        csv.writer(text).writerows(lines)
        found = read(text.getvalue(), path="x.csv")
        names = ("person_name", "start_date")
        quota = sorted(rows(found, "quota", *names, "quota"))
        actual = sorted(rows(found, "attained", *names, "attained"))
        both = zip(quota, actual, strict=True)
        assert [(*of, amount[-1]) for of, amount in both] == expected
        assert found.rejects == ()


def test_a_share_of_the_quota_is_no_amount() -> None:
    found = read("Rep,Month,Quota,% Attained\nAna,Jan 2026,5,1.04\n")
    assert attained(found) == "Ana nan 1.04"


def test_one_person_named_twice_for_a_period_is_refused() -> None:
    with pytest.raises(
        ExportError, match=r"keep one of them or their sum\n  rows 2 and"
    ):
        read("Rep,Quarter,Quota\nAna,Q1 2026,5\nana,Q1 2026,6\n")


def test_two_columns_of_one_period_are_refused() -> None:
    with pytest.raises(QuotaError) as refused:
        read("Rep,Jan 2026,2026-01,Feb 2026\nAna,5,6,7\n")
    assert str(refused.value) == (
        "quotas.csv: 1 problem\n  columns 'Jan 2026', '2026-01' are of one period; keep"
        " one of them"
    )


def test_a_roster_with_a_quota_stays_a_roster_and_the_reverse() -> None:
    header = "rep_id,name,email,team,manager,territory"
    row = "1,Ana,a@x.org,North,Max,EMEA"
    assert read(f"{header},Quarter,Quota\n{row},Q1 2026,5\n").rows_read == 1
    text = f"{header},start_date,end_date,quota\n{row},2026-01-01,,5\n"
    roster = read_export("r.csv", text.encode(), Options())
    assert roster is not None
    assert roster.origin == "roster"


def test_an_amount_and_a_share_of_one_name_are_two_columns() -> None:
    found = read_export(
        "q.csv",
        b"Rep,Quarter,Quota,Attained,% Attained\nAna Reis,2026-Q1,200,150,75%\n",
        Options(),
    )
    assert found is not None
    assert found.tables["attained"]["attained"].tolist() == [150.0]
    assert found.tables["attained"]["attainment"].tolist() == [0.75]


def test_an_amount_attained_may_have_a_currency_of_its_own() -> None:
    found = read_export(
        "q.csv",
        b"Rep,Quarter,Quota,Quota Currency,Booked,Booked Currency\n"
        b"Ana Reis,2026-Q1,200,USD,150,EUR\n",
        Options(),
    )
    assert found is not None
    assert found.tables["quota"]["currency"].tolist() == ["USD"]
    assert found.tables["attained"]["currency"].tolist() == ["EUR"]


def test_a_second_line_of_headers_is_no_note_beside_the_table():
    lines = "Rep,Q1 2026,,Q2 2026,", ",Quota,Actual,Quota,Actual", "Ana,100,90,120,110"
    found = read("\n".join(lines))

    assert (found.rows_read, rejects(found)) == (1, [])
    assert attained(found) == "Ana 90.0 nan; Ana 110.0 nan"
