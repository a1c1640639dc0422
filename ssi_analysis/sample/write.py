"""Write the sample company into a folder, as the company itself would keep it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis import defaults
from ssi_analysis.errors import ParameterError
from ssi_analysis.sample.codebook import readme
from ssi_analysis.sample.company import make_company
from ssi_analysis.sample.crm import hubspot_files, salesforce_files
from ssi_analysis.sample.linkedin import history_files, page_files, tracker_files
from ssi_analysis.sample.people import long_salesforce_id
from ssi_analysis.sample.plan import make_truth
from ssi_analysis.sample.text import csv_text
from ssi_analysis.sample.usage import usage_files
from ssi_analysis.schema import REPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ssi_analysis.sample.company import Company
    from ssi_analysis.sample.people import Person
    from ssi_analysis.sample.plan import Truth

__all__ = ["write_sample"]


def write_sample(
    folder: str | Path,
    *,
    seed: int = defaults.SEED,
    n_weeks: int = 104,
    last_day: dt.date = dt.date(2026, 11, 15),
    progress: Callable[[int, int], None] | None = None,
) -> Truth:
    """Simulate a company and write its exports, with a README that tells the truth.

    Parameters
    ----------
    folder
        Where the files go; it is made where it does not exist.
    seed
        The same seed gives the same bytes.
    n_weeks
        Weeks of SSI, from Monday to Sunday.
    last_day
        The Sunday on which the last week ends.
    progress
        Called after each file with the number of written files and of all.

    Returns
    -------
    Truth
        What was planted.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     truth = write_sample(folder, n_weeks=4)
    >>> truth.first_day.isoformat(), truth.within_r
    ('2026-10-19', 0.15)
    """
    _check(n_weeks, last_day)
    _check_empty(Path(folder))
    truth = make_truth(seed=seed, n_weeks=n_weeks, last_day=last_day)
    files = list(_files(make_company(truth)))
    for done, (path, text) in enumerate(files, start=1):
        target = Path(folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8"))
        if progress:
            progress(done, len(files))
    return truth


def _check(n_weeks: int, last_day: dt.date) -> None:
    if n_weeks < 1:
        raise ParameterError.badly_typed("n_weeks", n_weeks, "1 or more")
    if last_day.weekday() != 6:
        raise ParameterError.badly_typed("last_day", last_day, "a Sunday")


def _check_empty(folder: Path) -> None:
    # Older files would stay among the new ones and be read with them.
    if folder.is_dir() and any(folder.iterdir()):
        right = "a folder that is empty or not there yet"
        raise ParameterError.badly_typed("out", folder, right)


def _files(company: Company) -> Iterator[tuple[str, str]]:
    # Streams of their own, apart from those that made the company.
    gaps, activity, pages = np.random.default_rng([company.truth.seed, 1]).spawn(3)
    yield "README.md", readme(company.truth)
    yield "notes.txt", _NOTES
    yield "roster.csv", _roster(company)
    yield from page_files(company, rng=pages)
    yield from tracker_files(company)
    yield from history_files(company, rng=gaps)
    yield from usage_files(company, rng=activity)
    yield from salesforce_files(company)
    yield from hubspot_files(company)


_NOTES = "Remember to ask for the Q1 export. This file holds no data.\n"


def _roster(company: Company) -> str:
    return csv_text(REPS.names, map(_roster_row, company.people))


def _roster_row(person: Person) -> list[object]:
    is_salesforce = person.team.crm == "Salesforce"
    return [
        *(person.rep_id, person.name, person.email, person.seat_id),
        long_salesforce_id(person.crm_id) if is_salesforce else person.crm_id,
        *(person.manager_id, str(person.is_manager).lower(), person.team.name),
        *(person.segment.name if person.segment else "", person.territory),
        *(person.start_date, person.end_date or ""),
    ]
