"""A key that stands twice in one object is refused, and where it stands is said."""

from __future__ import annotations

import pytest

from ssi_analysis.errors import DocumentError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Options
from ssi_analysis.exports.strict_json import DoubledKeyError, parse_json

PAGE = '{"memberScore": {"overall": 53.5, "overall": 60.5, "subScores": []}}'
ROW = '{"date": "2026-11-08", "ssi": 53}'
DOUBLED = '{"date": "2026-11-08", "ssi": 53, "ssi": 54}'


@pytest.mark.parametrize(
    ("text", "key", "place"),
    [
        (f"[{ROW}, {DOUBLED}]", "ssi", " ([1])"),
        (f'{{"history": [{ROW}, {DOUBLED}]}}', "ssi", " (history[1])"),
        (f'{{"history": [{ROW}], "history": []}}', "history", ""),
        (f"{ROW}\n\n{DOUBLED}\n{ROW}", "ssi", " (line 3)"),
        (PAGE, "overall", " (memberScore)"),
        (f"<html><code>{PAGE}</code>", "overall", " (memberScore)"),
        (f"<html><script>a = {PAGE};</script>", "overall", " (memberScore)"),
    ],
)
def test_a_doubled_key_is_refused_with_its_place(
    text: str, key: str, place: str
) -> None:
    with pytest.raises(DocumentError) as refused:
        read_export("x.json", text.encode(), Options())
    assert str(refused.value) == (
        f"x.json: 1 problem\n  key '{key}' stands twice in one object{place}; export it"
        " again, or keep the one that counts"
    )


def test_other_data_in_a_page_may_have_doubled_keys() -> None:
    page = PAGE.replace('"overall": 53.5, ', "")
    text = f'<html><code>{{"a": 1, "a": 2}}</code><code>{page}</code>'
    found = read_export("2026-11-08.html", text.encode(), Options())
    assert found is not None
    assert found.origin == "ssi_page"


def test_half_of_a_letter_is_marked_and_whole_ones_stay() -> None:
    odd = r'"\\ud83d", "\\\ud83d", "\ud83d\ud83d\ude00"'
    text = rf'["\ud83d", "a\uDE00b", "\ud83d\ude00", {odd}]'
    assert parse_json(text) == [
        *("\ufffd", "a\ufffdb", "\U0001f600", r"\ud83d", "\\\ufffd"),
        "\ufffd\U0001f600",
    ]


def test_a_key_may_stand_in_many_objects_and_deep_json_is_none() -> None:
    assert parse_json('[{"a": {"a": 1}}, {"a": 2}]') == [{"a": {"a": 1}}, {"a": 2}]
    assert parse_json("[" * 100_000) is None
    with pytest.raises(DoubledKeyError):
        parse_json("[" * 90 + '{"a": 1, "a": 1}' + "]" * 90)
