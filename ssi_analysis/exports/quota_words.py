"""Spellings of the headers of quota sheets, as data."""

from __future__ import annotations

from typing import Final

from ssi_analysis.exports.text import fold

__all__ = ["COLUMNS", "IGNORED", "KINDS"]

_AMOUNTS: Final = {
    "quota": (
        "Quota | Quotas | Target | Targets | Goal | Goals | Quota Amount | Sales Quota"
        " | Sales Target | Sales Goal | Revenue Quota | Revenue Target | Revenue Goal"
        " | Bookings Quota | Bookings Target | Target Amount | Goal Amount"
        " | Individual Quota | Annual Quota | Quarterly Quota | Monthly Quota"
        " | Meta | Metas | Cota | Meta de vendas | Meta de receita"
        " | Meta de faturamento"
    ),
    "attained": (
        "Booked | Bookings | Closed Won | Closed | Won | Actual | Actuals | Attained"
        " | Achieved | Achievement | Actual Bookings | Bookings Amount | Booked Amount"
        " | Actual Amount | Amount Attained | Attained Amount | Quota Attained"
        " | Closed Won Amount | Won Amount | Revenue | Actual Revenue | Sales"
        " | Actual Sales | Quota Retired | Realizado | Receita | Faturamento"
    ),
    "attainment": (
        "Attainment | Attainment % | Attainment Pct | Quota Attainment | % of Quota"
        " | % to Quota | % of Target | % to Target | % of Goal | % to Goal | Att %"
        " | Pct of Quota | Percent of Quota | Percent Attained | Percent Attainment"
        " | % Attained | % Attainment | % Quota Attained"
    ),
}
COLUMNS: Final = {
    **_AMOUNTS,
    "person_name": (
        "Rep | Rep Name | Name | Full Name | Sales Rep | Sales Rep Name"
        " | Sales Representative | Salesperson | Sales Person | Seller | Seller Name"
        " | AE | AE Name | Account Executive | Account Manager | Sales Executive"
        " | Employee | Employee Name | User | User Name | Owner | Quota Owner"
        " | Team Member | Person | Nome | Nome completo"
    ),
    "first_name": "First Name",
    "last_name": "Last Name",
    "month": "Month | Fiscal Month | Quota Month",
    "quarter": "Quarter | Qtr | Fiscal Quarter | Quota Quarter",
    "period": "Period | Quota Period | Fiscal Period | Time Period | Period Name",
    "year": "Year | Fiscal Year | FY",
    "start_date": "Start Date | Start | Period Start | Quota Start | From | Begin Date",
    "end_date": "End Date | End | Period End | Quota End | To | Until",
    "currency": "Currency | Currency Code | Quota Currency | CCY",
    "attained_currency": (
        "Booked Currency | Bookings Currency | Closed Won Currency | Actual Currency"
        " | Attained Currency"
    ),
    "measure": (
        "Measure | Metric | KPI | Measure Name | Metric Name | KPI Name | Quota Type"
        " | Target Type | Goal Type | Type | Indicador | Métrica | Medida | Tipo"
        " | Tipo de meta"
    ),
}
IGNORED: Final = frozenset(
    [
        *("team", "teamname", "salesteam", "manager", "managername", "salesmanager"),
        *(
            "region",
            "territory",
            "segment",
            "marketsegment",
            "role",
            "title",
            "jobtitle",
        ),
        *("startdate", "hiredate", "notes", "comment", "comments", "status"),
    ]
)
"""Columns that a quota sheet may have like a roster, and that count as known."""

KINDS: Final = {
    kind: frozenset(map(fold, known.split(" | "))) for kind, known in _AMOUNTS.items()
}
"""By kind of amount its spellings, folded."""
