"""What trackers keep: tables, lists, lines and objects, in any spelling of a score."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.settings import FileRule, Settings

SCORES = ("ssi_total", "ssi_brand", "ssi_people", "ssi_insights", "ssi_relationships")
RANKS = ("industry_top_pct", "network_top_pct")
SPELLINGS = {
    "ssi_total": (
        "overall",
        "ssi",
        "total",
        "total_score",
        "ssi_overall_score",
        "score",
        "Social Selling Index",
        "Social Selling Index atual",
    ),
    "ssi_brand": (
        "PROFESSIONAL_BRAND",
        "prof_brand",
        "professionalBrand",
        "establish_brand",
        "establish_your_professional_brand",
        "brand",
        "marca",
        "Establish your professional brand",
        "Create a professional brand",
        "Estabelecer sua marca profissional",
    ),
    "ssi_people": (
        "FIND_RIGHT_PEOPLE",
        "find_right_people",
        "find_the_right_people",
        "findingPeople",
        "people",
        "Find the right people",
        "Localizar as pessoas certas",
    ),
    "ssi_insights": (
        "INSIGHT_ENGAGEMENT",
        "insight_engagement",
        "engage_with_insights",
        "engage_insights",
        "engagingInsights",
        "insights",
        "Engage with insights",
        "Interagir oferecendo insights",
    ),
    "ssi_relationships": (
        "STRONG_RELATIONSHIP",
        "relationship",
        "build_relationships",
        "buildingRelationships",
        "rel",
        "relacao",
        "Build relationships",
        "Build strong relationships",
        "Criar relacionamentos",
    ),
    "industry_top_pct": (
        "industryRank",
        "rank_sector",
        "Classificacao SSI do setor",
        "Classificação SSI do setor",
        "industry.top",
        "industry.rank",
    ),
    "network_top_pct": (
        "networkRank",
        "Classificação SSI da rede",
        "network.top",
        "network.rank",
    ),
}
EACH = [(name, spelt) for name, every in SPELLINGS.items() for spelt in every]


def extract(content: object, *, path: str = "r1/ssi.csv", **options: Any) -> Extract:
    text = content if isinstance(content, str) else json.dumps(content)
    found = read_export(path, text.encode(), Options(**options))
    assert found is not None
    return found


def cells(found: Extract, *names: str) -> list[list[Any]]:
    table = found.tables["ssi"]
    columns = [table[name].astype(object).tolist() for name in names]
    return [[str(cell) for cell in row] for row in zip(*columns, strict=True)]


@pytest.mark.parametrize("around", ["", "SSI - ", "parsed.", "data.pillars."])
@pytest.mark.parametrize(("name", "spelt"), EACH)
def test_every_spelling_of_a_score_is_known(name: str, spelt: str, around: str) -> None:
    header = {each: each for each in (*SCORES, *RANKS)} | {name: f"{around}{spelt}"}
    line = "53,20,10,8,15,9,12"
    found = extract(f"date,{','.join(header.values())}\n2026-11-08,{line}\n")
    assert found.origin == "ssi_wide"
    assert cells(found, *header) == [[f"{float(each)}" for each in line.split(",")]]


def test_the_score_of_an_industry_is_nobodys() -> None:
    found = extract(
        "date,parsed.overall,parsed.industry.ssi,parsed.industry.prof_brand,"
        "parsed.prof_brand,parsed.industry.people_amount\n2026-11-08,53,30,11,20,999\n"
    )
    assert cells(found, *SCORES[:3]) == [["53.0", "20.0", "nan"]]


ENTRY = {
    "overall": 53.25,
    "prof_brand": 20.998,
    "find_right_people": 6.4,
    "insight_engagement": 0.29999998,
    "relationship": 15,
    "industry": {"ssi": 30.99, "top": 9, "people_amount": 71, "name": "Software"},
    "network": {"ssi": 32.72, "top": 12},
}


@pytest.mark.parametrize("key", ["", "ssiHistory"])
def test_the_history_of_an_extension_is_read_newest_first(key: str) -> None:
    raw = {"activeSeat": True, "memberScore": {"overall": 1.5}}
    binding = {"id": "x", "name": "somebody"}
    history = [
        {"date": "2026-11-09", "parsed": ENTRY, "raw": None, "accountBinding": binding},
        {"date": "2026-11-08", "parsed": {**ENTRY, "overall": 52}, "raw": raw},
    ]
    found = extract({key: history} if key else history)
    assert found.origin == "ssi_wide"
    assert cells(found, "date", *SCORES, *RANKS, "person_name") == [
        [day, total, "20.998", "6.4", "0.29999998", "15.0", "9.0", "12.0", ""]
        for day, total in (("2026-11-09", "53.25"), ("2026-11-08", "52.0"))
    ]


def test_the_day_of_an_extension_is_the_one_it_wrote() -> None:
    entry = {"collectedAt": "2026-11-08T23:30:00Z", "date": "2026-11-08"}
    zone = Settings(time_zone="Europe/Berlin")
    found = extract([{**entry, "parsed": ENTRY}], settings=zone)
    assert cells(found, "date") == [["2026-11-08"]]


CAMEL = {
    "overall": 53,
    "professionalBrand": 20,
    "findingPeople": 10,
    "engagingInsights": 8,
    "buildingRelationships": 15,
    "recordedAt": "2026-11-08T23:30:00.000Z",
    "industryRank": "Top 75%",
    "networkRank": 81,
}
WHOLE = [["53.0", "20.0", "10.0", "8.0", "15.0", "75.0", "81.0"]]


@pytest.mark.parametrize(
    "content",
    [
        [CAMEL],
        CAMEL,
        {"data": CAMEL},
        {"history": {"2026-11-08": CAMEL}},
        {"scores": [CAMEL, None], "friends": [{"name": "Eve"}] * 9},
        "\n".join([json.dumps(CAMEL)] * 2),
        "\n".join([",".join(CAMEL), ",".join(map(str, CAMEL.values()))]),
    ],
)
def test_names_in_camel_case_are_read_from_any_shape(content: object) -> None:
    found = extract(content)
    assert cells(found, *SCORES, *RANKS)[:1] == WHOLE
    assert cells(found, "date")[0] == ["2026-11-08"]
    zone = Settings(time_zone="Asia/Tokyo")
    by_key = isinstance(content, dict) and "history" in content
    day = "2026-11-08" if by_key else "2026-11-09"
    assert cells(extract(content, settings=zone), "date")[0] == [day]


def test_a_moment_may_be_written_as_the_time_since_1970() -> None:
    for moment in (1794180600000, 1794180600):
        found = extract([{**CAMEL, "recordedAt": moment}])
        assert cells(found, "date", "time") == [["2026-11-08", "84600.0"]]


@pytest.mark.parametrize("line", ['{"overall": 53, "profess', "no json at all"])
def test_a_line_that_is_no_json_is_counted(line: str) -> None:
    found = extract("\n".join([json.dumps(CAMEL)] * 3 + [line]))
    assert found.rows_read == 4
    assert [(reject.row, reject.column) for reject in found.rejects] == [
        (5, "recordedAt")
    ]


def test_a_single_object_has_the_day_of_its_file() -> None:
    found = extract({"ssi": 64}, path="r1/2026-11-08/ssi.json")
    assert cells(found, "date", "ssi_total", "row") == [["2026-11-08", "64.0", "1"]]
    rule = FileRule(first_day="2026-11-01", last_day="2026-11-15")
    assert cells(extract({"ssi": "64,5"}, rule=rule), "date", "ssi_total") == [
        ["2026-11-15", "64.5"]
    ]


def test_a_table_without_days_has_the_day_of_its_file() -> None:
    text = "name,SSI,Brand,People,Insights,Rel\nAna Reis,53,20,10,8,15\n"
    found = extract(text, path="ssi_2026-11-08.csv")
    assert cells(found, "date", "person_name", "ssi_total") == [
        ["2026-11-08", "Ana Reis", "53.0"]
    ]
    undated = extract(text, path="ssi.csv")
    assert [tuple(reject)[1:] for reject in undated.rejects] == [
        (
            2,
            "date",
            "",
            "no date in the file, its name or its folder; name it by its day, as in"
            " ssi_2026-11-15.json",
            True,
        )
    ]


def test_a_rank_that_cannot_be_read_costs_the_rank_alone() -> None:
    found = extract("date,ssi,industryRank\n2026-11-08,53,n/a\n2026-11-09,53,900\n")
    assert cells(found, "ssi_total", "industry_top_pct") == [["53.0", "nan"]] * 2
    assert [tuple(reject)[1:5] for reject in found.rejects] == [
        (2, "industryRank", "n/a", "not a number"),
        (3, "industryRank", "900", "a rank lies in 0 to 100"),
    ]


def test_scores_of_a_database_may_be_whole_numbers() -> None:
    found = extract(
        "profile_id,date,establish_brand,find_right_people,engage_insights,"
        "build_relationships,total_score\n5b6c,2026-11-08,20,10,8,15,53\n"
    )
    assert cells(found, *SCORES, "is_rounded", "person_id") == [
        ["53.0", "20.0", "10.0", "8.0", "15.0", "True", "5b6c"]
    ]


def test_a_rounded_total_may_differ_from_its_pillars() -> None:
    found = extract("date,ssi,brand,people,insights,rel\n2026-11-08,53,20.6,9,8,15.003")
    assert cells(found, "ssi_total", "is_rounded") == [["53.0", "True"]]
    assert found.rejects == ()


def test_a_document_of_several_histories_is_refused() -> None:
    both = {"ana": [CAMEL], "bo": [CAMEL], "note": [{"a": 1}]}
    with pytest.raises(ExportError) as refused:
        extract(both, path="t.json")
    assert str(refused.value) == (
        "t.json: 1 problem\n"
        "  holds several tables ('ana', 'bo'); save each in a file of its own"
    )


@pytest.mark.parametrize(
    "content", [{"score": 5}, {"id": 7, "name": "Eve"}, {"2026-11-08": 5}, {"ssi": []}]
)
def test_an_object_without_a_score_is_none(content: object) -> None:
    assert read_export("x.json", json.dumps(content).encode(), Options()) is None
