"""Workbooks as Grids: what stands in the cells, and what is refused of the file."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from defusedxml import EntitiesForbidden
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.xml.functions import iterparse

from ssi_analysis.exports import limits
from ssi_analysis.exports.containers import Part, parts
from ssi_analysis.exports.text import Grid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(book: Workbook, changed: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a workbook as bytes, some of its parts put in the place of its own."""
    held = io.BytesIO()
    book.save(held)
    given, out = zipfile.ZipFile(held), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            archive.writestr(name, (changed or {}).get(name, given.read(name)))
    return out.getvalue()


def book_of(*rows: list[object]) -> Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def with_sheet(body: str) -> bytes:
    """Return a workbook of which the sheet is this XML, with two formats of cells."""
    book = book_of()
    book.active["A1"].number_format = "yyyy-mm-dd"
    xml = f'<worksheet xmlns="{SPACE}">{body}</worksheet>'
    return saved(book, {SHEET: xml})


def grids(data: bytes) -> list[Grid]:
    found = list(parts("crm.xlsx", data))
    assert all(isinstance(part, Part) for part in found), found
    return [part.content for part in found]


def rows(data: bytes) -> tuple[tuple[str, ...], ...]:
    [table] = grids(data)
    assert table.path == "crm.xlsx"
    assert table.delimiter == ""
    return table.rows


def refusal(data: bytes) -> str:
    [error] = parts("crm.xlsx", data)
    assert error.path == "crm.xlsx"
    return str(error).removeprefix("crm.xlsx: 1 problem\n  ")


def test_cells_become_text_and_rows_keep_their_numbers():
    book = book_of([" Rep ", "Quota", None], [], ["007", 12.0, True], ["Bo", None])
    book.active["D3"] = dt.date(2026, 3, 5)
    book.active["D4"] = dt.datetime(2026, 3, 5, 14, 15)
    book.active["B4"].number_format = "0"
    assert rows(saved(book)) == (
        ("Rep", "Quota", "", ""),
        (),
        ("007", "12", "TRUE", "2026-03-05"),
        ("Bo", "", "", "2026-03-05 14:15:00"),
    )


def test_number_formats_that_add_to_the_meaning_are_kept():
    book = book_of([7, 1.04, 1200.5, "#N/A"])
    for cell, form in zip("ABC", ["000000", "0%", "[$€-407]#,##0.00"], strict=True):
        book.active[f"{cell}1"].number_format = form
    assert rows(saved(book)) == (("000007", "104%", "€1200.5", "#N/A"),)


def test_days_counted_from_1904_are_the_days_that_were_meant():
    book = book_of([dt.date(2026, 3, 5)])
    book.epoch = CALENDAR_MAC_1904
    data = saved(book)
    assert rows(data) == (("2026-03-05",),)


def test_the_only_filled_sheet_has_the_path_and_several_have_their_names():
    book = book_of(["a"])
    book.active.title = "Deals"
    book.create_sheet("Blank")
    assert [table.path for table in grids(saved(book))] == ["crm.xlsx"]
    book.create_sheet("Quota é")["A2"] = "b"
    assert grids(saved(book)) == [
        Grid("crm.xlsx#Deals", (("a",),), ""),
        Grid("crm.xlsx#Quota é", ((), ("b",)), ""),
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_named_only_and_the_one_shown_has_the_path(state):
    book = book_of(["a"])
    hidden = book.create_sheet("Old")
    hidden["A1"], hidden.sheet_state = "b", state
    book.create_sheet("Blank").sheet_state = state
    found = [(part.path, part.aside) for part in parts("crm.xlsx", saved(book))]
    assert found == [("crm.xlsx", ""), ("crm.xlsx#Old", "hidden_sheet")]


def test_a_workbook_that_shows_nothing_of_what_it_holds_is_refused():
    book = book_of(["a"])
    book.active.title, book.active.sheet_state = "Old", "hidden"
    book.create_sheet("Cover")
    assert [str(part) for part in parts("crm.xlsx", saved(book))] == [
        "crm.xlsx: 1 problem\n  all worksheets with a cell filled are hidden ('Old');"
        " unhide the one that is to be read and save it again"
    ]


def test_a_workbook_without_a_filled_cell_has_no_part():
    book = book_of([None, " "])
    book.active["B2"].number_format = "0%"
    assert list(parts("crm.xlsx", saved(book))) == []


def test_merged_cells_have_their_value_once():
    book = book_of(["Q1", None, "Q2"], [1, 2, 3])
    book.active.merge_cells("A1:B1")
    assert rows(saved(book)) == (("Q1", "", "Q2"), ("1", "2", "3"))


def test_a_formula_gives_what_was_saved_with_it():
    data = with_sheet(
        '<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c>'
        '<c r="B1" t="str"><f>"x"</f><v>x</v></c>'
        '<c r="C1" t="str"><f>IF(A1=2,"","y")</f><v></v></c>'
        '<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'
    )
    assert rows(data) == (("2", "x", "", "#DIV/0!"),)


def test_a_formula_that_was_never_calculated_is_not_blank():
    data = with_sheet(
        '<sheetData><row r="1"><c r="A1"><f>SUM(B1:B2)</f></c><c r="B1"><v>1</v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c></row>'
        '<row r="2"><c r="A2"><f t="array" ref="A2:A3">B1:B2*2</f><v/></c>'
        '<c r="B2"><f t="shared" ref="B2:B3" si="0">A1+1</f><v></v></c>'
        '<c r="C2"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/></c>'
        '<c r="C3"><f t="dataTable" ref="C3:C4" r1="A1"/></c></row></sheetData>'
    )
    assert rows(data) == (
        ("=SUM(B1:B2)", "1", ""),
        ("=B1:B2*2", "=A1+1", "2"),
        ("", "=A2+1", "="),
    )
    assert rows(saved(book_of([1, "=A1*2"]))) == (("1", "=A1*2"),)


def test_formulas_in_one_sheet_leave_the_others_as_they_are():
    book = book_of([1, "=A1*2"])
    book.create_sheet("Other").append([3])
    assert [table.rows for table in grids(saved(book))] == [
        (("1", "=A1*2"),),
        (("3",),),
    ]


@pytest.mark.parametrize("stated", ["A1", "A1:B1", "A1:XFD1048576", "C9:C9"])
def test_rows_are_read_whatever_size_the_sheet_states(stated):
    data = with_sheet(
        f'<dimension ref="{stated}"/><sheetData><row r="2"><c r="B2"><v>1</v></c></row>'
        '<row r="3"><c r="A3"><v>2</v></c></row></sheetData>'
    )
    assert rows(data) == ((), ("", "1"), ("2", ""))


def test_rows_and_cells_need_no_numbers():
    data = with_sheet(
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row/>"
        '<row><c t="inlineStr"><is><t>a</t></is></c></row></sheetData>'
    )
    assert rows(data) == (("1", "2"), (), ("a", ""))


def test_texts_inside_cells_are_read_and_in_parts_too():
    data = with_sheet(
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a_x000D_\nb</t></is></c>'
        '<c r="B1" t="inlineStr"><is><r><t>bo</t></r><r><t>ld</t></r></is></c></row>'
        "</sheetData>"
    )
    assert rows(data) == (("a\r\nb", "bold"),)


def test_a_million_formatted_rows_below_the_table_are_not_read(monkeypatch):
    monkeypatch.setattr(limits, "MOST_CELLS", 100)
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 9999))
    table = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="1"/></row>'
    data = with_sheet(
        f"<sheetData>{table}{blank}</sheetData><conditionalFormatting sqref='A1'>"
        '<cfRule type="expression" priority="1"><formula>1</formula></cfRule>'
        "</conditionalFormatting>"
    )
    assert rows(data) == (("1",),)
    assert list(parts("x.xlsx", with_sheet(f"<sheetData>{blank}</sheetData>"))) == []


def test_sheets_of_other_writers_are_read_to_their_end():
    body = (
        '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="2"><x:c r="A2"><x:f>1+1</x:f></x:c></x:row></x:sheetData>'
    )
    xml = f'<x:worksheet xmlns:x="{SPACE}">{body}</x:worksheet>'
    assert rows(saved(book_of(), {SHEET: xml})) == (("1",), ("=1+1",))
    body = body.replace("x:sheetData", "sheetData").replace("x:row", "row")
    xml = f'<worksheet xmlns="{SPACE}" xmlns:x="{SPACE}">{body}</worksheet>'
    assert rows(saved(book_of(), {SHEET: xml})) == (("1",), ("=1+1",))


def test_a_cell_far_out_is_refused_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(limits, "MOST_CELLS", 1000)
    book = book_of(*[[n] for n in range(9)])
    assert len(rows(saved(book))) == 9
    book.active["XFD10"] = "note"
    assert refusal(saved(book)) == (
        "spans 10 rows by 16384 columns; delete the cells that stand far from the table"
    )


def test_a_worksheet_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "LARGEST", 2**20)
    data = with_sheet("<sheetData></sheetData>" + " " * 2**20)
    assert refusal(data) == (
        "has a worksheet of more than 1 MiB; delete the formatted rows and columns"
        " beyond the table, or save it as CSV"
    )


def test_a_workbook_that_swells_is_refused():
    data = with_sheet("<sheetData></sheetData>" + " " * (11 * 2**20))
    assert refusal(data) == (
        "unpacks to more than 200 times its size, which no export does; export it again"
    )


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "LARGEST_TOTAL", 2**10)
    assert refusal(saved(book_of(["a"]))) == (
        "unpacks to more than 0 MiB; unpack it and keep less"
    )


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{}]>'.format(
    "".join(
        f'<!ENTITY {name} "{f"&{above};" * 10}">'
        for above, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
)
CELL = (
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>'
    "</sheetData>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_declared_entities_are_refused(encoding):
    xml = f'{BOMB}<worksheet xmlns="{SPACE}">{CELL}</worksheet>'
    data = saved(book_of(), {SHEET: xml.encode(encoding)})
    assert refusal(data) == (
        "cannot be read as a workbook (unusual XML);"
        " open it and save it again as .xlsx, or as CSV"
    )


def test_declared_entities_are_refused_by_the_parser_too():
    assert openpyxl.DEFUSEDXML
    with pytest.raises(EntitiesForbidden):
        list(iterparse(io.BytesIO(f"{BOMB}<x>&i;</x>".encode())))


def test_warnings_of_the_library_do_not_escape(recwarn):
    body = (
        '<sheetData><row r="1"><c r="A1" s="1"><v>99999999</v></c></row></sheetData>'
        '<extLst><ext uri="{X}"/></extLst>'
    )
    assert rows(with_sheet(body)) == (("#VALUE!",),)
    assert list(recwarn) == []


def test_rows_out_of_their_order_are_refused():
    for numbers in ([2, 1], [1, 1], [1, 1_048_577]):
        body = "".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in numbers)
        assert refusal(with_sheet(f"<sheetData>{body}</sheetData>")) == (
            "cannot be read as a workbook (rows out of their order);"
            " open it and save it again as .xlsx, or as CSV"
        )


BROKEN = {
    "no end": (SHEET, "<worksheet>"),
    "a text that is not there": (
        SHEET,
        f'<worksheet xmlns="{SPACE}"><sheetData><row r="1"><c r="A1" t="s"><v>9</v></c>'
        "</row></sheetData></worksheet>",
    ),
    "a number of letters": (
        SHEET,
        f'<worksheet xmlns="{SPACE}"><sheetData><row r="1"><c r="A1"><v>x</v></c>'
        "</row></sheetData></worksheet>",
    ),
    "a format that is not there": (
        SHEET,
        f'<worksheet xmlns="{SPACE}"><sheetData><row r="1"><c r="A1" s="99"><v>1</v>'
        "</c></row></sheetData></worksheet>",
    ),
    "no types": ("[Content_Types].xml", ""),
    "no workbook": ("xl/workbook.xml", f'<workbook xmlns="{SPACE}"/>'),
    "sheets that are elsewhere": (
        "xl/_rels/workbook.xml.rels",
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"/>',
    ),
    "styles cut short": ("xl/styles.xml", "<styleSheet"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_damaged_workbook_is_refused(broken):
    name, xml = broken
    said = refusal(saved(book_of(["a", 1]), {name: xml}))
    assert re.fullmatch(
        r"cannot be read as a workbook \(.+\);"
        " open it and save it again as .xlsx, or as CSV",
        said,
    )


def test_a_strict_workbook_is_refused_and_not_taken_for_a_blank_one():
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    given = zipfile.ZipFile(io.BytesIO(saved(book_of(["a", 1]))))
    xml = {
        name: given.read(name).replace(SPACE.encode(), strict.encode())
        for name in given.namelist()
    }
    assert refusal(saved(book_of(), xml)) == (
        "is a Strict Open XML workbook; save it as Excel workbook (.xlsx) or CSV"
    )
