"""The cell of a worksheet as text: exact, and in a form that is read again."""

from __future__ import annotations

import datetime as dt

import pytest

from ssi_analysis.exports.cells import as_text

CELLS = [
    (dt.datetime(2026, 3, 5), "d.m.yy", "2026-03-05"),
    (dt.datetime(2026, 3, 5, 14, 15, 33), "d.m.yy", "2026-03-05 14:15:33"),
    (dt.time(14, 15), "h:mm", "14:15:00"),
    (dt.timedelta(hours=26, minutes=5), "[h]:mm", "26:05:00"),
    (dt.timedelta(minutes=-90), "[h]:mm", "-1:30:00"),
    (12, "General", "12"),
    (12.0, "#,##0.00", "12"),
    (12.5, "General", "12.5"),
    (0.1, "0", "0.1"),
    (0.00001, "General", "0.00001"),
    (-0.0, "General", "0"),
    (1234567.25, "#,##0", "1234567.25"),
    (1.04, "0%", "104%"),
    (0.07, "0.00%", "7%"),
    (1.005, "0%;[Red]-0%", "100.5%"),
    (104, '0"%"', "104%"),
    (104, r"0\%", "104%"),
    (1, "0%", "100%"),
    (True, "0%", "TRUE"),
    (False, "General", "FALSE"),
    (7, "000000", "000007"),
    (7.0, "000;-000", "007"),
    (7, "0", "7"),
    (7.5, "000", "7.5"),
    (7, "[>=0]000", "007"),
    (1200, "[$€-407] #,##0", "€1200"),
    (1200, '#,##0 "€"', "€1200"),
    (1200, "[$EUR] #,##0", "EUR 1200"),
    (1200, "[$kr-41D] #,##0", "1200"),
    (1200, "$#,##0", "1200"),
    ("#N/A", "General", "#N/A"),
    ("  Ana ", "General", "Ana"),
    ("two_x000D_\nlines _x005F_x000D_", "General", "two\r\nlines _x000D_"),
    ("_x0041_", "General", "_x0041_"),
    (None, "General", ""),
    (12, None, "12"),
]


@pytest.mark.parametrize(("value", "number_format", "text"), CELLS)
def test_a_cell_is_the_text_that_a_person_reads_in_it(value, number_format, text):
    assert as_text(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (999_999_999_999_999, "999999999999999"),
        (1_234_567_890_123_450, "1.23456789012345E+15"),
        (1.2345678901234568e17, "1.2345678901234568E+17"),
        (-1e15, "-1E+15"),
        # An odd number of this size was never a number of a spreadsheet.
        (7_012_345_678_901_234_567, "7012345678901234567"),
        (10**400 + 1, "1" + "0" * 399 + "1"),
    ],
)
def test_an_id_that_lost_its_end_does_not_look_like_an_id(value, text):
    assert as_text(value, "0") == text
