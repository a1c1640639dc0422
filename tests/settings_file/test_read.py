"""The settings file as its owner writes it, and every way to write it wrong."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_analysis.errors.settings import SettingsError
from ssi_analysis.periods import Calendar
from ssi_analysis.settings import FileRule, Settings
from ssi_analysis.settings_file import NAME, read_settings, settings_of

PAGE = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
WHOLE = """\
"$schema" = "./ssi-analysis.schema.json"
date_order = "dmy"
quota_period = "quarter"
currency = "EUR"
time_zone = "Europe/Berlin"
week_start = "sunday"
fiscal_year_named_by = "end"
fiscal_weeks = "4-5-4"
fiscal_year_starts = ["2026-02-01", 2025-02-02]
high_ssi = 75
low_ssi = 45.5
won_stages = ["Signed"]
lost_stages = ["Dropped", "Lost to nobody"]

[columns]
ssi_brand = "Berufliche Marke"
ssi_people = ["Personen", "Kontakte"]

[[files]]
path = "crm/*.csv"
origin = "salesforce_quota"
rep = "R001"
first_day = 2026-10-01
last_day = "2026-10-31"
date_order = "mdy"
quota_period = "month"
[files.columns]
quota = "Soll"

[[files]]
path = "old/**"
origin = "ignore"
"""


def refusal(text):
    with pytest.raises(SettingsError) as refused:
        settings_of(text)
    return str(refused.value)


def problems(text):
    """The lines of a refusal below its head, which has to count them."""
    head, *lines = refusal(text).split("\n  ")
    noun = "problem" if len(lines) == 1 else "problems"
    assert head == f"ssi-analysis.toml: {len(lines)} {noun}"
    return lines


def test_every_key_settles_what_it_is_for():
    assert settings_of(WHOLE) == Settings(
        date_order="dmy",
        quota_period="quarter",
        currency="EUR",
        time_zone="Europe/Berlin",
        calendar=Calendar(
            week_start="sunday",
            year_starts=(dt.date(2025, 2, 2), dt.date(2026, 2, 1)),
            pattern=(4, 5, 4),
        ),
        fiscal_year_named_by="end",
        high_ssi=75.0,
        low_ssi=45.5,
        won_stages=("Signed",),
        lost_stages=("Dropped", "Lost to nobody"),
        columns={
            "ssi_brand": ("Berufliche Marke",),
            "ssi_people": ("Personen", "Kontakte"),
        },
        files=(
            FileRule(
                "crm/*.csv",
                origin="salesforce_quota",
                rep="R001",
                first_day="2026-10-01",
                last_day="2026-10-31",
                date_order="mdy",
                quota_period="month",
                columns={"quota": ("Soll",)},
            ),
            FileRule("old/**", origin="ignore"),
        ),
    )


def test_a_folder_without_the_file_settles_nothing(tmp_path):
    assert read_settings(tmp_path) == Settings()
    assert read_settings(tmp_path / "missing") == Settings()


def test_an_empty_file_settles_nothing():
    assert settings_of("") == settings_of("# nothing yet\n") == Settings()


@pytest.mark.parametrize(
    ("said", "month"),
    [('"january"', 1), ('"february"', 2), ('"december"', 12), ("1", 1), ("12", 12)],
)
def test_the_fiscal_year_begins_in_a_month_by_name_or_number(said, month):
    found = settings_of(f"fiscal_year_start = {said}").calendar

    assert found == Calendar(fiscal_start_month=month)


def test_a_file_from_windows_is_read(tmp_path):
    text = 'currency = "EUR"\r\nwon_stages = ["Auftrag für uns"]\r\n'
    (tmp_path / NAME).write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert read_settings(tmp_path) == Settings(
        currency="EUR", won_stages=("Auftrag für uns",)
    )


def test_all_problems_are_named_at_once_in_the_order_of_their_lines():
    text = """\
time_zone = "Europe/Berln"
date_oder = "dmy"
currency = "Euro"
low_ssi = 80
fiscal_weeks = "4-4-5"

[columns]
ssi_brnd = "Marke"
high_ssi = 70

[[files]]
rep = "R001"
first_day = 2026-10-01

[[files]]
path = "crm/*.csv"
origin = "salesforce_qouta"
"""
    assert refusal(text) == (
        "ssi-analysis.toml: 10 problems\n"
        "  line 1: time zone 'Europe/Berln' is not known; did you mean"
        " 'Europe/Berlin'?\n"
        "  line 2: key 'date_oder' is not known; did you mean 'date_order'?\n"
        "  line 3: 'currency' is 'Euro'; it must be a code of three capitals as EUR\n"
        "  line 4: 'low_ssi' is 80 and 'high_ssi' is 70; 'low_ssi' must be below"
        " 'high_ssi'\n"
        "  line 5: 'fiscal_weeks' stands without 'fiscal_year_starts'; give both\n"
        "  line 8: column 'ssi_brnd' is not known; did you mean 'ssi_brand'?\n"
        "  line 9: key 'high_ssi' stands in the wrong place; move it above the first"
        " line in brackets\n"
        "  line 11: [[files]] has no 'path'; say which files, as path = \"crm/*.csv\"\n"
        "  line 13: 'first_day' stands without 'last_day'; give both\n"
        "  line 17: origin 'salesforce_qouta' is not known; did you mean"
        " 'salesforce_quota'?"
    )


RULE = '[[files]]\npath = "a"\n'
MUST = {
    "date_order": "dmy or mdy",
    "quota_period": "month or quarter",
    "currency": "a code of three capitals as EUR",
    "time_zone": "an IANA name as Europe/Berlin",
    "week_start": "monday or sunday",
    "fiscal_year_start": "a month as february, or its number from 1 to 12",
    "fiscal_year_named_by": "start or end",
    "high_ssi": "a number from 0 to 100",
    "low_ssi": "a number from 0 to 100",
    "won_stages": 'a list of stages as ["Signed"]',
    "lost_stages": 'a list of stages as ["Dropped"]',
    "columns": 'a table of column = "header"',
    "files": "written as [[files]], in double brackets",
    "$schema": "a text in quotes",
}


@pytest.mark.parametrize(
    ("key", "found", "shown"),
    [
        ("date_order", '"ymd"', "'ymd'"),
        ("date_order", "1", "1"),
        ("quota_period", '"year"', "'year'"),
        ("currency", '"eur"', "'eur'"),
        ("currency", '"EURO"', "'EURO'"),
        ("currency", r'"EUR\n"', "'EUR?'"),
        ("currency", "[]", "a list"),
        ("time_zone", "1", "1"),
        ("time_zone", '""', "''"),
        ("week_start", '"Monday"', "'Monday'"),
        ("fiscal_year_start", '"Feb"', "'Feb'"),
        ("fiscal_year_start", "13", "13"),
        ("fiscal_year_start", "true", "true"),
        ("fiscal_year_named_by", '""', "''"),
        ("high_ssi", "100.5", "100.5"),
        ("high_ssi", "inf", "inf"),
        ("high_ssi", '"70"', "'70'"),
        ("high_ssi", f"0x{'f' * 400}", "inf"),
        ("low_ssi", "-1", "-1"),
        ("low_ssi", "false", "false"),
        ("won_stages", '"Signed"', "'Signed'"),
        ("lost_stages", "{}", "a table"),
        ("columns", "[]", "a list"),
        ("files", '{ path = "a" }', "a table"),
        ('"$schema"', "1", "1"),
    ],
)
def test_a_value_that_a_key_does_not_take_is_refused(key, found, shown):
    name = key.strip('"')

    assert problems(f"{key} = {found}") == [
        f"line 1: '{name}' is {shown}; it must be {MUST[name]}"
    ]


PATH = "a path below the folder, with / between its parts, as crm/*.csv"
DAY = "a day as 2026-10-31"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("path = ''", f"'path' is ''; it must be {PATH}"),
        ("path = 'crm\\*.csv'", rf"'path' is 'crm\*.csv'; it must be {PATH}"),
        ("path = '/data/*.csv'", f"'path' is '/data/*.csv'; it must be {PATH}"),
        ("path = '../a.csv'", f"'path' is '../a.csv'; it must be {PATH}"),
        ("path = 'C:/a.csv'", f"'path' is 'C:/a.csv'; it must be {PATH}"),
        ("path = 7", f"'path' is 7; it must be {PATH}"),
    ],
)
def test_a_path_that_matches_nothing_below_the_folder_is_refused(line, problem):
    assert problems(f"[[files]]\n{line}\n") == [f"line 2: {problem}"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            "rep = 7",
            "line 3: 'rep' is 7; it must be a text in quotes that is not blank",
        ),
        (
            "rep = ' '",
            "line 3: 'rep' is ' '; it must be a text in quotes that is not blank",
        ),
        (
            "first_day = 2026-10-02\nlast_day = 2026-10-01",
            "line 3: 'first_day' is 2026-10-02, after 'last_day', which is 2026-10-01",
        ),
        (
            "last_day = 2026-10-01",
            "line 3: 'last_day' stands without 'first_day'; give both",
        ),
        (
            "first_day = '2026-02-30'\nlast_day = 2026-10-31",
            f"line 3: 'first_day' is '2026-02-30'; it must be {DAY}",
        ),
        (
            "first_day = 2026-10-01\nlast_day = '31.10.2026'",
            f"line 4: 'last_day' is '31.10.2026'; it must be {DAY}",
        ),
        (
            "first_day = 0206-10-01\nlast_day = 2026-10-31",
            f"line 3: 'first_day' is '0206-10-01'; it must be {DAY}",
        ),
        (
            "first_day = 2026-10-01T00:00:00\nlast_day = 2026-10-31",
            f"line 3: 'first_day' is '2026-10-01T00:00:00'; it must be {DAY}",
        ),
        (
            "date_order = 'ymd'",
            "line 3: 'date_order' is 'ymd'; it must be dmy or mdy",
        ),
        (
            "origin = 1",
            "line 3: 'origin' is 1; it must be an origin as salesforce_quota, or"
            " ignore",
        ),
        (
            "columns = { quota = [] }",
            "line 3: 'quota' is a list; it must be a header, or a list of headers as"
            ' ["Soll", "Ziel"]',
        ),
        (
            "[files.columns]\nquota = [\n'Soll',\n'',\n]",
            "line 6: 'quota' holds ''; each part must be a text in quotes that is not"
            " blank",
        ),
        (
            "quota = 'Soll'",
            "line 3: key 'quota' stands in the wrong place; move it right below"
            " [files.columns]",
        ),
        (
            "currency = 'EUR'",
            "line 3: key 'currency' stands in the wrong place; move it above the first"
            " line in brackets",
        ),
        (
            "[files.columns]\nrep = 'R001'",
            "line 4: key 'rep' stands in the wrong place; move it right below"
            " [[files]]",
        ),
        ("rpe = 'R001'", "line 3: key 'rpe' is not known; did you mean 'rep'?"),
    ],
)
def test_what_is_said_of_some_files_is_checked_too(lines, found):
    assert problems(RULE + lines) == [found]


def test_files_that_are_no_tables_are_refused_each():
    assert problems("files = [1, [], { path = 'a' }]") == [
        "line 1: 'files' holds 1; each part must be written as [[files]], in double"
        " brackets",
        "line 1: 'files' holds a list; each part must be written as [[files]], in"
        " double brackets",
    ]


def test_a_name_near_none_gets_the_list_of_all():
    assert problems("[[files]]\npath = 'a'\nxyz = 1") == [
        "line 3: key 'xyz' is not known. Known: columns, date_order, first_day,"
        " last_day, origin, path, quota_period, rep"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "high_ssi = 50",
            "line 1: 'low_ssi' is 50 and 'high_ssi' is 50; 'low_ssi' must be below"
            " 'high_ssi'",
        ),
        (
            "high_ssi = 60\nlow_ssi = 60.5",
            "line 2: 'low_ssi' is 60.5 and 'high_ssi' is 60; 'low_ssi' must be below"
            " 'high_ssi'",
        ),
        (
            "high_ssi = nan",
            "line 1: 'low_ssi' is 50 and 'high_ssi' is nan; 'low_ssi' must be below"
            " 'high_ssi'",
        ),
        (
            "won_stages = ['Signed']\nlost_stages = ['Dropped', 'SIGNED']",
            "line 2: stage 'SIGNED' stands in 'won_stages' and in 'lost_stages'; keep"
            " it in one",
        ),
        (
            "fiscal_year_starts = [2025-02-02]",
            "line 1: 'fiscal_year_starts' stands without 'fiscal_weeks'; give both",
        ),
        (
            "fiscal_year_start = 2\nfiscal_weeks = '4-4-5'\n"
            "fiscal_year_starts = [2025-02-02]",
            "line 1: 'fiscal_weeks' and 'fiscal_year_start' exclude each other; keep"
            " one",
        ),
        (
            "fiscal_weeks = '4-4-5'\nfiscal_year_starts = [2026-02-02, 2025-02-02]",
            "line 2: 'fiscal_year_starts' holds 2025-02-02 and 2026-02-02, 365 days"
            " apart; a year of whole weeks has 364 or 371",
        ),
        (
            "fiscal_weeks = '4-4-5'\nfiscal_year_starts = [\n2025-02-02,\n'x',\n]",
            f"line 4: 'fiscal_year_starts' holds 'x'; each part must be {DAY}",
        ),
        (
            "fiscal_weeks = '4-4-5'\nfiscal_year_starts = []",
            "line 2: 'fiscal_year_starts' is a list; it must be a list of days as"
            " [2025-02-02, 2026-02-01]",
        ),
        (
            "time_zone = '../../etc/passwd'",
            "line 1: 'time_zone' is '../../etc/passwd'; it must be an IANA name, as"
            " UTC",
        ),
    ],
)
def test_keys_that_do_not_go_together_are_refused(text, found):
    assert problems(text) == [found]


def test_nothing_is_said_twice_of_a_key_that_is_wrong_by_itself():
    assert problems("low_ssi = 80\nhigh_ssi = 700") == [
        "line 2: 'high_ssi' is 700; it must be a number from 0 to 100"
    ]


LINE = "a line is key = value, and texts stand in quotes"
ONCE = "each key and each table stands once"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "\ncurrency = EUR\n",
            f"line 2: cannot be read as TOML (Invalid value, column 12); {LINE}",
        ),
        (
            "low_ssi = 4\nlow_ssi = 5\n",
            "line 2: cannot be read as TOML (Cannot overwrite a value, column 12);"
            f" {ONCE}",
        ),
        (
            "[columns]\n[columns]\n",
            "line 2: cannot be read as TOML (Cannot declare ('columns',) twice, column"
            f" 9); {ONCE}",
        ),
        (
            "won_stages = [\n'Signed',\n\n",
            f"line 2: cannot be read as TOML (Invalid value at the end); {LINE}",
        ),
        (
            f"high_ssi = {'9' * 5000}",
            "cannot be read as TOML (Exceeds the limit (4300 digits) for integer string"
            f" conversion: value has 5000 digits); {LINE}",
        ),
        (
            f"a = {'[' * 5000}",
            "tables and lists are nested deeper than any settings are",
        ),
        (
            f"\n{'a.' * 100_000}a = 1",
            "line 2: tables and lists are nested deeper than any settings are",
        ),
    ],
)
def test_what_is_no_toml_is_refused_with_its_line(text, found):
    assert problems(text) == [found]


def test_of_very_many_problems_the_first_twenty_are_listed():
    lines = refusal("".join(f"rep{n} = 1\n" for n in range(25))).split("\n")

    assert lines[0] == "ssi-analysis.toml: 25 problems"
    assert lines[-1] == "  and 5 more"
    assert len(lines) == 22


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path):
    (tmp_path / NAME).write_bytes(b'currency = "EUR"\nwon_stages = ["F\xfcr uns"]\n')

    with pytest.raises(SettingsError) as refused:
        read_settings(tmp_path)

    assert str(refused.value) == (
        "ssi-analysis.toml: 1 problem\n  line 2: is not UTF-8; save the file as UTF-8"
    )


def test_a_file_over_one_mebibyte_is_refused(tmp_path):
    (tmp_path / NAME).write_bytes(b"#" * 2**20)
    assert read_settings(tmp_path) == Settings()

    (tmp_path / NAME).write_bytes(b"#" * (2**20 + 1))
    with pytest.raises(SettingsError) as refused:
        read_settings(tmp_path)

    assert str(refused.value) == (
        "ssi-analysis.toml: 1 problem\n"
        "  is larger than 1,048,576 bytes; it is to hold settings only"
    )


LEADS_NOWHERE = "it is a link that leads to no file"


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: path.symlink_to(path), LEADS_NOWHERE),
        (lambda path: path.symlink_to("missing.toml"), LEADS_NOWHERE),
        (lambda path: path.symlink_to(path.parent), LEADS_NOWHERE),
        (lambda path: path.mkdir(), "it is no file"),
        (lambda path: os.mkfifo(path, 0o600), "it is no file"),
    ],
    ids=["link to itself", "link to nothing", "link to a folder", "folder", "pipe"],
)
def test_what_is_no_file_is_refused(tmp_path, make, why):
    make(tmp_path / NAME)

    with pytest.raises(SettingsError) as refused:
        read_settings(tmp_path)

    assert str(refused.value) == (
        f"ssi-analysis.toml: 1 problem\n  cannot be read: {why}"
    )


def test_a_file_that_may_not_be_opened_is_refused(tmp_path, monkeypatch):
    (tmp_path / NAME).touch()

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SettingsError) as refused:
        read_settings(tmp_path)

    assert str(refused.value) == (
        "ssi-analysis.toml: 1 problem\n  cannot be read: Permission denied"
    )


def test_without_a_file_nothing_is_imported_to_check_it():
    code = (
        "import sys, pathlib, ssi_analysis.settings_file as s;"
        "s.read_settings(pathlib.Path('missing'));"
        "sys.exit('jsonschema' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_checking_a_file_does_not_import_the_grammars_of_web_addresses():
    code = (
        "import sys, ssi_analysis.settings_file as s; s.settings_of('');"
        "sys.exit('jsonschema' not in sys.modules or 'rfc3987_syntax' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_example_on_the_page_can_be_read():
    examples = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)

    assert len(examples) == 3
    assert settings_of(examples[0]).files[0].columns["quota"] == ("Soll",)
    for example in examples:
        settings_of(example)


PIECES = st.sampled_from(
    [
        *re.findall(r"\w+|\W", WHOLE),
        *("[[", "]]", "{", "}", "'", '"""', "\\", "\0", "é", "nan", "-", "1e999"),
        *("0xF", "true", "07:00:00", "2026-13-01", "[files]", "fiscal_year_start = 2"),
    ]
)


@st.composite
def mutations(draw):
    """Draw the whole example with a few of its pieces put in, out or elsewhere."""
    pieces = re.findall(r"\w+|\W", WHOLE)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(pieces) - 1))
        length = draw(st.integers(0, 3))
        pieces[at : at + length] = draw(st.lists(PIECES, max_size=3))
    return "".join(pieces)


@settings(max_examples=300)
@given(st.one_of(mutations(), st.lists(PIECES).map("".join), st.text()))
def test_any_text_gives_settings_or_a_refusal(text):
    try:
        assert isinstance(settings_of(text), Settings)
    except SettingsError as refused:
        head, *lines = str(refused).split("\n")
        assert head.startswith("ssi-analysis.toml: ")
        assert lines
        assert all(line.startswith("  ") for line in lines)
