"""A member's archives of two years, in a folder and a ZIP, are one history."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

import ssi_analysis as ssi

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,"
    "Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers\n"
    "Ana,Reis,,,,,,,,,,,\n"
)
EARLY = {
    "Profile.csv": PROFILE,
    "Connections.csv": (
        "First Name,Last Name,Email Address,Company,Position,Connected On\n"
        "Zuzanna,Kowalska,,,,12 Mar 2021\nBo,Li,,,,12 Mar 2021"
    ),
    "messages.csv": (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,"
        "CONTENT,FOLDER\n"
        "c1,,Zuzanna Kowalska,https://www.linkedin.com/in/zuz-kow,Ana Reis,"
        "2021-04-02 09:15:00 UTC,,kept-private,INBOX\n"
    ),
}
LATE = {
    "Profile.csv": PROFILE,
    "Connections.csv": (
        'Notes:\n"Some, are missing"\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        ",,,,,,12 Mar 2021\nBo,Li,https://www.linkedin.com/in/bo,,,,12 Mar 2021\n"
        "Cy,Fox,https://www.linkedin.com/in/cy,,,,01 May 2023"
    ),
    "messages.csv": (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,"
        "RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
        "c1,,Zuzanna Kowalska,https://www.linkedin.com/in/zuz-kow,Ana Reis,"
        "https://www.linkedin.com/in/ana,2021-04-02 09:15:00 UTC,,kept-private,INBOX\n"
        "c1,,Ana Reis,https://www.linkedin.com/in/ana,Zuzanna Kowalska,"
        "https://www.linkedin.com/in/zuz-kow,2023-04-02 09:15:00 UTC,,Yes,INBOX\n"
    ),
    "guide_messages.csv": "CONVERSATION ID,FROM,TO,DATE\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "roster.csv").write_text("rep_id,name,team\nr1,Ana Reis,North\n")
    early = tmp_path / "Basic_LinkedInDataExport_05-14-2021"
    early.mkdir()
    for name, text in EARLY.items():
        (early / name).write_text(text)
    late = tmp_path / "Basic_LinkedInDataExport_10-21-2023.zip"
    with zipfile.ZipFile(late, "w") as archive:
        for name, text in LATE.items():
            archive.writestr(name, text)
    return tmp_path


def test_what_stands_in_both_archives_counts_once(folder: Path) -> None:
    activity = ssi.load_team(folder).activity
    counts = {
        (metric, f"{day:%Y-%m-%d}"): value
        for metric, day, value in zip(
            activity["metric"], activity["start_date"], activity["value"], strict=True
        )
    }
    assert counts == {
        ("connections_made", "2021-03-12"): 2.0,
        ("connections_made", "2023-05-01"): 1.0,
        ("messages_received", "2021-04-02"): 1.0,
        ("messages_sent", "2023-04-02"): 1.0,
    }
    assert set(activity["rep_id"]) == {"r1"}


def test_nobody_but_the_member_is_in_any_table(folder: Path) -> None:
    team = ssi.load_team(folder)
    frames = (team.reps, team.activity, team.rejects, team.files, team.repeats)
    said = " ".join(frame.to_csv() for frame in frames).casefold()
    assert "ana reis" in said
    secrets = ("zuzanna", "kowalska", "zuz-kow", "kept-private", "bo,li", "cy,fox")
    assert [secret for secret in secrets if secret in said] == []


def test_messages_without_a_profile_beside_them_say_what_is_needed(
    folder: Path,
) -> None:
    (folder / "Basic_LinkedInDataExport_05-14-2021" / "Profile.csv").unlink()
    with pytest.raises(ssi.SSIError) as refused:
        ssi.load_team(folder)
    assert "put the archive's Profile.csv beside it" in str(refused.value)
