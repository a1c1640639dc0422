"""Attempts to find out who is who from the pages of a run folder alone.

The attacker holds every byte that a web server would hand out, the roster with all
names, addresses and ids, and one rep's scores day by day; not the key.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import html
import json
import re
from collections import Counter

import numpy as np
import pytest

import ssi_analysis as ssi
from ssi_analysis import periods, resources
from ssi_analysis.privacy import pseudonyms

CODE = re.compile(
    r"\brep ((?:[BCDFGHJKLMNPQRSTVWXZ][2-9]){2,}[BCDFGHJKLMNPQRSTVWXZ])\b"
)
ALGORITHMS = ("md5", "sha1", "sha256", "sha512", "blake2b")
# One rep at a time is left out by the method, those who moved are shown one by one,
# and a range that is not given says of how few it would be.
FEW = r"(?<!out )\b(?:[1-4]|one|two|three|four) (?:of \d+ )?reps?\b(?! moved|; a range)"


def published(root):
    """Read what a server hands out, but for the script of others; name by path."""
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.startswith((".", "plotly"))
    }


def spellings(text):
    """Return a text as it is written, and as a reader and a parser of JSON see it."""
    unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    return text, html.unescape(text), html.unescape(unescaped)


def words_of(text):
    """Return what a reader sees: no script, no style, no tags."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def tables(text):
    """Read every table of a page as rows by header."""
    for table in re.findall(r"<table>(.*?)</table>", text, flags=re.DOTALL):
        heads = [
            words_of(cell) for cell in re.findall(r"<th scope=\"col\".*?</th>", table)
        ]
        for row in re.findall(r"<tr>(<td.*?)</tr>", table, flags=re.DOTALL):
            cells = [words_of(cell).strip() for cell in re.findall(r"<td.*?</td>", row)]
            yield dict(zip(map(str.strip, heads), cells, strict=True))


def marks(text):
    """Return the places of all marks in the chart of SSI against attainment."""
    found = re.findall(r'<script type="application/json"([^>]*)>(.+?)</script>', text)
    common = [json.loads(part) for names, part in found if 'id="common"' in names]
    for names, part in found:
        figure = whole(json.loads(part), common[0] if common else [])
        if "data-draws" in names and "of quota" in json.dumps(figure["data"]):
            pairs = [zip(each["x"], each["y"], strict=True) for each in figure["data"]]
            return [(x, round(y, 3)) for each in pairs for x, y in each]
    return []


def whole(value, common):
    """Put back what the figures of a page have in common."""
    if isinstance(value, dict):
        if "same_as" in value:
            return whole(common[value["same_as"]], common)
        return {key: whole(part, common) for key, part in value.items()}
    return [whole(part, common) for part in value] if isinstance(value, list) else value


def secrets_of_sample():
    with (resources.sample() / "roster.csv").open(encoding="utf-8") as roster:
        people = list(csv.DictReader(roster))
    columns = ("rep_id", "name", "email", "linkedin_seat_id", "crm_user_id")
    names = [person["name"].split() for person in people]
    return {
        *(person[column] for person in people for column in columns),
        *(part for name in names for part in name),
        *(f"{name[0][0]}. {name[-1][0]}." for name in names),
    } - {""}


def found_in(pages, secrets):
    """Return where a secret stands by itself, in any case, in any spelling."""
    listed = "|".join(map(re.escape, sorted(secrets, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:{listed})(?!\w)")
    return {
        (name, hit)
        for name, text in pages.items()
        for spelling in spellings(text)
        for hit in pattern.findall(spelling)
    }


def test_no_byte_of_the_pages_names_anybody(small_company, small_pages):
    pages = published(small_pages)

    assert {"index.html", "2026-W45/six.html", "2026-W46/manifest.json"} < pages.keys()
    assert found_in(pages, small_company.secrets) == set()


def test_no_byte_of_the_sample_names_anybody(demo):
    secrets = secrets_of_sample()

    assert len(secrets) > 200
    assert found_in(published(demo), secrets) == set()


def test_the_search_would_find_a_name(small_company, small_pages):
    pages = {name: f"{text} Fay.Frost" for name, text in published(small_pages).items()}
    escaped = {"page": "<p>&#70;ay Frost</p>", "json": '"\\u0046ay Frost"'}

    assert found_in(pages, small_company.secrets)
    assert {name for name, _ in found_in(escaped, small_company.secrets)} == {
        *("page", "json"),
    }


def digests_of(secret):
    """Return what anybody can work out from a name: digests as texts."""
    for algorithm in ALGORITHMS:
        raw = hashlib.new(algorithm, secret.encode()).digest()
        yield raw.hex()
        yield base64.b32encode(raw).decode()
        yield base64.b64encode(raw).decode()


def test_nothing_on_a_page_is_a_hash_of_a_name_or_an_id(small_company, small_pages):
    whole = "\n".join(published(small_pages).values())
    tokens = {token.lower() for token in re.findall(r"[A-Za-z0-9+/]{5,}", whole)}

    hits = [
        (secret, digest[:size])
        for secret in small_company.secrets
        for spelt in {secret, secret.lower(), secret.upper(), f"rep {secret}"}
        for digest in digests_of(spelt)
        for size in (5, 6, 7, 8, 10, 12, 16, 32, len(digest))
        if digest[:size].lower() in tokens
    ]
    assert hits == []


def test_the_codes_are_those_of_the_key_and_of_no_other(small_company, small_pages):
    ids = [person["rep_id"] for person in small_company.people]
    shown = {
        f"rep {code}"
        for text in published(small_pages).values()
        for code in CODE.findall(text)
    }
    key = (small_pages / ".ssi-key").read_text().strip()

    assert shown <= set(pseudonyms(ids, key=key).values())
    for guess in ("", "key", "ssi", ".ssi-key", "ssi-analysis", *ids):
        assert not shown & set(pseudonyms(ids, key=guess).values())


@pytest.mark.parametrize("team", ["six", "moved"])
def test_who_knows_the_roster_cannot_tell_codes_by_their_order(
    small_company, small_pages, team
):
    key = (small_pages / ".ssi-key").read_text().strip()
    ids = [person["rep_id"] for person in small_company.people]
    who = {code: rep for rep, code in pseudonyms(ids, key=key).items()}
    text = published(small_pages)[f"2026-W46/{team}.html"]
    shown = [who[f"rep {code}"] for code in dict.fromkeys(CODE.findall(text))]
    places = [ids.index(rep) for rep in shown]

    # No list of five or more stands in the roster's order or against it.
    if len(places) >= 5:
        assert places not in (sorted(places), sorted(places, reverse=True))


def test_of_small_teams_no_count_of_few_reps_is_told(small_pages):
    for name, text in published(small_pages).items():
        if not name.endswith((".html", ".json")) or name == "index.html":
            continue
        words = words_of(text) if name.endswith(".html") else text
        counts = set(re.findall(FEW, words, flags=re.IGNORECASE))
        # How many the team of four is, is all that is told of it, and that the page
        # of the company leaves it out.
        assert counts <= {"4 reps"}, name
        if name.endswith(("six.html", "moved.html")):
            assert counts == set(), name


@pytest.mark.parametrize("folder", ["small_pages", "demo"])
def test_no_row_of_a_table_is_about_one_to_four_reps(folder, request):
    pages = published(request.getfixturevalue(folder))
    rows = [
        (name, row)
        for name, text in pages.items()
        if name.endswith(".html")
        for row in tables(text)
        if row.get("reps", "–") not in ("–", "0")
        and any(cell not in ("–", "") for key, cell in row.items() if "range" in key)
    ]
    few = [
        (name, row)
        for name, row in rows
        if row["reps"] != "fewer than 5"
        and int(row["reps"]) < 5
        and "needs at least" not in " ".join(row.values())
    ]
    assert rows
    assert few == []


def test_a_team_of_four_shows_no_single_rep(small_pages):
    pages = published(small_pages)
    text = pages["2026-W46/few.html"]

    assert marks(text) == []
    assert CODE.findall(text) == []
    assert {row["middle half"] for row in tables(text) if "middle half" in row} == {"–"}
    first = re.search(r'<section class="first">.*?</section>', text, re.DOTALL)[0]
    assert "E0" in first
    assert re.search(r"\b(one|two|three) reps?\b", first, re.IGNORECASE) is None


def exact(folder, team):
    """Return a team's rep-quarters with nothing hidden."""
    exports = ssi.load_team(folder)
    calendar = exports.settings.calendar
    first, last = periods.window("2026-W46", weeks=104, calendar=calendar)
    known = exports.between(None, last).only(team=team).between(first, last)
    frame = ssi.build_panel(known, grain="quarter").frame
    return frame.dropna(subset=["ssi_total_before", "attainment"])


def stated(text):
    """Read from a page how many of how many it counts."""
    parts = (r"or more, missed quota (\d+) of (\d+)", r", met quota (\d+) of (\d+)")
    return [re.findall(part, words_of(text)) for part in parts]


@pytest.mark.parametrize("team", ["North", "South", "West", "Harbor"])
def test_a_mark_holds_no_exact_number_and_stands_beside_no_mark_of_its_rep(demo, team):
    rows = exact(resources.sample(), team)
    drawn = marks(published(demo)[f"2026-W46/{team.lower()}.html"])
    x, y = np.array(drawn).T

    assert len(drawn) == len(rows)
    assert set(x % 1) == {0}
    assert np.allclose(y / 0.05 % 1, 0.5)
    # Three kinds of marks, each in the order of its scores: no rep's stand together.
    assert (np.diff(x) < 0).sum() <= 2


def test_the_company_less_its_teams_is_nobody(small_pages):
    # Kai was in two teams; Few is too small to be told of beside the others.
    pages = published(small_pages)
    company, six, moved = (
        Counter(marks(pages[f"2026-W46/{name}.html"]))
        for name in ("company", "six", "moved")
    )

    assert company
    assert company - six - moved == Counter()
    assert six + moved - company == Counter()


def test_two_weeks_of_a_quarter_count_the_same_rep_quarters(small_pages):
    pages = published(small_pages)

    one, other = (stated(pages[f"2026-W{week}/six.html"]) for week in (45, 46))
    assert one == other != [[], []]


def test_initials_name_nobody_in_full(small_company, named_pages):
    letters = {
        secret for secret in small_company.secrets if re.match(r"\w\. \w", secret)
    }

    assert found_in(
        {"six": named_pages["initials"]}, small_company.secrets - letters
    ) == (set())
    assert "Reps are shown by their initials." in named_pages["initials"]


def test_full_names_show_no_address_and_no_id(small_company, named_pages):
    columns = ("rep_id", "email", "linkedin_seat_id", "crm_user_id")
    ids = {person[column] for person in small_company.people for column in columns}

    assert found_in({"six": named_pages["full"]}, ids) == set()
    assert "Reps are shown by their names." in named_pages["full"]


def test_what_the_settings_say_of_small_groups_reaches_all_that_is_drawn(small_company):
    exports = ssi.load_team(small_company.folder, min_group=8).only(team="Moved")
    weeks, quarters = (
        ssi.build_panel(exports, grain=grain) for grain in ("week", "quarter")
    )

    assert ssi.rep_moves(weeks).moves == ()
    asked = {"x": "ssi_total_before", "y": "attainment"}
    assert ssi.counterexamples(quarters, **asked).drawn.empty
    assert not ssi.summarise_week(weeks, week="2026-W46").tells(1)
