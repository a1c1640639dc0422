"""The LinkedIn side of the sample, in the formats that LinkedIn and trackers write.

Page JSON for three reps, a localized tracker file for one, wide daily CSVs for the
others, and one usage export of Sales Navigator per week.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.sample import plan
from ssi_analysis.sample.text import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssi_analysis.sample.company import Company
    from ssi_analysis.sample.history import Ints

__all__ = ["history_files", "page_files", "tracker_files"]

PAGE_REPS: Final = ("R020", "R021", "R029")
TRACKER_REPS: Final = ("R035",)
_STRANGER: Final = "former.contractor@larkfield.example"

_PAGE_PILLARS: Final = (
    "PROFESSIONAL_BRAND",
    "FIND_RIGHT_PEOPLE",
    "INSIGHT_ENGAGEMENT",
    "STRONG_RELATIONSHIP",
)
_TRACKER_PILLARS: Final = (
    "Estabelecer sua marca profissional",
    "Localizar as pessoas certas",
    "Interagir oferecendo insights",
    "Criar relacionamentos",
)
_TRACKER_HEADER: Final = (
    *("data_referencia", "hora_referencia", "secao", "campo", "valor_original"),
    *("unidade", "valor_numerico", "escala", "observacao", "fonte"),
)
_INDUSTRY: Final = (1178, 538, 209, 1516)
_NETWORK: Final = (1322, 436, 238, 1631)


def page_files(
    company: Company, *, rng: np.random.Generator
) -> Iterator[tuple[str, str]]:
    """Write the personal SSI page of three reps as it is each Sunday."""
    for row, rep in enumerate(company.reps):
        if rep.rep_id not in PAGE_REPS:
            continue
        for day in _sundays(company, row):
            path = f"linkedin/ssi_page/{rep.rep_id}/ssi_{company.days.dates[day]}.json"
            yield path, _page(company.pillars[row, :, day], rng=rng) + "\n"


def _sundays(company: Company, row: int) -> list[int]:
    return [
        int(day)
        for day in np.flatnonzero(company.has_ssi[row])
        if company.days.dates[day].weekday() == 6
    ]


def _page(pillars: Ints, *, rng: np.random.Generator) -> str:
    # The page counts in 32-bit floats and does not round them.
    exact = np.abs(pillars / 100 + rng.uniform(-0.005, 0.005, 4))
    scores = exact.astype(np.float32)
    total = int(pillars.sum()) / 100
    payload = {
        "activeSeat": True,
        "memberScore": {
            "overall": _decimal(np.float32(scores.sum(dtype=np.float32))),
            "subScores": [
                {"score": _decimal(score), "pillar": name}
                for score, name in zip(scores, _PAGE_PILLARS, strict=True)
            ],
        },
        "groupScore": [
            _group("INDUSTRY", _top_pct(total, _INDUSTRY), _INDUSTRY),
            _group("NETWORK", _top_pct(total, _NETWORK), _NETWORK),
        ],
    }
    return json.dumps(payload, indent=1)


def _decimal(value: np.float32) -> float:
    return float(np.format_float_positional(value, unique=True))


def _group(name: str, rank: int, pillars: Sequence[int]) -> dict[str, object]:
    score = {"overall": sum(pillars) / 100, "subScores": []}
    return {"groupType": name, "rank": rank, "score": score}


def _top_pct(total: float, others: Sequence[int]) -> int:
    """Rank as "top n %": low is good, and half of the group lies above its mean."""
    above = (total - sum(others) / 100) / 14
    return int(np.clip(np.rint(50 * np.exp(-0.9 * above)), 1, 99))


def tracker_files(company: Company) -> Iterator[tuple[str, str]]:
    """Write the weekly log of a tracker on a Portuguese page: `;`, comma, BOM."""
    for row, rep in enumerate(company.reps):
        if rep.rep_id in TRACKER_REPS:
            rows = [
                line
                for day in _sundays(company, row)
                for line in _tracker_rows(
                    company.days.dates[day], company.pillars[row, :, day]
                )
            ]
            path = f"linkedin/ssi_tracker/{rep.name}/ssi_history.csv"
            yield path, "\ufeff" + csv_text(_TRACKER_HEADER, rows, delimiter=";")


def _tracker_rows(day: dt.date, pillars: Ints) -> Iterator[list[str]]:
    total = int(pillars.sum()) / 100
    index, rank = "Social Selling Index atual", "Sua classificação"
    for section, name, shown, unit, number, scale in (
        (index, index, *_of_100(total)),
        *_tracker_pillars("Os quatro componentes da sua pontuação", pillars),
        (rank, "Classificação SSI do setor", *_first(_top_pct(total, _INDUSTRY))),
        (rank, "Classificação SSI da rede", *_first(_top_pct(total, _NETWORK))),
        ("Benchmark", "SSI médio do setor", *_of_100(sum(_INDUSTRY) / 100)),
        ("Benchmark", "SSI médio da rede", *_of_100(sum(_NETWORK) / 100)),
        *_tracker_pillars("Pessoas no seu setor", _INDUSTRY),
        *_tracker_pillars("Pessoas na sua rede", _NETWORK),
    ):
        yield [
            *(str(day), "09:27", section, name, shown, unit, number, scale),
            *("", "LinkedIn SSI"),
        ]


def _tracker_pillars(
    section: str, pillars: Sequence[int] | Ints
) -> list[tuple[str, ...]]:
    return [
        (section, name, _comma(value), "pontos", str(value / 100), "0-25")
        for name, value in zip(_TRACKER_PILLARS, map(int, pillars), strict=True)
    ]


def _comma(hundredths: int) -> str:
    return f"{hundredths / 100:g}".replace(".", ",")


def _of_100(total: float) -> tuple[str, str, str, str]:
    return f"{round(total)} de 100", "pontos", str(round(total)), "0-100"


def _first(top_pct: int) -> tuple[str, str, str, str]:
    return f"Primeiros {top_pct}%", "percentual", str(top_pct), "percentual"


def history_files(
    company: Company, *, rng: np.random.Generator
) -> Iterator[tuple[str, str]]:
    """Write one wide CSV of daily SSI per team, with ordinary gaps of days."""
    kept = company.has_ssi * _without_gaps(company.has_ssi.shape, rng=rng)
    for team in plan.TEAMS:
        by_email = team.name in ("North", "West")
        rows = [
            [
                *(str(company.days.dates[day]), rep.email if by_email else rep.name),
                *_scores(company.pillars[row, :, day]),
            ]
            for row, rep in enumerate(company.reps)
            if rep.team == team and rep.rep_id not in PAGE_REPS + TRACKER_REPS
            for day in np.flatnonzero(kept[row])
        ]
        header = ["date", "email" if by_email else "name", "overall", "prof_brand"]
        header += ["find_right_people", "insight_engagement", "relationship"]
        path = f"linkedin/ssi_history/{team.name.lower()}.csv"
        yield path, csv_text(header, sorted(_spoilt(rows, team.name)))


def _without_gaps(shape: tuple[int, ...], *, rng: np.random.Generator) -> Ints:
    """Drop single days, and about three runs of 4 to 11 days a year (holidays)."""
    kept = (rng.random(shape) >= 0.03).astype(np.int64)
    for row, day in np.argwhere(rng.random(shape) < 3 / 365):
        kept[row, day : day + 4 + (7 * row + day) % 8] = 0
    return kept


def _scores(pillars: Ints) -> list[str]:
    return [f"{value / 100:.2f}" for value in (int(pillars.sum()), *map(int, pillars))]


def _spoilt(rows: list[list[str]], team: str) -> list[list[str]]:
    """Plant the unusable row that this team's file has."""
    if team == "North" and rows:
        return [*rows, [rows[0][0], _STRANGER, *rows[0][2:]]]
    if team == "South" and rows:
        middle = len(rows) // 2
        day, name, _, _, *others = rows[middle]
        misread = [day, name, "52.00", "52.00", *others]
        return [*rows[:middle], misread, *rows[middle + 1 :]]
    return rows
