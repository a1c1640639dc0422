"""Tables to panel: complete periods of reps in role, nothing filled in.

A rep-period is a row when the period is complete in the data and the rep was in the
role throughout. Running totals, quarter-to-date values and forward-filled outcomes
never enter; each thing left out is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.engine import DuckDBEngine
from ssi_analysis.errors import DataError, ParameterError
from ssi_analysis.panel.frame import Coverage, Drop, Panel
from ssi_analysis.panel.grid import role_grid
from ssi_analysis.panel.outcome import (
    as_stated,
    credited_deals,
    deal_windows,
    quota_in,
    too_fine,
    won_in,
)
from ssi_analysis.panel.sums import (
    activity_by_period,
    activity_too_coarse,
    ssi_by_period,
)
from ssi_analysis.periods import CIVIL, GRAINS, Grain, day_table, last_days, longest

if TYPE_CHECKING:
    from ssi_analysis.engine import Engine
    from ssi_analysis.periods import Calendar
    from ssi_analysis.team import TeamData

__all__ = ["build_panel"]


def build_panel(
    team: TeamData,
    *,
    grain: Grain | None = None,
    engine: Engine | None = None,
    fiscal_start_month: int | None = None,
) -> Panel:
    """Build the panel of a team: one row per rep and complete period.

    Parameters
    ----------
    team
        Canonical tables; managers are left out, because their quota is their team's.
    grain
        `week`, `month` or `quarter`; None picks the finest that SSI supports.
    engine
        Where the two heavy sums run; DuckDB in this process by default.
    fiscal_start_month
        Month in which the fiscal year begins; None: as the team's settings say.

    Measures are `ssi_total` and the pillars (means over the period), `ssi_days`,
    `ssi_total_before` (the period before), activity counts, `won`, `won_per_quota`
    (each won deal over the quota of its period, summed), `quota` and `attainment`.
    `attainment` is refused at grains finer than the quota periods, and a running
    period is never a row.
    """
    calendar = team.settings.calendar.starting_in(fiscal_start_month)
    grain = _checked(grain) or finest_grain(team, calendar=calendar)
    if pd.isna(team.as_of):
        raise DataError.nothing_dated(str(team.source))
    parts = _Parts(team, grain, engine or DuckDBEngine(), calendar)
    grid, drops = _grid(parts)
    frame, (counts, n_partial) = grid, _counts(parts)
    for measures in (_scores(parts), counts, _outcomes(parts, grid)):
        frame = frame.merge(measures, on=["rep_id", "period"], how="left")
    frame = frame.sort_values(["rep_id", "period"], ignore_index=True)
    frame = frame.assign(ssi_total_before=_before(frame, parts))
    coverage = Coverage((*drops, *_gaps(frame, parts, n_partial)))
    panel = Panel(
        frame,
        coverage,
        grain,
        calendar=calendar,
        min_group=team.settings.min_group,
    )
    if frame["attainment"].notna().any():
        return panel
    return panel.drop_measure("attainment", reason=_why_no_attainment(parts))


def finest_grain(team: TeamData, *, calendar: Calendar = CIVIL) -> Grain:
    """Return the finest grain at which most reps' SSI is really observed."""
    days = team.ssi.sort_values(["rep_id", "date"]).groupby("rep_id")["date"]
    gap = days.diff().dt.days.dropna().median()
    fits = (grain for grain in GRAINS if gap <= longest(grain, calendar=calendar))
    return next(fits, GRAINS[-1])


@dataclass(frozen=True)
class _Parts:
    team: TeamData
    grain: Grain
    engine: Engine
    calendar: Calendar

    @cached_property
    def deals(self) -> pd.DataFrame:
        return credited_deals(self.team)

    @cached_property
    def days(self) -> pd.DataFrame:
        team = self.team
        firsts = [team.ssi["date"].min(), team.activity["start_date"].min()]
        firsts += [team.quota["start_date"].min(), team.deals["close_date"].min()]
        first = min((day for day in firsts if pd.notna(day)), default=team.as_of)
        return day_table(
            first.date(),
            team.as_of.date(),
            calendar=self.calendar,
            grains=[self.grain],
        )

    def last_days(self, starts: pd.Series) -> pd.Series:
        return last_days(starts, self.grain, calendar=self.calendar)


def _checked(grain: Grain | None) -> Grain | None:
    if grain is not None and grain not in GRAINS:
        raise ParameterError.unknown("grain", str(grain), GRAINS)
    return grain


def _grid(parts: _Parts) -> tuple[pd.DataFrame, list[Drop]]:
    roles = parts.team.roles
    sellers = roles[~roles["is_manager"]]
    managers = set(roles["rep_id"]) - set(sellers["rep_id"])
    starts = _complete_periods(parts)
    grid = role_grid(sellers, starts, parts.last_days(starts))
    drops = [
        Drop("managers", len(managers), "their quota is their team's"),
        Drop(
            f"rep-{parts.grain}s",
            sellers["rep_id"].nunique() * len(starts) - len(grid),
            "the rep was not in the role for the whole of it",
        ),
    ]
    return grid, drops


def _complete_periods(parts: _Parts) -> pd.Series:
    """Return the periods that begin and end inside the days of SSI or deals."""
    team, days = parts.team, parts.days
    seen = [team.ssi["date"].min(), team.deals["close_date"].min()]
    first = min((day for day in seen if pd.notna(day)), default=team.as_of)
    starts = pd.Series(days[parts.grain].unique())
    ends = parts.last_days(starts)
    return starts[(starts >= first) & (ends <= team.as_of)].reset_index(drop=True)


def _scores(parts: _Parts) -> pd.DataFrame:
    return ssi_by_period(parts.team.ssi, parts.days, parts.grain, engine=parts.engine)


def _counts(parts: _Parts) -> tuple[pd.DataFrame, int]:
    return activity_by_period(
        parts.team.activity,
        parts.days,
        parts.grain,
        engine=parts.engine,
        calendar=parts.calendar,
    )


def _outcomes(parts: _Parts, grid: pd.DataFrame) -> pd.DataFrame:
    keys, calendar = ["rep_id", "period"], parts.calendar
    won = won_in(parts.deals, parts.grain, calendar=calendar)
    quota = quota_in(parts.team.quota, parts.grain, calendar=calendar)
    rows = grid[keys].merge(deal_windows(parts.team), on="rep_id", how="left")
    ends = parts.last_days(rows["period"])
    known = (rows["first"] <= rows["period"]) & (ends <= rows["last"])
    rows = rows.assign(quiet=~_listed(rows, won), covered=_has_quota(rows, ends, parts))
    rows = rows.merge(won, on=keys, how="left").merge(quota, on=keys, how="left")
    zero = rows["quiet"] & known
    whole = rows["quota_days"] == (ends - rows["period"]).dt.days + 1
    amount = rows["won"].mask(zero, 0.0).where(known)
    ratio = rows["won_per_quota"].mask(zero & rows["covered"], 0.0).where(known)
    target = rows["quota"].where(whole)
    known_rows = rows[keys].assign(
        won=amount, won_per_quota=ratio, quota=target, attainment=amount / target
    )
    return as_stated(known_rows, parts.team.attained, parts.grain, calendar=calendar)


def _listed(rows: pd.DataFrame, won: pd.DataFrame) -> pd.Series:
    pairs = pd.MultiIndex.from_frame(won[["rep_id", "period"]])
    own = pd.MultiIndex.from_frame(rows[["rep_id", "period"]])
    return pd.Series(own.isin(pairs), index=rows.index)


def _has_quota(rows: pd.DataFrame, ends: pd.Series, parts: _Parts) -> pd.Series:
    """Tell which rep-periods have a quota on both their first and their last day."""
    spans = parts.team.quota[parts.team.quota["quota"] > 0]
    numbered = rows[["rep_id", "period"]].assign(row=rows.index, end=ends)
    pairs = numbered.merge(spans[["rep_id", "start_date", "end_date"]], on="rep_id")
    sides = [
        set(pairs["row"][pairs[day].between(pairs["start_date"], pairs["end_date"])])
        for day in ("period", "end")
    ]
    return pd.Series(rows.index.isin(list(sides[0] & sides[1])), index=rows.index)


def _before(frame: pd.DataFrame, parts: _Parts) -> pd.Series:
    step = longest(parts.grain, calendar=parts.calendar)
    by_rep = frame.groupby("rep_id")
    gap = by_rep["period"].diff().dt.days
    return by_rep["ssi_total"].shift().where(gap <= step)


def _gaps(frame: pd.DataFrame, parts: _Parts, n_partial: int) -> list[Drop]:
    rows, outcome = f"rep-{parts.grain}s", frame["won_per_quota"]
    coarse = activity_too_coarse(
        parts.team.activity, parts.grain, calendar=parts.calendar
    )
    cumulative = int(parts.team.activity["is_cumulative"].sum())
    foreign = int((~parts.deals["is_comparable"]).sum())
    return [
        Drop(rows, int(frame["ssi_total"].isna().sum()), "no SSI in the period"),
        Drop(rows, int(outcome.isna().sum()), "no quota or no known deals"),
        Drop("activity spans", coarse, f"longer than a {parts.grain}"),
        Drop("activity counts", n_partial, f"they cover part of the {parts.grain}"),
        Drop("activity values", cumulative, "running totals are never summed"),
        Drop("won deals", foreign, "their currency is not that of the quota"),
    ]


def _why_no_attainment(parts: _Parts) -> str:
    quota = parts.team.quota
    if quota.empty:
        return "no quota was found in these exports"
    nested = quota_in(quota, parts.grain, calendar=parts.calendar)
    if nested.empty:
        return too_fine(parts.grain)
    return f"no {parts.grain} is complete in both quota and deals"
