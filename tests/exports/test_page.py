"""A saved page: what a reader sees in it, and the JSON that stands beside that."""

from __future__ import annotations

import pytest

from ssi_analysis.exports.page import page_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<title>A</title><p>b&nbsp;c</p><style>x {}</style>", "A b c"),
        ("<p>a<code>b", "a b"),
        ("<script>var a = '<p>b</p>'</script><p>c", "c"),
    ],
)
def test_the_text_of_a_page_is_what_a_reader_sees(text: str, shown: str) -> None:
    assert page_of(text).text == shown


def test_json_in_a_page_is_found_in_any_element_that_holds_some() -> None:
    text = '<code>[1]</code><pre>{"a": 2}</pre><textarea>{&quot;b&quot;: 3}</textarea>'
    assert page_of(f"{text}<p>{{}}</p><script>x = {{}}</script>").objects == (
        [1],
        {"a": 2},
        {"b": 3},
    )
