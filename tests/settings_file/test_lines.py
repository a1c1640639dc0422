"""The line of every key, against texts whose lines are counted by hand."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.settings_file.lines import line_of, locate

TEXT = """\
# a remark with [brackets] and key = 1
low = 1  # another

"quoted key" = "a # no remark"
long = \"\"\"
files = [
\"\"\"\"
list = [
  "a", # one
  { b = 1, "c.d" = [2,
    3] },
]
when = 2026-10-31 07:00:00
[table . "in.ner"]
a.b.c = 1.5
a.b.d = { e = 'x]', f = {} }
[[files]]
path = 'a'
[files.columns]
quota = "Soll"
[[files]]
[[files.deep]]
[[files.deep]]
key = "]"
"""


def test_every_kind_of_key_is_found_on_its_line():
    assert locate(TEXT) == {
        ("low",): 2,
        ("quoted key",): 4,
        ("long",): 5,
        ("list",): 8,
        ("list", 0): 9,
        ("list", 1): 10,
        ("list", 1, "b"): 10,
        ("list", 1, "c.d"): 10,
        ("list", 1, "c.d", 0): 10,
        ("list", 1, "c.d", 1): 11,
        ("when",): 13,
        ("table",): 14,
        ("table", "in.ner"): 14,
        ("table", "in.ner", "a"): 15,
        ("table", "in.ner", "a", "b"): 15,
        ("table", "in.ner", "a", "b", "c"): 15,
        ("table", "in.ner", "a", "b", "d"): 16,
        ("table", "in.ner", "a", "b", "d", "e"): 16,
        ("table", "in.ner", "a", "b", "d", "f"): 16,
        ("files",): 17,
        ("files", 0): 17,
        ("files", 0, "path"): 18,
        ("files", 0, "columns"): 19,
        ("files", 0, "columns", "quota"): 20,
        ("files", 1): 21,
        ("files", 1, "deep"): 22,
        ("files", 1, "deep", 0): 22,
        ("files", 1, "deep", 1): 23,
        ("files", 1, "deep", 1, "key"): 24,
    }


def test_windows_line_ends_count_as_one():
    assert locate("a = 1\r\n\r\nb = [\r\n2]\r\n") == {("a",): 1, ("b",): 3, ("b", 0): 4}


def test_a_key_without_a_line_has_that_of_the_table_around_it():
    lines = locate(TEXT)

    assert line_of(("files", 0, "rep"), lines) == 17
    assert line_of(("currency",), lines) == 0


VALUES = st.recursive(
    st.sampled_from(["1", "-0.5", "true", "2026-10-31", '"a"', "'[{'", '""', "''''''"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda each: f"[{','.join(each)}]"),
        st.lists(inner, max_size=3).map(lambda each: f"[\n{' ,# ]'.join(each)}\n]"),
        st.lists(inner, max_size=3).map(
            lambda each: f"{{{','.join(f'k{n}.x={v}' for n, v in enumerate(each))}}}"
        ),
    ),
    max_leaves=6,
)


def paths(value, above=()):
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        yield (*above, key)
        if isinstance(inner, dict | list):
            yield from paths(inner, (*above, key))


@given(st.lists(st.tuples(st.sampled_from(["", "[t{}]\n", "[[u]]\n"]), VALUES)))
def test_everything_that_tomllib_reads_has_a_line(parts):
    text = "".join(
        f"{header.format(at)}key{at} = {value}\n"
        for at, (header, value) in enumerate(parts)
    ).replace(" ,# ]", " ,# ]\n")

    expected = {path[:6] for path in paths(tomllib.loads(text))}

    lines = locate(text)
    assert lines.keys() == expected
    for path, line in lines.items():
        if str(path[-1]).startswith("key"):
            assert text.split("\n")[line - 1].startswith(f"{path[-1]} =")
