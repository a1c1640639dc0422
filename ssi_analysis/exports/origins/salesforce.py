"""The Salesforce opportunity report.

It carries amounts in the deal's currency and, where the organisation has more than
one, converted ones, which are then the ones to use.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ssi_analysis.exports import deals, extract, sheets
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.text import fold, is_total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.exports.extract import Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_opportunities"]

_PLAIN: Final = {
    "deal_id": "Opportunity ID | Opportunity ID (18) | 18 Digit Opportunity ID | Id",
    "deal_name": "Opportunity Name | Name",
    "account_name": "Account Name | Account Name: Account Name | Account.Name",
    "stage": "Stage | Opportunity Stage | StageName | Stage Name",
    "won": "Won | IsWon",
    "amount_converted": "Amount (converted)",
    "amount_converted_currency": "Amount (converted) Currency",
    "amount": "Amount | Opportunity Amount",
    "currency": "Amount Currency | Opportunity Currency | CurrencyIsoCode",
    "close_date": "Close Date | CloseDate",
    "created_date": "Created Date | CreatedDate",
    "person_name": (
        "Opportunity Owner | Opportunity Owner: Full Name | Owner.Name | Owner Name"
        " | Owner: Full Name | Owner"
    ),
    "person_email": (
        "Opportunity Owner Email | Opportunity Owner: Email | Owner.Email | Owner Email"
        " | Owner: Email"
    ),
    "person_crm": (
        "Opportunity Owner ID | Opportunity Owner: User ID | OwnerId | Owner ID"
    ),
}
_SALESFORCE_OPPORTUNITIES: Final = {
    name: " | ".join(
        f"{before}{label}{after}"
        for before, after in (("", ""), ("Opportunity: ", ""), ("", ": Opportunity"))
        for label in known.split(" | ")
    )
    for name, known in _PLAIN.items()
}
"""A joined report puts the object before or behind each label."""

_OF_A_DEAL: Final = ("amount", "amount_converted", "deal_id", "deal_name", "close_date")
_SUMS: Final = frozenset(
    {"count", "recordcount", "sum", "average", "avg", "max", "min"}
)


def read_opportunities(sheet: Sheet, options: Options) -> Extract:
    """Read an opportunity report: one row per deal.

    Lines of totals are set aside, and what a grouped report says once per group
    stands on each row.
    """
    whole = sheets.with_footer(sheet, lambda row: _is_deal(sheet, row))
    rows, aside = extract.split(whole, _subtotals(whole))
    if aside:
        rows = _ungrouped(rows, _n_groups(whole, [each.row for each in aside]))
    filled = sheets.merged_filled(
        rows, "person_name", beside=["stage"], unless=extract.PERSON
    )
    found = deals.read_deals(
        filled, options, origin="salesforce_opportunities", instants=["created_date"]
    )
    rejects = (*aside, *found.rejects)
    return replace(found, rejects=rejects, rows_read=found.rows_read + len(aside))


def _is_deal(sheet: Sheet, row: Sequence[str]) -> bool:
    """Say whether a line below the rows is a deal, whose account is called Total."""
    needed = [sheet.columns[name] for name in ("stage", "close_date")]
    return len(row) == len(sheet.header) and all(row[at] for at in needed)


def _subtotals(sheet: Sheet) -> dict[int, tuple[str, str]]:
    """Return the lines of totals, which have a label and no day."""
    days = sheet.cells("close_date")
    firsts = [sheets.first_filled(row) for row in sheet.rows]
    return {
        at: (first, "a line of totals")
        for at, (first, day) in enumerate(zip(firsts, days, strict=True))
        if day in ("", first) and (is_total(first) or fold(first) in _SUMS)
    }


def _n_groups(sheet: Sheet, numbers: Sequence[int]) -> int:
    """Count the columns of groups: down to the last label of totals, none of a deal."""
    totals = [sheet.rows[sheet.numbers.index(number)] for number in numbers]
    labels = [row.index(sheets.first_filled(row)) for row in totals]
    own = [sheet.columns[name] for name in _OF_A_DEAL if name in sheet]
    return min(1 + max(labels), *own)


def _ungrouped(sheet: Sheet, n_groups: int) -> Sheet:
    """Write on each row the first columns, which stand once per group.

    A new group of one column begins all columns after it anew.
    """
    rows: list[tuple[str, ...]] = []
    above = [""] * n_groups
    for row in sheet.rows:
        for at in range(n_groups):
            if row[at]:
                above[at:] = [row[at], *[""] * (n_groups - at - 1)]
        rows.append((*above, *row[n_groups:]))
    return replace(sheet, rows=tuple(rows))


ORIGINS: Final = (
    Origin(
        "salesforce_opportunities",
        "Salesforce opportunity report",
        _SALESFORCE_OPPORTUNITIES,
        needs(
            "stage close_date amount person_name",
            "stage close_date amount person_email",
            "stage close_date amount person_crm",
            "stage close_date amount_converted person_name",
            "stage close_date amount_converted person_email",
        ),
        read_opportunities,
    ),
)
