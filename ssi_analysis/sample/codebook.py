"""The README of the sample: that it is simulated, what is true of it, every column.

The truth comes from `plan`, the columns from `codebook.toml`, so that the text
cannot say other numbers than those the files were made with.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Final

from ssi_analysis.sample import plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ssi_analysis.sample.plan import Truth

__all__ = ["readme"]

_READING_R: Final = (
    "The r within reps is a population value: in simulated companies of 3,000 ordinary",
    "reps and 104 weeks, weekly mean SSI against won amount per quota of its period,",
    "rep means and week means taken out. One team will show another r: luck is part",
    "of it, with a standard deviation of about .03 in a team of 12. All 40 reps in one",
    "panel show about .12, because a deal is three times as much of a monthly quota",
    "as of a quarterly one. Quarterly r is larger, because luck averages out. The r",
    "between reps ties levels; means of observed quarters lie a bit lower.",
)


def readme(truth: Truth) -> str:
    """Return the README of a sample as Markdown.

    >>> import datetime as dt
    >>> truth = plan.make_truth(seed=7, n_weeks=8, last_day=dt.date(2026, 11, 15))
    >>> readme(truth).splitlines()[2]
    '**Everything here is simulated.** No person, account or deal in it exists.'
    """
    return "\n".join([*_opening(truth), *_truth(truth), *_unusable(truth), *_files()])


def _opening(truth: Truth) -> Iterator[str]:
    yield "# A sample company"
    yield ""
    yield ("**Everything here is simulated.** No person, account or deal in it exists.")
    yield (
        f"{plan.COMPANY}: {sum(team.size for team in plan.TEAMS)} reps in "
        f"{len(plan.TEAMS)} teams, {(truth.last_day - truth.first_day).days // 7 + 1} "
        f"weeks of SSI from {truth.first_day} to {truth.last_day},"
    )
    yield "bookings from the first day of the first quarter, everything in USD."
    yield "The files have the formats in which LinkedIn and the CRMs write them."
    yield ""
    yield f"Seed: {truth.seed}. The same seed gives the same bytes. Make it again with"
    yield ""
    yield "```"
    yield "ssi sample OUT"
    yield "```"
    yield ""


def _truth(truth: Truth) -> Iterator[str]:
    yield "## What is true of it"
    yield ""
    facts = (*_links(truth), *_levels(), *_calendar(truth), *_events(truth), *_shape())
    yield from _table(("planted", "number"), facts)
    yield ""
    yield from _READING_R
    yield ""


def _links(truth: Truth) -> Iterator[tuple[str, str]]:
    yield "r within reps, week grain, SSI and bookings per quota", f"{truth.within_r}"
    yield (
        "bookings per within-rep standard deviation of SSI",
        f"log rate of deals + {plan.LINK}",
    )
    yield "r between reps, SSI level and log attainment level", f"{truth.between_r}"


def _levels() -> Iterator[tuple[str, str]]:
    yield (
        "SSI levels of reps",
        f"mean {plan.SSI_MEAN:g}, standard deviation {plan.SSI_BETWEEN_SD:g} points",
    )
    yield (
        "SSI around a rep's level",
        f"standard deviation {plan.SSI_WITHIN_SD:g} points, "
        f"autocorrelation {plan.SSI_WEEKLY_AR:g} from week to week",
    )
    yield (
        "attainment levels of reps",
        f"median {plan.ATTAINMENT_MEDIAN:g} of quota, standard deviation "
        f"{plan.ATTAINMENT_LOG_SD:g} on the log scale",
    )


def _calendar(truth: Truth) -> Iterator[tuple[str, str]]:
    yield (
        "quarter-end season",
        f"SSI + {plan.SSI_QUARTER_END:g} points and bookings x "
        f"{1 + plan.BOOKINGS_QUARTER_END:g} on a quarter's last day, "
        "halving in 10 and 7 days before it",
    )
    yield (
        "step in everybody's SSI",
        f"{truth.step_points:g} points from {truth.step_date} "
        "(LinkedIn changed the formula)",
    )


def _shape() -> Iterator[tuple[str, str]]:
    yield "quotas of managers", "sum of the team's; managers hold no deals"
    yield "team sizes", ", ".join(f"{team.name} {team.size}" for team in plan.TEAMS)
    yield (
        "segments (quarterly quota of 2025, +- 10 %)",
        ", ".join(f"{segment.name} {segment.quota:,}" for segment in plan.SEGMENTS),
    )


def _events(truth: Truth) -> Iterator[tuple[str, str]]:
    hire, leaver = truth.new_hire, truth.leaver
    shares = ", ".join(f"{100 * share:g} %" for share in plan.RAMP)
    yield (
        f"new hire {hire.rep_id}",
        f"starts {hire.date}; {shares} of the full quota in the first three quarters; "
        f"SSI {plan.RAMP_SSI:g} points lower at first, for {plan.RAMP_DAYS} days",
    )
    yield f"leaver {leaver.rep_id}", f"last day {leaver.date}; no data afterwards"
    yield (
        f"stale feed {truth.stale_feed.rep_id}",
        f"no SSI after {truth.stale_feed.date}, although still employed",
    )
    yield (
        f"busy rep {truth.busy_rep.rep_id}",
        f"activity x {plan.BUSY_FACTOR:g}, {100 * plan.BUSY_REPLY_RATE:g} % of InMails "
        f"accepted (others {100 * plan.REPLY_RATE:g} %), SSI level "
        f"{plan.BUSY_SSI:g}, attainment level {plan.ATTAINMENT_MEDIAN:g}",
    )


def _unusable(truth: Truth) -> Iterator[str]:
    yield "## Rows that cannot be used"
    yield ""
    yield "One of each, so that it is seen what a reader makes of them:"
    yield ""
    yield from _table(("file", "what"), truth.unusable)
    yield ""


def _files() -> Iterator[str]:
    yield "## Codebook"
    text = (
        resources.files("ssi_analysis.sample")
        .joinpath("codebook.toml")
        .read_text(encoding="utf-8")
    )
    for file in tomllib.loads(text)["file"]:
        yield from ("", f"### `{file['path']}`", "", f"{file['format']}.", "")
        if file["columns"]:
            yield from _table(("column", "meaning", "unit"), file["columns"])
    yield ""


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
