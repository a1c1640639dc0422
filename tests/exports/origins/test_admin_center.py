"""The Admin Center's list of users is a roster that fills the blanks of another."""

from __future__ import annotations

from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options

HEADER = (
    "invited_email_address,preferred_first_name,preferred_last_name,{},seat_id,"
    "sales_license_current_status,teamlink_extend_license_current_status,"
    "admin_permission,groups\n"
)


def read(text: str) -> Extract:
    found = read_export("users.csv", text.encode(), Options())
    assert found is not None
    assert found.origin == "admin_center"
    return found


def column(found: Extract, name: str) -> list[object]:
    cells: list[object] = found.tables["reps"][name].tolist()
    return cells


def test_users_carry_their_seat_their_e_mail_and_the_companys_id() -> None:
    found = read(
        HEADER.format("employee_id")
        + "Ana@x.org,Ana,Reis,007,SEAT0012345678901234,active,inactive,,North\n"
        + "bo@x.org,,,,,inactive,,admin,\n"
        + 'cy@x.org,Cy,,C3,9,active,,reporting,"North, Key accounts"\n'
    )
    assert column(found, "rep_id") == ["007", "bo@x.org", "C3"]
    assert column(found, "email") == ["ana@x.org", "bo@x.org", "cy@x.org"]
    assert column(found, "name") == ["Ana Reis", "", "Cy"]
    assert column(found, "linkedin_seat_id") == ["SEAT0012345678901234", "", "9"]
    assert column(found, "team") == ["North", "", ""]
    assert column(found, "is_supplement") == [True, True, True]
    assert "is_manager" not in found.tables["reps"]
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (
            *(4, "groups", "North, Key accounts"),
            *("several groups, of which none is taken as the team", False),
        )
    ]


def test_ids_may_be_unique_user_ids_under_spoken_headers() -> None:
    header = HEADER.format("unique_user_id").replace("_", " ").title()
    assert column(read(header + "Ana@x.org,Ana,Reis,U1,,active,,,\n"), "rep_id") == [
        "U1"
    ]


def test_a_template_of_few_columns_is_known_too() -> None:
    found = read(
        "invited_email_address,preferred_first_name,preferred_last_name,"
        "sales_license_current_status\nAna@x.org,Ana,Reis,active\n"
    )
    assert column(found, "rep_id") == ["ana@x.org"]
    assert column(found, "team") == [""]


def test_a_user_without_id_and_e_mail_is_a_reject() -> None:
    found = read(HEADER.format("employee_id") + ",Ana,Reis,,9,active,,,\n")
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (2, "invited_email_address", "", "blank", True)
    ]
