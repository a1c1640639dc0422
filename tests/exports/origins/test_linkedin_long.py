"""A tracker of one value per line: whose value it is, and which of two holds."""

from __future__ import annotations

from typing import Any

from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options

BRAND = "Estabelecer sua marca profissional"
PEOPLE = "Localizar as pessoas certas"
TOTAL = "Social Selling Index atual"
PARTS = "Os quatro componentes da sua pontuação"
HEADER = (
    "\ufeffdata_referencia;hora_referencia;secao;campo;valor_original;unidade;"
    "valor_numerico;escala;observacao;fonte\n"
)


def extract(*lines: str, header: str = HEADER) -> Extract:
    text = header + "".join(f"{line};;;\n" for line in lines)
    found = read_export("r1/ssi_2026-05-19.csv", text.encode(), Options())
    assert found is not None
    assert found.origin == "ssi_long"
    return found


def cells(found: Extract, *names: str) -> list[list[Any]]:
    table = found.tables["ssi"]
    columns = [table[name].astype(object).tolist() for name in names]
    return [[str(cell) for cell in row] for row in zip(*columns, strict=True)]


def test_a_number_is_read_from_its_text_where_it_has_no_column() -> None:
    found = extract(
        f"2026-05-19;09:27;{TOTAL};{TOTAL};53 de 100;pontos;",
        f"2026-05-19;09:27;{PARTS};{BRAND};20,998;pontos;",
        "2026-05-19;09:27;Sua classificação;Classificação SSI do setor;Primeiros 9%;%;",
    )
    assert cells(found, "ssi_total", "ssi_brand", "industry_top_pct") == [
        ["53.0", "20.998", "9.0"]
    ]
    shorter = "data_referencia;secao;campo;valor_original;;;\n"
    line = f"2026-05-19;{PARTS};{BRAND};20,998"
    assert cells(extract(line, header=shorter), "ssi_brand") == [["20.998"]]


def test_a_misread_pillar_is_rejected_at_its_own_line() -> None:
    found = extract(
        f"2026-05-18;09:27;{TOTAL};{TOTAL};52 de 100;;52",
        f"2026-05-19;09:27;{TOTAL};{TOTAL};52 de 100;;52",
        f"2026-05-19;09:27;{PARTS};{BRAND};52;;52",
    )
    assert cells(found, "date", "row") == [["2026-05-18", "2"]]
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (4, BRAND, "52", "a pillar lies in 0 to 25", True)
    ]


def test_two_values_that_differ_are_both_left_out() -> None:
    found = extract(
        f"2026-05-19;09:27;{PARTS};{BRAND};20,998;;20.998",
        f"2026-05-19;09:27;Componentes da pontuação;{BRAND};17;;17",
        f"2026-05-19;09:27;{PARTS};{PEOPLE};6,4;;6.4",
        f"2026-05-19;09:27;Componentes da pontuação;{PEOPLE};6,4;;",
    )
    assert cells(found, "ssi_brand", "ssi_people") == [["nan", "6.4"]]
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (3, BRAND, "17", "row 2 holds another value of it, so neither counts", False)
    ]


def test_a_number_under_a_name_that_is_not_known_is_named_once() -> None:
    found = extract(
        f"2026-05-18;09:27;{TOTAL};{TOTAL};52 de 100;;52",
        "2026-05-18;09:27;Meus pilares;Marca forte;20,9;;20.9",
        "2026-05-18;09:27;Pessoas no seu setor;Marca forte;11,9;;11.9",
        "2026-05-18;09:27;Meus pilares;Nota;tudo bem;;",
        f"2026-05-19;09:27;{TOTAL};{TOTAL};53 de 100;;53",
        "2026-05-19;09:27;Meus pilares;Marca forte;21,9;;21.9",
    )
    assert cells(found, "date", "ssi_total", "ssi_brand") == [
        ["2026-05-18", "52.0", "nan"],
        ["2026-05-19", "53.0", "nan"],
    ]
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (
            3,
            "Marca forte",
            "20.9",
            "field 'Marca forte' of section 'Meus pilares', in 2 rows, is no score by"
            " its name; name it as the SSI page does, as 'Establish your professional"
            " brand', or delete its lines where it is none",
            False,
        )
    ]


def test_people_in_one_file_have_snapshots_of_their_own() -> None:
    header = HEADER.replace("fonte", "nome")
    lines = [
        f"2026-05-19;09:27;{TOTAL};{TOTAL};{score} de 100;;{score};;;{name}"
        for name, score in (("Ana Reis", 53), ("Bo Li", 41))
    ]
    text = header + "\n".join(lines)
    found = read_export("ssi.csv", text.encode(), Options())
    assert found is not None
    assert found.rows_read == 2
    assert cells(found, "person_name", "ssi_total") == [
        ["Ana Reis", "53.0"],
        ["Bo Li", "41.0"],
    ]


def test_a_line_without_a_day_is_rejected() -> None:
    found = extract(f";;{TOTAL};{TOTAL};52 de 100;;52")
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (2, "date", "", "blank", True)
    ]
