"""The parameters of a weekly report, checked before any kernel starts.

A mistyped parameter name must never send another team's page out under this team's
name, and a value must stay the text or number it was given as. So parameters are
declared once, here, and compared with the notebook's own parameters cell.
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from ssi_analysis.defaults import LOOKBACK_WEEKS, MIN_GROUP
from ssi_analysis.errors import ParameterError
from ssi_analysis.periods import parse_week
from ssi_analysis.privacy import NAMES, checked_group

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["ReportParameters", "notebook_parameters"]

MOST_WEEKS = 520
"""Longest look back: ten years, more than any export holds."""

_CHOICES = {
    "date_order": ("", "dmy", "mdy"),
    "quota_period": ("", "month", "quarter"),
    "names": NAMES,
}
_READERS: Mapping[str, Callable[[str], int | float | str]] = {
    "int": int,
    "float": float,
    "str": str,
}
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_RIGHT = {"int": "a whole number", "float": "a number", "str": "a text"}


@dataclass(frozen=True)
class ReportParameters:
    """One run of the weekly notebook; every field is plain JSON.

    `week` is an ISO week such as 2026-W46, `data` the folder of exports,
    `lookback_weeks` how far back the statistics look; `date_order` and `quota_period`
    settle what the exports leave open (see `load_team`), empty where they do not.
    `names` says what stands for a rep, `key_file` holds the key of pseudonyms, and
    groups of fewer than `min_group` reps are not told apart (see `privacy`).
    """

    week: str
    team: str
    data: str
    lookback_weeks: int = LOOKBACK_WEEKS
    date_order: str = ""
    quota_period: str = ""
    names: str = "none"
    key_file: str = ""
    min_group: int = MIN_GROUP

    def __post_init__(self) -> None:
        """Refuse values that no report can be made with."""
        parse_week(self.week)
        if not 1 <= self.lookback_weeks <= MOST_WEEKS:
            right = f"from 1 to {MOST_WEEKS}"
            raise ParameterError.badly_typed(
                "lookback_weeks", self.lookback_weeks, right
            )
        checked_group(self.min_group)
        for name, known in _CHOICES.items():
            if getattr(self, name) not in known:
                *others, last = filter(None, known)
                right = f"{', '.join(others)} or {last}"
                raise ParameterError.badly_typed(name, getattr(self, name), right)

    @classmethod
    def from_texts(
        cls, *, week: str, team: str, data: str, more: Mapping[str, str]
    ) -> ReportParameters:
        """Read further parameters from NAME=VALUE texts, as a command line has them.

        Examples
        --------
        >>> ReportParameters.from_texts(
        ...     week="2026-W46", team="007", data=".", more={"lookback_weeks": "52"}
        ... ).lookback_weeks
        52
        >>> ReportParameters.from_texts(
        ...     week="2026-W46", team="x", data=".", more={"lookback": "52"}
        ... )
        Traceback (most recent call last):
        ...
        ssi_analysis.errors.requests.ParameterError: parameter 'lookback' is not \
known; did you mean 'lookback_weeks'? Known: date_order, key_file, lookback_weeks, \
min_group, names, quota_period
        """
        kinds = {field.name: str(field.type) for field in fields(cls)}
        for given in ("week", "team", "data"):
            del kinds[given]
            if given in more:
                right = "given on its own, not among further parameters"
                raise ParameterError.badly_typed(given, more[given], right)
        for name in more:
            if name not in kinds:
                raise ParameterError.unknown("parameter", name, kinds)
        values = {name: _read(name, text, kinds[name]) for name, text in more.items()}
        return cls(week, team, data, **values)  # type: ignore[arg-type]

    def as_json(self) -> dict[str, str | int | float]:
        """Return the parameters as papermill injects them."""
        return asdict(self)

    def check_notebook(self, notebook: Path) -> None:
        """Refuse a notebook whose parameters cell does not declare these names."""
        declared = notebook_parameters(notebook)
        for name in self.as_json():
            if name not in declared:
                raise ParameterError.unknown("parameter", name, declared)


def _read(name: str, text: str, kind: str) -> int | float | str:
    # Python would take 1_0, blanks and digits of other scripts for a number too.
    if kind != "str" and not _NUMBER.fullmatch(text):
        raise ParameterError.badly_typed(name, text, _RIGHT[kind])
    try:
        return _READERS[kind](text)
    except ValueError:
        raise ParameterError.badly_typed(name, text, _RIGHT[kind]) from None


def notebook_parameters(notebook: Path) -> dict[str, object]:
    """Return names and defaults in a notebook's cell tagged `parameters`."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    tagged = [
        "".join(cell["source"])
        for cell in content["cells"]
        if "parameters" in cell["metadata"].get("tags", [])
    ]
    return {
        target.id: ast.literal_eval(statement.value)
        for source in tagged
        for statement in ast.parse(source).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
