"""Each origin, in the form in which it really comes, gives exact values."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.exports.origins import document_origins, origins


def extract(text: str, *, path: str = "file.csv", **options: Any) -> Extract:
    found = read_export(path, text.encode(), Options(**options))
    assert found is not None
    return found


def column(found: Extract, table: str, name: str) -> list[Any]:
    values = found.tables[table][name]
    return list(values.astype(str)) if values.dtype.kind == "M" else values.tolist()


def test_every_origin_has_a_name_of_its_own_and_columns_it_requires() -> None:
    names = [origin.name for origin in (*origins(), *document_origins())]
    assert len(names) == len(set(names))
    for origin in origins():
        assert origin.requires
        for needed in origin.requires:
            assert origin.further or needed <= origin.spelt.keys(), origin.name


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "{", "[1, 2]", '{"a": 1}', "\n\n"])
def test_what_is_no_known_export_is_none(text: str) -> None:
    assert read_export("x", text.encode(), Options()) is None


PAGE = {
    "activeSeat": False,
    "memberScore": {
        "overall": 19.705751,
        "subScores": [
            {"score": 2.6077502, "pillar": "STRONG_RELATIONSHIP"},
            {"score": 13.118002, "pillar": "PROFESSIONAL_BRAND"},
            {"score": 3.68, "pillar": "FIND_RIGHT_PEOPLE"},
            {"score": 0.29999998, "pillar": "INSIGHT_ENGAGEMENT"},
        ],
    },
    "groupScore": [
        {"groupType": "INDUSTRY", "rank": 75, "score": {"overall": 30.99}},
        {"groupType": "NETWORK", "rank": 81, "score": {"overall": 32.72}},
        {"groupType": "TEAM", "rank": 1},
    ],
}


def test_a_page_is_read_by_pillar_and_its_rank_is_no_score() -> None:
    found = extract(json.dumps(PAGE), path="r01/ssi_2026-11-08.json")
    assert found.origin == "ssi_page"
    assert column(found, "ssi", "date") == ["2026-11-08"]
    assert column(found, "ssi", "ssi_total") == [19.705751]
    assert column(found, "ssi", "ssi_brand") == [13.118002]
    assert column(found, "ssi", "ssi_relationships") == [2.6077502]
    assert column(found, "ssi", "industry_top_pct") == [75.0]
    assert column(found, "ssi", "network_top_pct") == [81.0]
    assert column(found, "ssi", "is_rounded") == [False]


@pytest.mark.parametrize(
    "wrapped",
    [
        {"collectedAt": "2026-11-08T10:00:00Z", "data": PAGE},
        {"object": "LinkedinRawData", "date": "2026-11-08", "data": PAGE},
        {"collectedAt": 1794135600000, "data": PAGE},
    ],
)
def test_a_wrapper_may_hold_the_date(wrapped: object) -> None:
    found = extract(json.dumps(wrapped), path="2020-01-01/ssi.json")
    assert column(found, "ssi", "date") == ["2026-11-08"]


def test_a_page_without_a_date_is_rejected_with_the_reason() -> None:
    found = extract(json.dumps(PAGE), path="r01/ssi.json")
    assert [reject.reason for reject in found.rejects] == [
        "no date in the file, its name or its folder; name it by its day, as in"
        " ssi_2026-11-15.json"
    ]
    assert found.rows_read == 1
    assert len(found.tables["ssi"]["row"]) == 0


@pytest.mark.parametrize(
    "name", ["20261108", "ssi_2026_11_08", "ssi-2026-11-08T08-15-00Z", "20261108T0815"]
)
def test_the_day_may_stand_in_the_file_name_in_several_ways(name: str) -> None:
    found = extract(json.dumps(PAGE), path=f"r01/{name}.json")
    assert column(found, "ssi", "date") == ["2026-11-08"]


def test_a_page_that_was_cut_short_is_refused() -> None:
    with pytest.raises(ExportError, match="holds a memberScore but is no whole JSON"):
        extract(json.dumps(PAGE)[:100], path="r01/2026-11-08.json")


def test_a_page_without_a_total_has_that_of_its_pillars() -> None:
    names = ["PROFESSIONAL_BRAND", "FIND_RIGHT_PEOPLE", "INSIGHT_ENGAGEMENT"]
    parts = [
        {"pillar": name, "score": 5.25} for name in [*names, "STRONG_RELATIONSHIP"]
    ]
    page = {"memberScore": {"subScores": parts}}
    found = extract(json.dumps(page), path="r01/2026-11-08.json")
    assert column(found, "ssi", "ssi_total") == [21.0]
    page = {"memberScore": {"subScores": parts[:3]}}
    found = extract(json.dumps(page), path="r01/2026-11-08.json")
    assert str(column(found, "ssi", "ssi_total")) == "[nan]"


def test_a_wide_history_may_be_portuguese_with_decimal_commas() -> None:
    text = (
        "\ufeffData;Social Selling Index atual;Estabelecer sua marca profissional;"
        "Localizar as pessoas certas;Interagir oferecendo insights;"
        "Criar relacionamentos;Classificação SSI do setor\n"
        "2026-05-19;53;20,998;6,4;10,25;15;Primeiros 9%\n"
    )
    found = extract(text)
    assert found.origin == "ssi_wide"
    assert column(found, "ssi", "ssi_brand") == [20.998]
    assert column(found, "ssi", "industry_top_pct") == [9.0]
    assert column(found, "ssi", "is_rounded") == [True]


def test_a_history_of_database_names_is_read() -> None:
    text = (
        "id,ssi_overall_score,establish_your_professional_brand,find_the_right_people,"
        "engage_with_insights,build_relationships,date_created\n"
        "7,53.25,20,10.25,8,15,2026-05-19 09:27:00\n"
    )
    found = extract(text)
    assert column(found, "ssi", "ssi_total") == [53.25]
    assert column(found, "ssi", "person_id") == [""]


def test_an_impossible_pillar_is_rejected_and_a_blank_day_is_no_loss() -> None:
    text = "date,total,brand,people,insights,rel\n" + (
        "2026-05-18,53,52,14,14,7\n2026-05-19,,,,,\n2026-05-20,53,17,14,14,8\n"
    )
    found = extract(text)
    assert column(found, "ssi", "row") == [4]
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (2, "brand", "52", "a pillar lies in 0 to 25", True),
        (3, "", "", "no score in this row", False),
    ]


LONG = (
    "\ufeffdata_referencia;hora_referencia;secao;campo;valor_original;unidade;"
    "valor_numerico;escala;observacao;fonte\n"
)


def long_lines(section: str, ranks: str, *, day: str = "2026-05-19;09:27") -> str:
    lines = [
        f"{day};Social Selling Index atual;Social Selling Index atual;53 de 100;;53",
        f"{day};{section};Estabelecer sua marca profissional;20,998;;",
        f"{day};{section};Localizar as pessoas certas;6,4;;6.4",
        f"{day};{ranks};Classificação SSI do setor;Primeiros 9%;%;9",
        f"{day};Benchmark;SSI médio do setor;34 de 100;;34",
        f"{day};Pessoas no seu setor;Estabelecer sua marca profissional;11,78;;11.78",
    ]
    return "".join(f"{line};;;\n" for line in lines)


@pytest.mark.parametrize(
    ("section", "ranks"),
    [
        ("Os quatro componentes da sua pontuação", "Sua classificação"),
        ("Componentes da pontuação", "Classificação"),
    ],
)
def test_a_long_tracker_tells_the_member_from_the_industry(
    section: str, ranks: str
) -> None:
    found = extract(LONG + long_lines(section, ranks))
    assert found.origin == "ssi_long"
    assert found.rows_read == 1
    assert column(found, "ssi", "date") == ["2026-05-19"]
    assert column(found, "ssi", "ssi_total") == [53.0]
    assert column(found, "ssi", "ssi_brand") == [20.998]
    assert column(found, "ssi", "ssi_people") == [6.4]
    assert column(found, "ssi", "industry_top_pct") == [9.0]


def test_headings_that_are_not_known_count_where_nothing_contradicts_them() -> None:
    brand = "Estabelecer sua marca profissional"
    lines = [
        f"2026-05-19;;Meu painel;{brand};20,998;;",
        f"2026-05-19;;Média do setor;{brand};11,78;;",
        "2026-05-19;;Setor;Classificação SSI do setor;Primeiros 9%;;",
        "2026-05-19;;Bloco 1;Localizar as pessoas certas;6,4;;",
        "2026-05-19;;Bloco 2;Localizar as pessoas certas;5,4;;",
    ]
    found = extract(LONG + "".join(f"{line};;;\n" for line in lines))
    assert column(found, "ssi", "ssi_brand") == [20.998]
    assert column(found, "ssi", "industry_top_pct") == [9.0]
    assert str(column(found, "ssi", "ssi_people")) == "[nan]"


USAGE = (
    "Usage report\nDate range,2026-10-01 - 2026-10-31\n\n"
    "Name,DAYS_ACTIVE,Searches performed,Leads saved,SSI,SSI - Brand\n"
    "Ana Reis,20,35,410,53,17\n"
    "Bo Li,,,,,\n"
    "Total,20,35,410,53,17\n"
)


def test_usage_keeps_blanks_missing_and_sets_its_totals_aside() -> None:
    found = extract(USAGE)
    activity = {
        (name, metric): (value, cumulative)
        for name, metric, value, cumulative in zip(
            *(
                column(found, "activity", key)
                for key in ("person_name", "metric", "value", "is_cumulative")
            ),
            strict=True,
        )
    }
    assert activity["Ana Reis", "searches"] == (35.0, False)
    assert activity["Ana Reis", "leads_saved"] == (410.0, True)
    assert str(activity["Bo Li", "searches"][0]) == "nan"
    assert found.rows_read == 3
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (7, "", "Total", "a line of totals or averages", False)
    ]
    assert set(column(found, "activity", "start_date")) == {"2026-10-01"}
    assert column(found, "ssi", "date") == ["2026-10-31"]
    assert column(found, "ssi", "ssi_brand") == [17.0]
    assert column(found, "ssi", "is_rounded") == [True]
    assert column(found, "ssi", "row") == [5]


def test_usage_may_have_its_days_in_the_file_name() -> None:
    text = "Name;Days active;Searches\nAna Reis;20;1.035\n"
    found = extract(text, path="x/usage_2026-10-01_2026-10-31.csv")
    assert set(column(found, "activity", "end_date")) == {"2026-10-31"}
    assert column(found, "activity", "value") == [1035.0, 20.0]


@pytest.mark.parametrize(
    "lines",
    [
        "Date range: 1 October 2026 to 31 October 2026",
        '"Oct 1, 2026 - Oct 31, 2026"',
        "From 10/1/2026,To 10/31/2026",
        "Made,2026-11-02\nStart,2026-10-01,End,2026-10-31",
        "Start date,2026-10-01\nEnd date,2026-10-31",
    ],
)
def test_usage_may_state_its_days_above_the_header(lines: str) -> None:
    found = extract(f"{lines}\nName,Days active,Searches\nAna Reis,20,35\n")
    assert set(column(found, "activity", "start_date")) == {"2026-10-01"}
    assert set(column(found, "activity", "end_date")) == {"2026-10-31"}


def test_usage_without_days_is_refused() -> None:
    with pytest.raises(ExportError, match="no date range stands above the header"):
        extract("Name,Days active,Searches\nAna Reis,20,35\n")


QUOTA = (
    "User Name,User ID,Forecast Type Name,Forecast Type ID,Quota Amount,"
    "Currency Code,Start Date\n"
)


def test_quota_periods_are_as_long_as_their_starts_are_apart() -> None:
    rows = 'Ana,00599000000Hofh,Rev,0Db,"$250,000",USD,2026-{}\n'
    monthly = extract(QUOTA + rows.format("01-31") + rows.format("02-01"))
    assert column(monthly, "quota", "start_date") == ["2026-01-01", "2026-02-01"]
    assert column(monthly, "quota", "end_date") == ["2026-01-31", "2026-02-28"]
    assert column(monthly, "quota", "quota") == [250000.0] * 2
    quarterly = extract(
        QUOTA + rows.format("01-01") + rows.format("04-01T00:00:00.000Z")
    )
    assert column(quarterly, "quota", "end_date") == ["2026-03-31", "2026-06-30"]


def test_quotas_of_two_lengths_in_one_file_are_refused() -> None:
    monthly = [f"Ana,005A,Rev,1,5,USD,2026-0{month}-01\n" for month in (1, 2, 3)]
    quarterly = [f"Bo,005B,Rev,1,9,USD,2026-0{month}-01\n" for month in (1, 4)]
    with pytest.raises(ExportError, match="holds monthly quotas, quarterly quotas"):
        extract(QUOTA + "".join(monthly + quarterly))


def test_a_single_quota_start_needs_the_option() -> None:
    text = QUOTA + "Ana,00599000000Hofh,Rev,0Db,250000,USD,2026-01-01\n"
    with pytest.raises(ExportError) as refused:
        extract(text, path="q.csv")
    assert str(refused.value) == (
        "q.csv: 1 problem\n  column 'Start Date' holds only 2026-01, so the length of"
        ' the quota period is open; say quota_period="month" or'
        ' quota_period="quarter"'
    )
    found = extract(text, quota_period="quarter")
    assert column(found, "quota", "end_date") == ["2026-03-31"]


def test_quotas_of_api_names_are_read_and_negative_ones_refused() -> None:
    text = (
        "Id,QuotaOwnerId,QuotaAmount,StartDate\n"
        "1,00599000000Hofh,-5,2026-01-01\n2,00599000000Hofh,5,2026-04-01\n"
    )
    found = extract(text)
    assert column(found, "quota", "quota") == [5.0]
    assert [reject.reason for reject in found.rejects] == ["a quota is at least 0"]


def test_quotas_of_two_forecast_types_are_refused() -> None:
    rows = "Ana,005A,Rev,1,5,USD,2026-01-01\nAna,005A,Units,2,5,USD,2026-01-01\n"
    with pytest.raises(ExportError, match="holds Rev, Units: keep the rows of one"):
        extract(QUOTA + rows)


def test_two_quotas_of_one_person_and_period_are_refused_unless_alike() -> None:
    header = "QuotaOwnerId,QuotaAmount,StartDate,ProductFamily\n"
    rows = "005A,5,2026-01-01,Core\n005A,5,2026-04-01,Core\n"
    again = extract(header + rows + "005A,5,2026-01-01,Core\n")
    assert column(again, "quota", "quota") == [5.0, 5.0, 5.0]
    for other in ("005A,6,2026-01-01,Core\n", "005A,5,2026-01-01,Cloud\n"):
        with pytest.raises(ExportError, match=r"\n  rows 2 and 4$"):
            extract(header + rows + other)


REPORT = (
    '"Opportunity ID","Opportunity Owner","Stage","Amount Currency","Amount",'
    '"Close Date","Created Date"\n'
    '"006A","Ana Reis","Closed Won","EUR","1,000.50","25/03/2026","03/02/2026"\n'
    '"006B","Ana Reis","Negotiation","USD","","30/12/2026","04/02/2026"\n'
    '\n"Grand Totals (2 records)"\n\n"Confidential Information - Do Not Distribute"\n'
    '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
)


def test_an_opportunity_report_loses_its_footer_and_nothing_else() -> None:
    found = extract(REPORT)
    assert found.origin == "salesforce_opportunities"
    assert found.rows_read == 2
    assert column(found, "deals", "deal_id") == ["006A", "006B"]
    assert column(found, "deals", "is_won") == [True, False]
    assert column(found, "deals", "amount")[0] == 1000.5
    assert column(found, "deals", "currency") == ["EUR", "USD"]
    assert column(found, "deals", "created_date") == ["2026-02-03", "2026-02-04"]
    assert found.rejects == ()


def test_a_grouped_report_names_its_owner_once_and_has_subtotals() -> None:
    found = extract(
        "Opportunity Owner,Opportunity ID,Stage,Amount,Close Date\n"
        "Ana,1,Closed Won,5,2026-03-25\n,2,Closed Won,7,2026-03-26\n"
        "Subtotal,,,12,\nCount,,,2,\nBo,3,Closed Lost,9,2026-03-27\n"
        "Subtotal,,,9,\nCount,,,1,\n"
    )
    assert column(found, "deals", "person_name") == ["Ana", "Ana", "Bo"]
    assert column(found, "deals", "amount") == [5.0, 7.0, 9.0]
    assert found.rows_read == 7
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (row, "", label, "a line of totals", False)
        for row, label in ((4, "Subtotal"), (5, "Count"), (7, "Subtotal"), (8, "Count"))
    ]


def test_a_report_without_groups_keeps_its_blank_owners() -> None:
    found = extract(
        "Opportunity Owner,Opportunity ID,Stage,Amount,Close Date\n"
        "Ana,1,Closed Won,5,2026-03-25\n,2,Closed Won,7,2026-03-26\n"
    )
    assert column(found, "deals", "person_name") == ["Ana", ""]


def test_a_won_column_comes_before_the_stage_and_must_say_yes_or_no() -> None:
    found = extract(
        "Record ID,Deal Stage,Amount,Close Date,Deal owner,Is Closed Won\n"
        "1,998,5,2026-03-25,Ana,true\n2,998,5,2026-03-25,Ana,false\n"
        "3,998,5,2026-03-25,Ana,perhaps\n"
    )
    assert column(found, "deals", "is_won") == [True, False]
    assert [tuple(reject)[1:4] for reject in found.rejects] == [
        (4, "Is Closed Won", "perhaps")
    ]


def test_a_stage_may_have_its_pipeline_behind_it() -> None:
    stages = ["Closed Won (Sales Pipeline)", "Closed Lost (Sales)", "Closed-won"]
    rows = [f"{at},{stage},5,2026-03-25,Ana\n" for at, stage in enumerate(stages)]
    found = extract(
        "Record ID,Deal Stage,Amount,Close Date,Deal owner\n" + "".join(rows)
    )
    assert column(found, "deals", "is_won") == [True, False, True]


def test_converted_amounts_come_before_others() -> None:
    found = extract(
        "Opportunity Owner,Stage,Amount,Amount Currency,Amount (converted),"
        "Amount (converted) Currency,Close Date,Opportunity Name,Account Name\n"
        "Ana,Closed Won,100,GBP,125,USD,2026-03-25,Deal,Acme\n"
        "Ana,Closed Won,100,GBP,125,USD,2026-03-25,Deal,Acme\n"
    )
    assert column(found, "deals", "amount") == [125.0, 125.0]
    assert column(found, "deals", "currency") == ["USD", "USD"]
    made_up = "made up: Acme | Deal | 2026-03-25 | won | 125.0 | USD"
    assert column(found, "deals", "deal_id") == [made_up, made_up]


def test_days_of_both_orders_stop_with_a_row_of_each() -> None:
    lines = ["03/04/2026", "25/04/2026", "04/26/2026", "27/04/2026"]
    text = "Opportunity Owner,Stage,Amount,Close Date\n" + "".join(
        f"Ana,Closed Won,1,{day}\n" for day in lines
    )
    with pytest.raises(ExportError) as refused:
        extract(text, path="report.csv")
    assert str(refused.value) == (
        "report.csv: 1 problem\n"
        "  row 3, column 'Close Date': '25/04/2026' has the day first, row 4, column"
        " 'Close Date': '04/26/2026' the month; write all days of the file in one"
        " order, best as 2026-04-25"
    )
    rejects = extract(text, date_order="dmy").rejects
    assert [(reject.row, reject.found) for reject in rejects] == [(4, "04/26/2026")]


def test_ambiguous_dates_stop_with_the_option_that_settles_them() -> None:
    text = "Opportunity Owner,Stage,Amount,Close Date\nAna,Closed Won,1,03/04/2026\n"
    with pytest.raises(ExportError) as refused:
        extract(text, path="report.csv")
    assert str(refused.value) == (
        "report.csv: 1 problem\n  column 'Close Date': in '03/04/2026' the day and the"
        ' month cannot be told apart by values above 12; say date_order="dmy" or'
        ' date_order="mdy"'
    )
    assert column(extract(text, date_order="mdy"), "deals", "close_date") == [
        "2026-03-04"
    ]


def test_goals_belong_to_their_owner_and_end_on_their_last_day() -> None:
    found = extract(
        "hs_goal_name,hs_target_amount,hs_start_datetime,hs_end_datetime,"
        "hubspot_owner_id,hs_created_by_user_id\n"
        "Q,122000.00,2025-12-01T00:00:00Z,2025-12-31T23:59:59.999Z,77,99\n"
        "Q,122000.00,2025-12-01T00:00:00Z,2026-01-01T00:00:00Z,77,99\n"
        "Q,5,2025-12-01T00:00:00Z,2025-11-01T00:00:00Z,77,99\n"
    )
    assert column(found, "quota", "end_date") == ["2025-12-31", "2025-12-31"]
    assert column(found, "quota", "person_crm") == ["77", "77"]
    assert [reject.reason for reject in found.rejects] == [
        "the end is before the start"
    ]


def test_goals_of_calls_are_no_quotas() -> None:
    found = extract(
        "hs_goal_type,hs_target_amount,hs_start_datetime,hs_end_datetime,"
        "hubspot_owner_id\n"
        "sales_quota,500.00,2025-12-01,2025-12-31,77\n"
        "calls_made,40.00,2025-12-01,2025-12-31,77\n"
    )
    assert column(found, "quota", "quota") == [500.0]
    assert found.rows_read == 2
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (3, "", "calls_made", "a goal of another type than sales_quota", False)
    ]


def test_hubspot_deals_may_be_tab_separated_utf16() -> None:
    text = (
        "Record ID\tDeal Name\tDeal Stage\tPipeline\tAmount\tClose Date\tCreate Date\t"
        "Deal owner\n"
        "1\tA\tclosedwon\tP\t$125000\t2026-03-05 14:15\t2026-01-02 09:00\tana@x.com\n"
        "2\tB\tqualifiedtobuy\tP\t\t\t2026-01-02 09:00\tAna Reis\n"
    )
    found = read_export("d.csv", text.encode("utf-16"), Options())
    assert found is not None
    assert found.origin == "hubspot_deals"
    assert column(found, "deals", "is_won") == [True, False]
    assert column(found, "deals", "amount")[0] == 125000.0
    assert column(found, "deals", "close_date") == ["2026-03-05", "NaT"]


def test_ids_stay_text() -> None:
    found = extract("rep_id,name,team\n007,Ana Reis,NA\nnull,Bo Li,EMEA\n")
    assert column(found, "reps", "rep_id") == ["007", "null"]
    assert column(found, "reps", "team") == ["NA", "EMEA"]


def test_repeated_headers_are_refused() -> None:
    with pytest.raises(ExportError) as refused:
        extract("made today\nDate,SSI,SSI\n2026-11-15,53,54\n", path="x.csv")
    assert str(refused.value) == (
        "x.csv: 1 problem\n  row 2: header 'SSI' stands more than once; rename or"
        " delete one column"
    )


def test_a_row_of_another_width_is_rejected_not_shifted() -> None:
    found = extract("date,ssi,note\n2026-11-14,53,a,b\n2026-11-15,5\n2026-11-16,54,\n")
    assert column(found, "ssi", "ssi_total") == [54.0]
    assert [(reject.row, reject.reason) for reject in found.rejects] == [
        (2, "the row has 4 cells, the header 3"),
        (3, "the row has 2 cells, the header 3"),
    ]


def test_a_quote_that_never_closes_is_refused_with_its_row() -> None:
    with pytest.raises(ExportError, match=r"row 3: the quotes do not match"):
        extract('date,ssi\n2026-11-14,53\n"2026-11-15,53\n2026-11-16,53\n')
