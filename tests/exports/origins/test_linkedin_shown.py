"""A page of which only what is shown was saved is refused, and no other page is."""

from __future__ import annotations

import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Options

HEAD = '<!DOCTYPE html><html><body><code>{"data": {"b": 1}}</code>'


@pytest.mark.parametrize(
    "shown",
    [
        "<h1>Your Social Selling Index</h1><b>53</b> out of 100",
        "<h1>Social Selling Index atual</h1><p>53 de 100</p>",
        "<p>Social&nbsp;Selling Index</p><li>Establish your professional brand 20.9"
        "</li><li>Find the right people 6.4</li>",
        "<h2>Social Selling Index</h2><p>Localizar as pessoas certas: 6,4"
        "<p>Criar relacionamentos: 15",
    ],
)
def test_what_a_page_shows_is_refused_with_where_the_data_are(shown: str) -> None:
    with pytest.raises(ExportError) as refused:
        read_export("r7/ssi.html", f"{HEAD}{shown}</body>".encode(), Options())
    assert str(refused.value) == (
        "r7/ssi.html: 1 problem\n"
        "  shows an SSI, rounded and in the words of one language, without the data"
        " behind it; open https://www.linkedin.com/sales-api/salesApiSsi in the"
        " browser and save that JSON"
    )


@pytest.mark.parametrize(
    "shown",
    [
        "<p>What is the Social Selling Index, and what are the right people?</p>",
        "<p>Engage with insights. Build relationships. 53 out of 100.</p>",
    ],
)
def test_a_page_that_only_speaks_of_scores_is_none(shown: str) -> None:
    assert read_export("blog.html", f"{HEAD}{shown}".encode(), Options()) is None


def test_a_page_with_a_history_in_it_is_read() -> None:
    history = '<script>[{"date": "2026-11-08", "ssi": 53}]</script>'
    shown = f"{HEAD}{history}<h1>Social Selling Index: 53 / 100</h1>"
    found = read_export("tracker.html", shown.encode(), Options())
    assert found is not None
    assert found.tables["ssi"]["ssi_total"].tolist() == [53.0]
