"""A log that holds scores among other things: the scores are read, the rest counted."""

from __future__ import annotations

from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.settings import Settings

HEADER = "Category,Date,Type,Name,Detail,URL\n"
SCORE = "total:52 brand:17 people:14 insights:14 rel:7"
INVITE = "Connect,2026-11-08T08:15:00Z,invite,Eve Other,Hello Eve,https://x.example\n"


def extract(*lines: str, zone: str = "") -> Extract:
    text = HEADER + "".join(lines)
    options = Options(settings=Settings(time_zone=zone))
    found = read_export("r1/activity-history (1).csv", text.encode(), options)
    assert found is not None
    assert found.origin == "ssi_log"
    return found


def test_a_score_is_unpacked_and_falls_on_the_local_day() -> None:
    line = f"SSI,2026-11-08T23:30:00Z,ssi-score,,{SCORE},\n"
    scores = extract(line, INVITE, zone="Europe/Berlin").tables["ssi"]
    names = ["ssi_total", "ssi_brand", "ssi_people", "ssi_insights"]
    assert [scores[name].tolist() for name in names] == [[52.0], [17.0], [14.0], [14.0]]
    assert scores["ssi_relationships"].tolist() == [7.0]
    assert scores["date"].astype(str).tolist() == ["2026-11-09"]
    assert scores["person_name"].tolist() == [""]


def test_other_rows_are_counted_and_nobody_in_them_is_quoted() -> None:
    wide = INVITE.replace("\n", ",more\n")
    found = extract(f"SSI,2026-11-08T08:15:00Z,ssi-score,,{SCORE},\n", INVITE, wide)
    assert found.rows_read == 3
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (4, "", "", "the row has 7 cells, the header 6", True),
        (3, "", "invite", "an entry of another type than ssi-score", False),
    ]


def test_a_misread_score_is_rejected_with_its_part() -> None:
    misread = SCORE.replace("brand:17", "brand:52")
    found = extract(
        f"SSI,2026-11-08T08:15:00Z,ssi-score,,{misread},\n",
        "SSI,2026-11-09T08:15:00Z,ssi-score,,none,\n",
    )
    assert sorted(tuple(reject)[1:5] for reject in found.rejects) == [
        (2, "Detail: ssi_brand", "52", "a pillar lies in 0 to 25"),
        (3, "Detail: ssi_total", "", "not a number"),
    ]


def test_no_words_of_a_score_entry_are_quoted() -> None:
    found = extract(
        f"SSI,2026-11-08T08:15:00Z,ssi-score,,{SCORE},\n",
        "SSI,2026-11-09T08:15:00Z,ssi-score,,Hello Eve,\n",
        f"SSI,call Eve on Monday,ssi-score,,{SCORE},\n",
        f"SSI,2026-13-09T08:15:00Z,ssi-score,,{SCORE},\n",
    )
    assert sorted(tuple(reject)[1:5] for reject in found.rejects) == [
        (3, "Detail: ssi_total", "", "not a number"),
        (4, "Date", "", "not a date"),
        (5, "Date", "2026-13-09T08:15:00Z", "not a date"),
    ]
