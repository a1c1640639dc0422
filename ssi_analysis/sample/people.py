"""Who works in the simulated company: five teams, their managers and their ids.

Names are invented. Every person has the ids that real systems would give: the
company's own, a LinkedIn seat, and a Salesforce user or HubSpot owner id.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ssi_analysis.sample.plan import SEGMENTS, TEAMS

if TYPE_CHECKING:
    from ssi_analysis.sample.plan import Segment, Team, Truth

__all__ = ["Person", "base62", "long_salesforce_id", "make_managers", "make_reps"]

_NAMES: Final = """
Ada Thornbury, Bruno Castellane, Carla Winslade, Dmitri Volkonen, Elena Marchetti-Rowe,
Farid Benhaddou, Greta Lindqvist, Hugo Delacourt, Imani Okonjo, Jonas Weatherby,
Katya Brennick, Liam Fairweather, Mara Oyelowski, Nils Haverström, Odette Pell,
Pavel Drummond, Quinn Ashgrove, Rosa Villanegra, Soren Blackwood, Tamsin Urquell,
Umberto Galliano, Vera Sandoval, Wesley Prynne, Xenia Halloway, Yusuf Tarkington,
Zoé Marchand, Anton Greaves, Beatriz Fontoura, Cedric Holloman, Dalia Rosenvale,
Edmund Tully, Freya Northcott, Gideon Larkspur, Helena Quist, Rafael Moreira,
Ines Calloway, Jasper Kettering, Kira Bellweather, Lorcan Dunmore, Mireille Aubry,
Noor Hartwell, Oscar Lindenau, Petra Vance, Ruben Ashdown, Sylvie Tremaine
"""
_N_REPS: Final = sum(team.size for team in TEAMS)
_BASE62: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Person:
    """A rep or a manager, as the roster knows them."""

    rep_id: str
    name: str
    email: str
    seat_id: str
    crm_id: str
    manager_id: str
    is_manager: bool
    team: Team
    segment: Segment | None
    territory: str
    start_date: dt.date
    end_date: dt.date | None
    quarter_quota: float

    @property
    def weekly_deals(self) -> float:
        """Deals a week with which the rep meets the quota; none for managers."""
        return self.segment.weekly_deals if self.segment else 0.0

    def works_on(self, first: dt.date, last: dt.date) -> bool:
        """Say whether any day from `first` to `last` lies within the employment."""
        return self.start_date <= last and not (self.end_date and self.end_date < first)


def make_reps(truth: Truth) -> tuple[Person, ...]:
    """Make the 40 reps, segments spread over every team."""
    reps = [
        _person(number, team, is_manager=False)
        for number, team in enumerate(
            (team for team in TEAMS for _ in range(team.size)), start=1
        )
    ]
    hire, leaver = truth.new_hire, truth.leaver
    return tuple(
        replace(
            rep,
            start_date=hire.date if rep.rep_id == hire.rep_id else rep.start_date,
            end_date=leaver.date if rep.rep_id == leaver.rep_id else None,
        )
        for rep in reps
    )


def make_managers() -> tuple[Person, ...]:
    """Make one manager per team; managers hold no deals."""
    return tuple(
        _person(number, team, is_manager=True)
        for number, team in enumerate(TEAMS, start=1)
    )


def _person(number: int, team: Team, *, is_manager: bool) -> Person:
    place = number + (_N_REPS if is_manager else 0)
    name = [name.strip() for name in _NAMES.replace("\n", " ").split(",")][place - 1]
    domain = "larkfield" if team.crm == "Salesforce" else "brightwater"
    segment = None if is_manager else SEGMENTS[number % len(SEGMENTS)]
    return Person(
        rep_id=f"{'M' if is_manager else 'R'}{number:03d}",
        name=name,
        email=f"{_ascii(name)}@{domain}.example",
        seat_id=str(300_100_000 + 7_919 * place),
        crm_id=_crm_id(place, team),
        manager_id="" if is_manager else f"M{TEAMS.index(team) + 1:03d}",
        is_manager=is_manager,
        team=team,
        segment=segment,
        territory=f"{team.name} {'AB'[number % 2]}" if segment else team.name,
        start_date=dt.date(2016 + 5 * place % 8, 1 + 3 * (place % 4), 1),
        end_date=None,
        # From 90 to 110 % of the segment's quota, without a draw.
        quarter_quota=segment.quota * (0.9 + 0.02 * (7 * place % 11)) if segment else 0,
    )


def _ascii(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return bare.lower().replace(" ", ".")


def _crm_id(place: int, team: Team) -> str:
    if team.crm == "HubSpot":
        return str(61_300_000 + 4_177 * place)
    return base62("0055g00000", 916_132_832 // 3 + 1_299_709 * place)


def base62(prefix: str, number: int) -> str:
    """Return a 15-character Salesforce id: a prefix of 10 and a number in 5 digits.

    >>> base62("0055g00000", 63)
    '0055g0000000011'
    """
    digits = []
    for _ in range(5):
        number, digit = divmod(number, len(_BASE62))
        digits.append(_BASE62[digit])
    return prefix + "".join(reversed(digits))


def long_salesforce_id(short: str) -> str:
    """Return the 18-character form of a 15-character Salesforce id.

    Each of the three added characters says which letters of a group of five are
    capitals, so that the id survives systems that do not tell them apart.

    >>> long_salesforce_id("00599000000Hofh")
    '00599000000HofhAAC'
    """
    groups = (short[start : start + 5] for start in (0, 5, 10))
    bits = (
        sum(char.isupper() << place for place, char in enumerate(group))
        for group in groups
    )
    return short + "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bit] for bit in bits)
