"""The JSON of the SSI page, bare, wrapped, listed, and inside a saved page."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.settings import FileRule, Settings

PAGE = {
    "activeSeat": False,
    "memberScore": {
        "overall": 19.705751,
        "subScores": [
            {"score": 13.118002, "pillar": "PROFESSIONAL_BRAND"},
            {"score": 3.68, "pillar": "FIND_RIGHT_PEOPLE"},
            {"score": 0.29999998, "pillar": "INSIGHT_ENGAGEMENT"},
            {"score": 2.6077502, "pillar": "STRONG_RELATIONSHIP"},
        ],
    },
    "groupScore": [
        {"groupType": "INDUSTRY", "rank": 75, "score": {"overall": 30.99}},
        {"groupType": "NETWORK", "rank": 81, "score": {"overall": 32.72}},
    ],
}
OTHER = {"memberScore": {"overall": 40.5}}
TEXT = json.dumps(PAGE)
LINES = json.dumps(PAGE, indent=1).splitlines()


def extract(
    content: object, *, path: str = "r1/2026-11-08.json", **options: Any
) -> Extract:
    text = content if isinstance(content, str) else json.dumps(content)
    found = read_export(path, text.encode(), Options(**options))
    assert found is not None
    return found


def scores(found: Extract, *names: str) -> list[list[Any]]:
    table = found.tables["ssi"]
    cells = [table[name].astype(object).tolist() for name in names]
    return [[str(cell) for cell in row] for row in zip(*cells, strict=True)]


def test_a_day_in_utc_is_the_one_it_was_in_the_owners_zone() -> None:
    wrapped = {"collectedAt": "2026-11-08T23:30:00Z", "data": PAGE}
    berlin = Settings(time_zone="Europe/Berlin")
    assert scores(extract(wrapped), "date", "time") == [["2026-11-08", "84600.0"]]
    assert scores(extract(wrapped, settings=berlin), "date", "time") == [
        ["2026-11-09", "1800.0"]
    ]


def test_the_day_is_that_of_the_wrapper_then_the_owner_then_the_path() -> None:
    rule = FileRule(first_day="2026-11-01", last_day="2026-11-15")
    assert scores(extract(PAGE), "date") == [["2026-11-08"]]
    assert scores(extract(PAGE, rule=rule), "date") == [["2026-11-15"]]
    wrapped = {"date": "2026-11-14", "data": PAGE}
    assert scores(extract(wrapped, rule=rule), "date") == [["2026-11-14"]]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            {"memberScore": {"ssi": 72.41}, "industry": {"top": 15}},
            ["72.41", "nan", "15.0", "nan"],
        ),
        (
            {"memberScore": {"overall": 20, "prof_brand": 5}, "networkRank": "Top 9%"},
            ["20.0", "5.0", "nan", "9.0"],
        ),
        (
            {"memberScore": {"overall": 20}, "network": {"top": 10, "ssi": 40}},
            ["20.0", "nan", "nan", "10.0"],
        ),
        ({"object": "LinkedinRawData", "data": OTHER}, ["40.5", "nan", "nan", "nan"]),
        ({"body": json.dumps(OTHER)}, ["40.5", "nan", "nan", "nan"]),
    ],
)
def test_a_payload_may_have_another_shape(page: object, expected: list[str]) -> None:
    names = ("ssi_total", "ssi_brand", "industry_top_pct", "network_top_pct")
    assert scores(extract(page), *names) == [expected]


def test_several_snapshots_are_several_rows() -> None:
    listed = [{"date": "2026-11-01", "data": PAGE}, {"date": "2026-11-08", **OTHER}]
    assert scores(extract(listed), "date", "ssi_total", "row") == [
        ["2026-11-01", "19.705751", "1"],
        ["2026-11-08", "40.5", "2"],
    ]
    by_day = {"2026-11-01": PAGE, "2026-11-08T08:00:00Z": OTHER}
    assert scores(extract(by_day), "date", "ssi_total") == [
        ["2026-11-01", "19.705751"],
        ["2026-11-08", "40.5"],
    ]


def test_lines_of_json_are_a_list() -> None:
    lines = [{"date": "2026-11-01", **PAGE}, {"date": "2026-11-08", "data": OTHER}]
    found = extract("\n".join(map(json.dumps, lines)))
    assert scores(found, "ssi_total") == [["19.705751"], ["40.5"]]


def test_an_answer_without_a_score_is_counted_and_no_loss() -> None:
    found = extract([{"date": "2026-11-01", "status": 403}, {"data": OTHER}])
    assert found.rows_read == 2
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (1, "", "", "no score in this row", False)
    ]


def test_scores_side_by_side_are_of_those_who_name_them() -> None:
    by_rep = {"r1": {"date": "2026-11-01", **PAGE}, "r2": OTHER}
    assert scores(extract(by_rep), "person_id", "ssi_total") == [
        ["r1", "19.705751"],
        ["r2", "40.5"],
    ]


def test_a_pillar_that_is_the_total_is_rejected_with_its_column() -> None:
    page = {"memberScore": {"overall": 52, "subScores": [dict(BRAND)]}}
    found = extract(page)
    assert [tuple(reject)[1:4] for reject in found.rejects] == [(1, "ssi_brand", "52")]
    assert found.rejects[0].reason == "a pillar lies in 0 to 25"


BRAND = {"score": 52, "pillar": "PROFESSIONAL_BRAND"}
SCRIPT = '<script type="application/json">{"user": {"name": "Eve"}}</script>'
BLOBS = (
    "<!DOCTYPE html><html><head><title>SSI</title><style>p { color: red }</style>"
    f"{SCRIPT}<script>window.x = {{}}; if (a < b) {{ c('{{') }}</script></head><body>"
    '<code id="a"><!--{"data": {"scores": [{"a": 1}, {"a": 2}]}}--></code>'
    "<h1>Social Selling Index</h1><p>20 out of 100</p>%s"
    '<code>{"request": "/sales-api/salesApiSsi", "body": "bpr-1"}</code></body>'
)


@pytest.mark.parametrize(
    "element",
    [
        f"<code>{html.escape(TEXT)}</code>",
        f'<code style="display: none" id="bpr-1">\n  {html.escape(TEXT)}\n</code>',
        f"<code><!--{TEXT}--></code>",
        f"<script>{TEXT}</script>",
        f"<script>{html.escape(TEXT)}</script>",
        f"<script>window.__ssi = {TEXT};\nrender(window.__ssi);</script>",
        f'<script>var a = {{b: 1}}, page = {{"data": {TEXT}}}</script>',
        f"<pre><code>{html.escape(json.dumps({'data': PAGE}))}</code></pre>",
        f"<script>page = {json.dumps(dict(reversed(PAGE.items())))};</script>",
        f"<pre>{html.escape(TEXT)}",
        f"<div id='json'>{html.escape(json.dumps({'data': PAGE}, indent=1))}</div>",
        "".join(f"<span>{html.escape(line)}</span>" for line in LINES),
    ],
)
def test_a_saved_page_holds_its_score_among_other_json(element: str) -> None:
    found = extract(BLOBS % element, path="r1/ssi_2026-11-08.html")
    names = ("date", "ssi_total", "ssi_relationships", "network_top_pct", "person_name")
    assert scores(found, *names) == [
        ["2026-11-08", "19.705751", "2.6077502", "81.0", ""]
    ]
    assert found.rows_read == 1


def test_a_saved_page_whose_score_was_cut_short_is_refused() -> None:
    with pytest.raises(ExportError) as refused:
        extract(BLOBS % f"<code>{html.escape(TEXT[:90])}</code>", path="page.html")
    assert str(refused.value) == (
        "page.html: 1 problem\n"
        "  holds a memberScore but is no whole JSON; save the page again"
    )


@pytest.mark.parametrize(
    "text", ["<![", "<![x[", "<!-", "<code>", "<script>{", "</", '<code>{"a": 1']
)
def test_a_page_that_ends_anywhere_is_no_fault(text: str) -> None:
    assert read_export("page.html", text.encode(), Options()) is None


def test_json_that_is_nested_without_end_is_none() -> None:
    deep = '{"a":' * 200 + TEXT + "}" * 200
    assert read_export("deep.json", deep.encode(), Options()) is None
