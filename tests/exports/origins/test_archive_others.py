"""A whole LinkedIn archive: what is counted, and what is known and left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssi_analysis.exports import Reading, read_parts
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.team import load_team

OTHERS = {
    "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\n"
    'Acme,Account Executive,"Sold, and sold",Berlin,Jan 2020,Mar 2022\n'
    "Globex,Seller,,Berlin,Apr 2022,\n",
    "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
    "Uni,2010,2014,,BA,Rowing\n",
    "Certifications.csv": "Name,Url,Authority,Started On,Finished On,License Number\n"
    "Selling,,LinkedIn,Jan 2024,Feb 2024,1\n",
    "Languages.csv": "Name,Proficiency\nEnglish,Native or bilingual proficiency\n",
    "Honors.csv": "Title,Description,Issued On\nClub,,Jan 2025\n",
    "Organizations.csv": "Name,Position,Description,Started On,Finished On\n"
    "Guild,Seller,,Jan 2024,Feb 2025\n",
    "Projects.csv": "Title,Description,Url,Started On,Finished On\nX,,,Jan 2024,\n",
    "Publications.csv": "Name,Published On,Description,Publisher,Url\nX,Jan 2024,,Y,\n",
    "Volunteering.csv": "Company Name,Role,Cause,Started On,Finished On,Description\n"
    "Help,Seller,Children,Jan 2024,Feb 2025,\n",
    "Endorsement_Received_Info.csv": "Endorsement Date,Skill Name,Endorser First Name,"
    "Endorser Last Name,Endorser Public Url,Endorsement Status\n"
    "2024/05/06 07:08:09 UTC,Sales,Cy,Wu,www.linkedin.com/in/cy,ACCEPTED\n",
    "Recommendations_Received.csv": "First Name,Last Name,Company,Job Title,Text,"
    "Creation Date,Status\nCy,Wu,Acme,CEO,Good,05/06/24,VISIBLE\n",
    "ImportedContacts.csv": "Source,FirstName,LastName,Companies,Title,Emails,"
    "PhoneNumbers,CreatedAt,Addresses,Sites,FullName\nG,Cy,Wu,,,,,,,,Cy Wu\n",
    "Rich_Media.csv": "Date/Time,Media Description,Media Link\n"
    '"You uploaded a photo on May 6, 2024 at 7:08 AM (GMT)",,https://x\n',
    "Learning.csv": "Content Title,Content Description,Content Type,Content Last"
    " Watched Date (if viewed),Content Completed At (if completed),Content Saved,Notes"
    " taken on videos (if taken)\nSelling,,Course,2024-05-06 07:08 UTC,N/A,false,N/A\n",
    "Registration.csv": "Registered At,Registration Ip,Subscription Types\n"
    '"5/6/10, 7:08 AM",1.2.3.4,\n',
    "Receipts.csv": "Transaction Made At,Description,Billing Address,Payment Method"
    " Type,Invoice Number,Sub Total,Total Tax Amount,Currency Code,Total Amount\n"
    "2024/05/06,Premium,,CARD,1,9.99,0,USD,9.99\n",
    "Saved Items.csv": "savedItem,CreatedTime\nhttps://x,2024-05-06\n",
    "Company Follows.csv": "Organization,Followed On\n"
    "Acme,Sat Sep 05 08:12:14 UTC 2026\n",
    "Member_Follows.csv": "Date,Status,FullName\n2024-05-06,Active,Cy Wu\n",
    "Hashtag_Follows.csv": "HashTag,CreatedTime,State\n#sales,2024-05-06,ACTIVE\n",
    "Events.csv": "Event Name,Event Time,Status,External Url\n"
    'Fair,"May 6, 2024 7:08 AM - May 6, 2024 8:08 AM",ATTENDING,\n',
    "PhoneNumbers.csv": "Extension,Number,Type\n,+4930123,Mobile\n",
    "Votes.csv": "Date,Link,OptionText\n2024-05-06 07:08:09,https://x,Yes\n",
    "SearchQueries.csv": "Time,Search Query\n2024/05/06 07:08:09 UTC,acme\n",
    "Logins.csv": "Login Date,IP Address,User Agent,Login Type\n"
    "Mon May 06 07:08:09 UTC 2024,1.2.3.4,x,Web\n",
    "Inferences_about_you.csv": "Category,Type of inference,Description,Inference\n"
    "Demography,Gender,,Female\n",
    "Jobs/Job Applications.csv": "Application Date,Contact Email,Contact Phone Number,"
    "Company Name,Job Title,Job Url,Resume Name,Question And Answers\n"
    '"5/6/24, 7:08 AM",ana@acme.com,,Globex,Account Executive,https://x,cv.pdf,\n',
    "Jobs/Saved Jobs.csv": "Saved Date,Job Url,Job Title,Company Name\n"
    '"5/6/24, 7:08 AM",https://x,Account Executive,Globex\n',
    "Jobs/Job Seeker Preferences.csv": "Locations,Industries,Company Employee Count,"
    "Preferred Job Types,Job Titles,Open To Recruiters,Dream Companies\n"
    "Berlin,,,,Seller,Yes,\n",
    "SavedJobAlerts.csv": "ALERT_PARAMETERS,QUERY_CONTEXT,SAVED_SEARCH_ID\na,b,1\n",
    "Ads Clicked.csv": "Ad clicked Date,Ad Title/Id\n2024-05-06,1\n",
    "Ad_Targeting.csv": "Member Age,Company Names,Company Size,Job Titles,Member"
    " Skills,Years of Experience\n35-54,Acme,11-50,Account Executive,Sales,10\n",
}
READ = {
    "Connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,"
    "Connected On\nCy,Wu,https://www.linkedin.com/in/cy,,Acme,CEO,06 May 2026\n",
    "Comments.csv": "Date,Link,Message\n2026-05-06 07:08:09,https://x,Good\n",
    "Reactions.csv": "Date,Type,Link\n2026-05-06 07:08:09,LIKE,https://x\n",
    "Shares.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
    "2026-05-06 07:08:09,https://x,Hi,,,PUBLIC\n",
    "Profile.csv": "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,"
    "Summary,Industry\nAna,Reis,,,,Account Executive,,Software\n",
    "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\n"
    "ana@acme.com,Yes,Yes,Not Available\n",
}
UNKNOWN = {
    "Jobs/Job Applicant Saved Answers.csv": "Question,Answer\nWhen?,Now\n",
    "InstantReposts.csv": "Date,Link\n2024-05-06 07:08:09,https://x\n",
    "Courses.csv": "Name,Number\nSales,101\n",
    "Skills.csv": "Name\nSales\nNegotiation\n",
    "Profile Summary.csv": "Profile Summary\nI sell\n",
    "Twice.csv": "Member Age,Company Names,Company Names,Job Titles,Member Skills\n"
    "35-54,Acme,Acme,Account Executive,Sales\n",
}


def reading(name: str, text: str) -> Reading:
    return dict(read_parts(name, text.encode(), lambda _: Options()))[name]


@pytest.mark.parametrize("name", OTHERS)
def test_a_table_in_which_nothing_is_counted_is_left_out(name: str) -> None:
    found = reading(name, OTHERS[name])
    assert isinstance(found, Extract)
    assert (found.origin, found.rows_read, found.rejects) == ("ignored", 0, ())


def test_no_file_of_an_archive_stops_the_folder(tmp_path: Path) -> None:
    (tmp_path / "who.csv").write_text("rep_id,name,team\nr1,Ana Reis,EMEA\n")
    for name, text in {**OTHERS, **READ, **UNKNOWN}.items():
        path = tmp_path / "archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    team = load_team(tmp_path)
    origins = team.files.set_index("file")["origin"]
    assert {name for name in OTHERS if origins[f"archive/{name}"] != "ignored"} == set()
    assert {origins[f"archive/{name}"] for name in UNKNOWN} == {"unknown"}
    assert sorted(team.activity["metric"]) == [
        "comments",
        "connections_made",
        "posts",
        "reactions",
    ]
    assert team.quota.empty


def test_a_table_with_more_than_two_common_columns_is_another() -> None:
    for text in (
        "Name,Proficiency,SSI\nAna,1,5\n",
        "Date,Status,Full Name,SSI\n2026-05-06,Active,Ana,50\n",
    ):
        assert getattr(reading("x.csv", text), "origin", "") != "ignored"
