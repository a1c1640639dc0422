"""Every refusal in full: what was found, where, and what would be right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ssi_analysis import errors
from ssi_analysis.errors import (
    ContainerError,
    DataError,
    DocumentError,
    ExportError,
    MailError,
    OwnerError,
    ParameterError,
    ReportError,
    SettingsError,
    SSIError,
    nearest,
)
from ssi_analysis.errors.dates import DateError
from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.errors.repeats import RepeatError
from ssi_analysis.errors.settings import Problem

MESSAGES = [
    (
        ExportError.from_problems("ssi.csv", ["row 4: a", "row 9: b"]),
        "ssi.csv: 2 problems\n  row 4: a\n  row 9: b",
    ),
    (
        ExportError.open_dates("d.csv", ["Close Date", "Created"], "03/04/2026"),
        "d.csv: 1 problem\n"
        "  column 'Close Date', 'Created': in '03/04/2026' the day and the month cannot"
        ' be told apart by values above 12; say date_order="dmy" or date_order="mdy"',
    ),
    (
        DateError.both_orders(
            "d.csv",
            "row 3, column 'Date': '25/04/2026'",
            "row 7, column 'Date': '04/26/2026'",
        ),
        "d.csv: 1 problem\n"
        "  row 3, column 'Date': '25/04/2026' has the day first, row 7, column 'Date':"
        " '04/26/2026' the month; write all days of the file in one order, best as"
        " 2026-04-25",
    ),
    (
        ExportError.open_period("quota.csv", "Start Date", ["2026-10-01"]),
        "quota.csv: 1 problem\n"
        "  column 'Start Date' holds only 2026-10-01, so the length of the quota period"
        ' is open; say quota_period="month" or quota_period="quarter"',
    ),
    (
        ExportError.no_period("usage.csv"),
        "usage.csv: 1 problem\n"
        "  no date range stands above the header or in the file name; name the file by"
        " its first and last day, as in usage_2026-10-01_2026-10-31.csv",
    ),
    (
        ExportError.several_kinds("q.csv", "Forecast Type", ["A", "B"]),
        "q.csv: 1 problem\n"
        "  column 'Forecast Type' holds A, B: keep the rows of one of them",
    ),
    (
        ExportError.broken_page("r7/2026-11-15.json"),
        "r7/2026-11-15.json: 1 problem\n"
        "  holds a memberScore but is no whole JSON; save the page again",
    ),
    (
        ExportError.shown_page("r7/page.html"),
        "r7/page.html: 1 problem\n"
        "  shows an SSI, rounded and in the words of one language, without the data"
        " behind it; open https://www.linkedin.com/sales-api/salesApiSsi in the"
        " browser and save that JSON",
    ),
    (
        ExportError.several_tables("t.json", ["ana", "bo"]),
        "t.json: 1 problem\n"
        "  holds several tables ('ana', 'bo'); save each in a file of its own",
    ),
    (
        ExportError.no_won_stage("d.csv", ["998", "999"]),
        "d.csv: 1 problem\n"
        "  no deal is known as won or lost among the stages 998, 999; call them 'Closed"
        " Won' and 'Closed Lost', or add a column 'Won' of true and false",
    ),
    (
        ExportError.no_amounts("d.csv", "Amount"),
        "d.csv: 1 problem\n"
        "  column 'Amount' is blank in every won deal; export it as a user who can see"
        " the amounts",
    ),
    (
        ExportError.repeated_quotas("q.csv", [(2, 9), *[(3, 10)] * 10]),
        "q.csv: quotas of one person and period differ; keep one of them or their sum\n"
        "  rows 2 and 9\n" + "  rows 3 and 10\n" * 9 + "  and 1 more",
    ),
    (
        RepeatError.several_seats("usage.csv", [(2, 3)]),
        "usage.csv: counts of one rep and the same days differ, as of two seats; keep"
        " the rows of the seat in use\n  rows 2 and 3",
    ),
    (
        RepeatError.split_deals("deals.csv", [(2, 3), (4, 9)]),
        "deals.csv: rows of one deal differ in owner, amount, day or stage; export each"
        " deal in one row, without splits and products, or give each part an id and"
        " amount of its own\n  rows 2 and 3\n  rows 4 and 9",
    ),
    (
        RepeatError.changed_deals("a.csv row 2", "b.csv row 3"),
        "deals: a.csv row 2 and b.csv row 3 may be one deal that was changed, as they"
        " have no id and each stands in one of two exports of the same days; add the"
        " column of ids to both exports, or keep the later one alone",
    ),
    (
        QuotaError.open_year("q.csv", "Quarter", "Q1 FY26"),
        "q.csv: 1 problem\n"
        "  column 'Quarter': nothing tells when the fiscal year of 'Q1 FY26' begins;"
        ' say fiscal_year_named_by = "start" or "end" in ssi-analysis.toml, and'
        " fiscal_year_start where it does not begin in January",
    ),
    (
        QuotaError.no_year("q.csv", ["Q1", "Q2", "Q3", "Q4"]),
        "q.csv: 1 problem\n"
        "  columns 'Q1', 'Q2', 'Q3' and 1 more have no year: write it into the headers,"
        " as in 'Q1 2026', or into a column 'Year'",
    ),
    (
        QuotaError.no_period("q.csv"),
        "q.csv: 1 problem\n"
        "  nothing tells the period of the quotas: add a column 'Quarter' or 'Month',"
        " or say first_day and last_day under [[files]] in ssi-analysis.toml",
    ),
    (
        QuotaError.sparse_months("q.csv", ["Mar-26", "Jun-26"]),
        "q.csv: 1 problem\n"
        "  the months Mar-26, Jun-26 may stand for quarters; write quarters as"
        " 'Q1 2026', or say quota_period=\"month\"",
    ),
    (
        QuotaError.repeated_period("q.csv", ["Jan 2026", "2026-01"]),
        "q.csv: 1 problem\n"
        "  columns 'Jan 2026', '2026-01' are of one period; keep one of them",
    ),
    (
        QuotaError.unnamed_amounts("q.csv", ["Jan 2026"]),
        "q.csv: 1 problem\n"
        "  nothing says what the amounts in columns 'Jan 2026' are; write it into the"
        " headers, as in 'Jan 2026 Quota', or put 'quota' into the name of the file, or"
        ' say origin = "ignore" under [[files]] in ssi-analysis.toml',
    ),
    (
        QuotaError.scaled_amounts("q.csv", "in thousands"),
        "q.csv: 1 problem\n"
        "  'in thousands' stands above the table or in its name; write the amounts in"
        " full and take it away",
    ),
    (
        QuotaError.scaled_column("q.csv", "Quota (M)", "Quota (M)"),
        "q.csv: 1 problem\n"
        "  column 'Quota (M)': 'Quota (M)' leaves open how many thousands or millions"
        " the amounts are; write them in full, under a header without a scale",
    ),
    (
        QuotaError.counted_amounts("q.csv", "Calls"),
        "q.csv: 1 problem\n"
        "  its title or name says 'Calls', which are counted and no money to be won;"
        ' say origin = "ignore" under [[files]] in ssi-analysis.toml, or'
        ' origin = "quota_sheet" where the amounts are money',
    ),
    (
        QuotaError.unknown_measures("q.csv", "KPI", [(at, "x") for at in range(2, 9)]),
        "q.csv: 7 problems\n"
        + "".join(
            f"  row {at}, column 'KPI': 'x' is not known as money to be won\n"
            for at in range(2, 7)
        )
        + "  and 2 more rows\n"
        "  write 'Quota' or 'Revenue' where the amounts are money, take the other rows"
        " away, or give the column another name where it names no measure",
    ),
    (
        QuotaError.open_attainment("q.csv", "Attainment", ["1", "2"]),
        "q.csv: 1 problem\n"
        "  column 'Attainment': 1, 2 may be ratios or per cent; write 104% or 1.04",
    ),
    (
        QuotaError.contradicted("q.csv", "Attainment", 3, ["row 2: a", "row 3: b"]),
        "q.csv: column 'Attainment' is not the attained amount over the quota in 2 of 3"
        " rows; correct it or take it away\n  row 2: a\n  row 3: b",
    ),
    (
        QuotaError.shared_title("g.csv", "Parent Goal", "Q1"),
        "g.csv: 1 problem\n"
        "  column 'Parent Goal': several goals are called 'Q1', so it is open which is"
        " the parent; export the ids of goals and of their parents",
    ),
    (
        ExportError.overlapping_quotas("r7", ["a (g.csv row 2)", "b (q.csv row 9)"]),
        "quota: the periods of 'r7' overlap: a (g.csv row 2), b (q.csv row 9);"
        " keep the quotas of one length",
    ),
    (
        ExportError.repeated_headers("ssi.csv", 1, ["Date", "SSI"]),
        "ssi.csv: 2 problems\n"
        "  row 1: header 'Date' stands more than once; rename or delete one column\n"
        "  row 1: header 'SSI' stands more than once; rename or delete one column",
    ),
    (
        ExportError.broken_row("ssi.csv", 7, "unexpected end of data"),
        "ssi.csv: 1 problem\n"
        "  row 7: the quotes do not match (unexpected end of data); export it again",
    ),
    (
        ExportError.no_roster(1),
        "no roster among 1 data file: add a CSV with the columns rep_id, name, email,"
        " linkedin_seat_id, crm_user_id, manager_id, team, start_date",
    ),
    (
        ExportError.repeated_rep("r7", ["a.csv row 2", "a.csv row 9"]),
        "roster: rep_id 'r7' stands in a.csv row 2, a.csv row 9 for the same days; give"
        " each rep one row, or rows whose start_date and end_date do not overlap",
    ),
    (
        ExportError.differing_quotas("a.csv row 2", "b.csv row 3"),
        "quota: a.csv row 2 and b.csv row 3 are of one rep and period, from two"
        " systems, and differ; keep one of them or their sum",
    ),
    (
        ExportError.ended_before("a.csv row 2"),
        "roster: a.csv row 2 has an end_date before its start_date; correct it",
    ),
    (
        ExportError.absent_headers("a.csv", ["Gesamt"], ["Gesammt", "Tag"]),
        "a.csv: 1 problem\n  header 'Gesamt', which ssi-analysis.toml names, is not in"
        " it; did you mean 'Gesammt'?",
    ),
    (
        ExportError.rival_columns("a.csv", 1, [("brand", "prof_brand")]),
        "a.csv: 1 problem\n  row 1: headers 'brand' and 'prof_brand' mean the same and"
        " hold different values; rename one, or name the right one under"
        " [files.columns] in ssi-analysis.toml",
    ),
    (
        ExportError.differing_rates(["r.csv row 2", "r.csv row 3"]),
        "rates: r.csv row 2, r.csv row 3 state one pair of currencies from one day on"
        " and differ; keep one of them",
    ),
    (
        ExportError.mixed_currencies({"USD": "b.csv row 3", "EUR": "a.csv row 2"}),
        "amounts are in several currencies: EUR (a.csv row 2), USD (b.csv row 3);"
        " export converted amounts, or add a CSV of rates with the columns"
        " from_currency, to_currency, rate, start_date, and name one with currency ="
        ' "..." in ssi-analysis.toml',
    ),
    (
        ExportError.nothing_usable("x.csv", 3, ["row 2: a", "row 3: b"], 3),
        "x.csv: no row can be used of 3 read; export it again or take it away\n"
        "  row 2: a\n  row 3: b\n  and 1 more",
    ),
    (
        ExportError.too_much_lost("x.csv", 1, 2, ["row 3: a"]),
        "x.csv: 1 of 2 rows cannot be used, which is more than an accident; correct"
        " them, say in ssi-analysis.toml what a column is where it was taken for"
        " another, or take the file away\n  row 3: a",
    ),
    (
        ExportError.from_errors([DataError(f"{at}.csv") for at in range(21)]),
        "\n".join([*(f"{at}.csv" for at in range(20)), "and 1 more file"]),
    ),
    (
        ContainerError.too_large("d.csv", 256 * 2**20),
        "d.csv: 1 problem\n  is larger than 256 MiB; export fewer columns or a shorter"
        " time, or split it",
    ),
    (
        ContainerError.long_line("d.csv", 2**20),
        "d.csv: 1 problem\n  has a line of more than 1 MiB, so it is no table; export"
        " it again, as CSV",
    ),
    (
        ContainerError.mixed_encodings("d.csv", 7, "utf-8"),
        "d.csv: 1 problem\n  line 7: a letter is not in utf-8 as the rest of the file"
        " is, so names would be misspelt; save it again as utf-8",
    ),
    (
        ContainerError.broken("x.zip", "File is not a zip file"),
        "x.zip: 1 problem\n  cannot be unpacked (File is not a zip file); download it"
        " again",
    ),
    (
        ContainerError.locked("x.zip/a.csv"),
        "x.zip/a.csv: 1 problem\n  is protected by a password; save it without one",
    ),
    (
        ContainerError.unsafe_name("x.zip/../a.csv"),
        "x.zip/../a.csv: 1 problem\n  has a name that leads out of the archive; pack"
        " the file again from its own folder",
    ),
    (
        ContainerError.other_method("x.zip/a.csv"),
        "x.zip/a.csv: 1 problem\n  is packed by another method than Deflate; pack it"
        " again",
    ),
    (
        ContainerError.swollen("x.gz", 200),
        "x.gz: 1 problem\n  unpacks to more than 200 times its size, which no export"
        " does; export it again",
    ),
    (
        ContainerError.too_many_members("x.zip", 10_000),
        "x.zip: 1 problem\n  holds more than 10000 files; unpack it and keep less",
    ),
    (
        ContainerError.too_much("x.zip", 2**30),
        "x.zip: 1 problem\n  unpacks to more than 1024 MiB; unpack it and keep less",
    ),
    (
        ContainerError.too_deep("x.zip/y.zip/z.zip"),
        "x.zip/y.zip/z.zip: 1 problem\n  is packed more than twice; unpack the outer"
        " archive",
    ),
    (
        ContainerError.other_format("d.xls", "an old Excel workbook (.xls)"),
        "d.xls: 1 problem\n  is an old Excel workbook (.xls); save it as Excel workbook"
        " (.xlsx) or CSV",
    ),
    (
        ContainerError.broken_workbook("d.xlsx", "no worksheet"),
        "d.xlsx: 1 problem\n  cannot be read as a workbook (no worksheet); open it and"
        " save it again as .xlsx, or as CSV",
    ),
    (
        ContainerError.large_sheet("d.xlsx", 256 * 2**20),
        "d.xlsx: 1 problem\n  has a worksheet of more than 256 MiB; delete the"
        " formatted rows and columns beyond the table, or save it as CSV",
    ),
    (
        ContainerError.too_wide("d.xlsx", 9, 16_384),
        "d.xlsx: 1 problem\n  spans 9 rows by 16384 columns; delete the cells that"
        " stand far from the table",
    ),
    (
        DataError.nothing_dated("data/emea"),
        "nothing in 'data/emea' has a day: add an SSI history, usage or deals",
    ),
    (
        DataError.no_complete_week("2026-11-11", "2026-11-14"),
        "the scores begin on 2026-11-11 and the data end on 2026-11-14: a page needs a"
        " whole week from Monday to Sunday",
    ),
    (
        DataError.no_complete_week("2026-11-11", "2026-11-13", week_start="sunday"),
        "the scores begin on 2026-11-11 and the data end on 2026-11-13: a page needs a"
        " whole week from Sunday to Saturday",
    ),
    (
        DataError.outside_years("2025-01-31", "2025-02-02", "2027-01-30"),
        "2025-01-31 lies in no fiscal year that is known: they reach from 2025-02-02"
        " to 2027-01-30; add the first days of the earlier years to"
        " 'fiscal_year_starts' in ssi-analysis.toml",
    ),
    (
        DataError.outside_years("2027-01-31", "2025-02-02", "2027-01-30"),
        "2027-01-31 lies in no fiscal year that is known: they reach from 2025-02-02"
        " to 2027-01-30; add the first days of the later years to"
        " 'fiscal_year_starts' in ssi-analysis.toml",
    ),
    (
        DataError.no_complete_period("quarter"),
        "no rep has a complete quarter in the data: ask for a finer grain",
    ),
    (
        DataError.no_scores("data/emea"),
        "nobody in 'data/emea' has an SSI: add an SSI history or the page's JSON",
    ),
    (
        ReportError.failed_cell("ValueError", "no such team"),
        "the notebook stopped: ValueError: no such team",
    ),
    (
        ReportError.not_made({"North": "no reps", "West": "no SSI"}),
        "North: no reps\nWest: no SSI",
    ),
    (
        ReportError.stopped_kernel("Kernel died\nand more"),
        "the notebook stopped: Kernel died",
    ),
    (
        ReportError.title_too_long("Up", 1),
        "the title has 2 characters: 'Up'; it must have at most 1",
    ),
    (
        ReportError.wrong_count(6, "numbers in a headline", "1 to 5"),
        "found 6 numbers in a headline; there must be 1 to 5",
    ),
    (
        ReportError.latest_is_taken("reports/latest"),
        "reports/latest: not made by this package; the newest pages are to be found"
        " under that name: move it away, or choose another folder with --out",
    ),
    (
        ReportError.not_foldable("headline"),
        "a headline cannot be folded; fold tables and prose only",
    ),
    (
        ReportError.unknown_output("weeks", ["text/html", "image/png"]),
        "cell 'weeks' is tagged 'page' but shows image/png, text/html; end it in a"
        " block from ssi_analysis.report.blocks, or remove the tag",
    ),
    (
        ReportError.chromium_failed("/usr/bin/chromium", "starting\nno display\n"),
        "'/usr/bin/chromium' could not draw the page: no display",
    ),
    (
        ReportError.chromium_failed("chrome", ""),
        "'chrome' could not draw the page: no reason",
    ),
    (
        ParameterError.no_chromium("", "SSI_CHROMIUM"),
        "pages without script and PDF are made by Chromium, Chrome or Edge, and none is"
        " found; install one (Debian: apt install chromium), or name its program in the"
        " environment variable SSI_CHROMIUM",
    ),
    (
        ParameterError.no_chromium("chrom", "SSI_CHROMIUM"),
        "pages without script and PDF are made by Chromium, Chrome or Edge, and 'chrom'"
        " is not a program; install one (Debian: apt install chromium), or name its"
        " program in the environment variable SSI_CHROMIUM",
    ),
    (
        ReportError.unexplained("weeks", "figure without a title"),
        "cell 'weeks' is tagged 'page' but shows a figure without a title; a figure"
        " needs a title that says what it shows and x and y or labels and values, a"
        " picture an 'alt' in the metadata of its cell",
    ),
    (
        ReportError.unknown_block("weeks", "map", ["chart", "table"]),
        "cell 'weeks' ends in a block of kind 'map'; known: chart, table",
    ),
    (
        ExportError.not_of_origin("soll.csv", "plain_quota", [["quota", "rep"]]),
        "soll.csv: 1 problem\n  is said to be 'plain_quota' but no row has the headers"
        " of quota, rep; map them under [files.columns] in ssi-analysis.toml",
    ),
    (
        OwnerError.no_owner("messages.csv"),
        "messages.csv: 1 problem\n  does not tell whose messages these are: put the"
        " archive's Profile.csv beside it",
    ),
    (
        ReportError.short_key(".ssi-key", 32),
        ".ssi-key: a key of pseudonyms has at least 32 characters; remove the file, and"
        " the next run makes a new key and new pseudonyms",
    ),
    (
        MailError.recipients("r.csv", ["row 2: a", "row 3: b"]),
        "r.csv: 2 problems\n  row 2: a\n  row 3: b",
    ),
    (
        MailError.no_pages("out"),
        "'out' holds no weekly pages; make them with ssi report",
    ),
    (
        MailError.no_headline("2026-W46", "North"),
        "the manifest of 2026-W46 does not hold what the page of 'North' says; make"
        " that week's pages again",
    ),
    (
        MailError.environment(["A, a name", "B, a number"]),
        "to send, set in the environment: A, a name; B, a number",
    ),
    (
        MailError.busy("r.lock"),
        "another run is sending, or was ended while it did; when none runs, remove"
        " 'r.lock'",
    ),
    (
        MailError.unreadable_ledger("r.json", "no list"),
        "r.json: cannot be read as the list of mails sent (no list); put it right;"
        " without it every mail of the week is sent again",
    ),
    (
        ReportError.unreadable_manifest("m.json", "no pages"),
        "m.json: cannot be read as a manifest (no pages); make that week's pages again,"
        " or remove its folder",
    ),
    (
        ParameterError.unknown("parameter", "tema", ["week", "team"]),
        "parameter 'tema' is not known; did you mean 'team'? Known: team, week",
    ),
    (
        ParameterError.unknown("team", "x", []),
        "team 'x' is not known. Known: none",
    ),
    (
        ParameterError.ambiguous("team", "teama", ["Team A+", "Team A"]),
        "team 'teama' may be 'Team A' or 'Team A+'; write one of these in full",
    ),
    (
        ParameterError.badly_typed("week", "46", "an ISO week as 2026-W46"),
        "parameter 'week' is '46'; it must be an ISO week as 2026-W46",
    ),
    (
        ParameterError.no_whole_weeks("2026-02-01", "2025-02-02"),
        "parameter 'year_starts' holds 2026-02-01 and then 2025-02-02; each year of"
        " whole weeks begins 364 or 371 days after the one before",
    ),
    (
        ParameterError.no_folder("data/emae"),
        "folder 'data/emae' is not there; name the folder that holds the exports",
    ),
    (
        SettingsError.from_problems("s.toml", [(9, "b"), (3, "a"), (0, "c")]),
        "s.toml: 3 problems\n  c\n  line 3: a\n  line 9: b",
    ),
    (
        SettingsError.from_problems("s.toml", [(line, "a") for line in range(1, 23)]),
        "s.toml: 22 problems\n"
        + "\n".join(f"  line {line}: a" for line in range(1, 21))
        + "\n  and 2 more",
    ),
    (
        SettingsError.unreadable("s.toml", "it is no file"),
        "s.toml: 1 problem\n  cannot be read: it is no file",
    ),
    (
        SettingsError.too_large("s.toml", 1_048_576),
        "s.toml: 1 problem\n"
        "  is larger than 1,048,576 bytes; it is to hold settings only",
    ),
    (
        SettingsError.not_text("s.toml", 4),
        "s.toml: 1 problem\n  line 4: is not UTF-8; save the file as UTF-8",
    ),
    (
        SettingsError.too_deep("s.toml", 4),
        "s.toml: 1 problem\n"
        "  line 4: tables and lists are nested deeper than any settings are",
    ),
    (
        ContainerError.no_text("x.csv"),
        "x.csv: 1 problem\n"
        "  holds bytes that are no text, as zeros of a copy that was cut short; export"
        " it again, as CSV",
    ),
    (
        ContainerError.hidden_sheets("x.xlsx", ["Old", "Data"]),
        "x.xlsx: 1 problem\n"
        "  all worksheets with a cell filled are hidden ('Old', 'Data'); unhide the one"
        " that is to be read and save it again",
    ),
    (
        DocumentError.doubled_key("x.json", "a", "records[3]"),
        "x.json: 1 problem\n"
        "  key 'a' stands twice in one object (records[3]); export it again, or keep"
        " the one that counts",
    ),
    (
        DocumentError.doubled_key("x.json", "a", ""),
        "x.json: 1 problem\n"
        "  key 'a' stands twice in one object; export it again, or keep the one that"
        " counts",
    ),
    (
        DocumentError.one_page("deals.json", "paging.next"),
        "deals.json: 1 problem\n"
        "  'paging.next' says that it is one page of several; export all of them, into"
        " one file or into files numbered as deals_1.json, deals_2.json",
    ),
    (
        DocumentError.differing_sheets("crm.xlsx", ["'A' row 2"] * 12),
        "crm.xlsx: worksheets differ, and nothing says which of them counts; take one"
        ' away, say origin = "ignore" of it under [[files]] in ssi-analysis.toml, or'
        " name them by their days, as 2026-11-08" + "\n  'A' row 2" * 10 + "\n"
        "  and 2 more",
    ),
    (
        SettingsError.not_toml("s.toml", 3, "Invalid value, column 12"),
        "s.toml: 1 problem\n"
        "  line 3: cannot be read as TOML (Invalid value, column 12); a line is"
        " key = value, and texts stand in quotes",
    ),
    (
        SettingsError.not_toml("s.toml", 3, "Cannot overwrite a value, column 4"),
        "s.toml: 1 problem\n"
        "  line 3: cannot be read as TOML (Cannot overwrite a value, column 4); each"
        " key and each table stands once",
    ),
    (
        Problem.unknown("key", "date_oder", ["low_ssi", "date_order"]),
        "key 'date_oder' is not known; did you mean 'date_order'?",
    ),
    (
        Problem.unknown("column", "x\n", ["quota", "amount"]),
        "column 'x?' is not known. Known: amount, quota",
    ),
    (
        Problem.misplaced("rep", "right below [[files]]"),
        "key 'rep' stands in the wrong place; move it right below [[files]]",
    ),
    (
        Problem.wrong("week_start", "sonday", "must be monday or sunday"),
        "'week_start' is 'sonday'; it must be monday or sunday",
    ),
    (
        Problem.wrong("rep", "a" * 61, "must be a rep"),
        f"'rep' is '{'a' * 60}...'; it must be a rep",
    ),
    (
        Problem.wrong("rep", True, "must be a text"),
        "'rep' is true; it must be a text",
    ),
    (
        Problem.wrong_part("won_stages", [], "must be a text"),
        "'won_stages' holds a list; each part must be a text",
    ),
    (
        Problem.alone("first_day", "last_day"),
        "'first_day' stands without 'last_day'; give both",
    ),
    (
        Problem.both("fiscal_weeks", "fiscal_year_start"),
        "'fiscal_weeks' and 'fiscal_year_start' exclude each other; keep one",
    ),
    (
        Problem.no_path(),
        "[[files]] has no 'path'; say which files, as path = \"crm/*.csv\"",
    ),
    (
        Problem.bands_overlap(70, 62.5),
        "'low_ssi' is 70 and 'high_ssi' is 62.5; 'low_ssi' must be below 'high_ssi'",
    ),
    (
        Problem.days_in_wrong_order("2026-10-31", "2026-10-01"),
        "'first_day' is 2026-10-31, after 'last_day', which is 2026-10-01",
    ),
    (
        Problem.no_whole_weeks(dt.date(2025, 2, 2), dt.date(2026, 2, 2)),
        "'fiscal_year_starts' holds 2025-02-02 and 2026-02-02, 365 days apart; a year"
        " of whole weeks has 364 or 371",
    ),
    (
        Problem.won_and_lost("Signed"),
        "stage 'Signed' stands in 'won_stages' and in 'lost_stages'; keep it in one",
    ),
]


@pytest.mark.parametrize(("error", "message"), MESSAGES)
def test_a_refusal_says_what_where_and_what_would_be_right(error, message):
    assert str(error) == message


def test_every_wording_is_tried_here():
    source = Path(__file__).read_text(encoding="utf-8")
    kinds = [DataError, ExportError, OwnerError, ParameterError, ReportError]
    kinds += [SettingsError, Problem, ContainerError, DocumentError, QuotaError]
    kinds += [RepeatError]
    wordings = [
        f"{kind.__name__}.{name}("
        for kind in kinds
        for name, member in vars(kind).items()
        if isinstance(member, classmethod)
    ]
    assert len(wordings) > 20
    assert [wording for wording in wordings if wording not in source] == []


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("a\x1b[31m", "a\ufffd[31m"),
        ("a\nrow 9: b", "a row 9: b"),
        ("a\r\nb\rc", "a b c"),
        ("a\n", "a "),
        ("a\u202egpj\u2066\u2028\x9b\udc80", "a\ufffdgpj\ufffd\ufffd\ufffd\ufffd"),
        ("Ana\u00a0Réis\u200d", "Ana\u00a0Réis\u200d"),
    ],
)
def test_nothing_of_a_file_steers_the_terminal(found, said):
    assert str(ExportError.broken_page(found)) == (
        f"{said}: 1 problem\n  holds a memberScore but is no whole JSON; save the page"
        " again"
    )
    one, two = ExportError.broken_page("a"), ExportError.broken_page(found)
    both = f"{one}\n{two}"
    assert str(ExportError.from_errors([one, two])) == both
    assert str(ReportError.failed_cell("x", both)) == f"the notebook stopped: x: {both}"


def test_a_long_cell_is_quoted_by_its_beginning():
    problem = ExportError.open_dates("d.csv", ["h" * 99], "3" * 100_000)
    assert str(problem) == (
        "d.csv: 1 problem\n"
        f"  column '{'h' * 77}...': in '{'3' * 77}...' the day and the month cannot be"
        ' told apart by values above 12; say date_order="dmy" or date_order="mdy"'
    )


def test_a_line_that_grew_too_long_keeps_its_beginning_and_what_would_be_right():
    line = str(QuotaError.scaled_amounts("d.csv", "x" * 5000)).split("\n")[1]
    assert len(line) == 1005
    assert line.startswith("  'xxx")
    assert line.endswith("write the amounts in full and take it away")


def test_every_kind_can_be_caught_as_one():
    kinds = [getattr(errors, name) for name in errors.__all__ if name != "nearest"]
    assert all(issubclass(kind, SSIError) for kind in kinds)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("TOTAL_SSI", "; did you mean 'ssi_total'?"),
        ("ssi brand", "; did you mean 'ssi_brand'?"),
        ("SSI_Total", "; did you mean 'ssi_total'?"),
        ("quota", "."),
    ],
)
def test_the_nearest_name_is_offered_whatever_its_case(name, said):
    assert nearest(name, ["ssi_total", "ssi_brand"]) == said
