"""What stands for a rep, and which groups are too small to be told apart.

A pseudonym is a keyed hash of the rep_id: the same rep has the same one wherever the
key is the same, and without the key nobody can work it out, not even from a list of
all names. The rule for groups stands here once; whoever counts reps asks it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import Counter
from typing import TYPE_CHECKING, Final, Literal

from ssi_analysis.defaults import MIN_GROUP
from ssi_analysis.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = [
    "NAMES",
    "Names",
    "can_be_counted",
    "can_be_told",
    "checked_group",
    "initials",
    "named",
    "new_key",
    "pseudonyms",
    "told_groups",
]

Told = Literal["alone", "together", "not"]

Names = Literal["none", "initials", "full"]

NAMES: Final[tuple[Names, ...]] = ("none", "initials", "full")
"""What a page may show of a rep; the first unless another is asked for."""

_LETTERS: Final = "BCDFGHJKLMNPQRSTVWXZ"
_DIGITS: Final = "23456789"
"""Letters and digits take turns, so that no code spells a word or two initials."""

CODE_LENGTH: Final = 5
"""Characters of a pseudonym: with 512,000 codes two of 400 reps seldom share one."""

KEY_LENGTH: Final = 32
"""Bytes of a key: as many as its hash has, which nobody can try out."""


def new_key() -> str:
    """Return a key that nobody can guess.

    >>> len(new_key()), new_key() == new_key()
    (64, False)
    """
    return secrets.token_hex(KEY_LENGTH)


def pseudonyms(rep_ids: Iterable[str], *, key: str) -> dict[str, str]:
    """Give each rep a code that says nothing without the key.

    Which others there are makes no difference, unless two share a code; then both
    get longer ones.

    Examples
    --------
    >>> pseudonyms(["r1", "r2"], key="a")
    {'r1': 'rep W2K5K', 'r2': 'rep J2S3Q'}
    """
    digests = {rep_id: _digest(rep_id, key) for rep_id in rep_ids}
    lengths = dict.fromkeys(digests, CODE_LENGTH)
    while True:
        codes = {rep: _code(digests[rep], size) for rep, size in lengths.items()}
        shared = {code for code, times in Counter(codes.values()).items() if times > 1}
        if not shared:
            return {rep: f"rep {code}" for rep, code in codes.items()}
        lengths |= {rep: lengths[rep] + 2 for rep in codes if codes[rep] in shared}


def named(people: Mapping[str, str], *, names: Names, key: str) -> dict[str, str]:
    """Say what stands for each rep, given the names by rep_id.

    A rep without a name, or without a letter for initials, keeps the pseudonym. What
    several share is numbered in an order that only the key knows.

    Examples
    --------
    >>> people = {"r1": "Ana Reis", "r2": "Åke Ruud", "r3": "Ben Ode"}
    >>> named(people, names="initials", key="a")
    {'r1': 'A. R.', 'r2': 'Å. R.', 'r3': 'B. O.'}
    >>> named(people, names="all", key="a")
    Traceback (most recent call last):
    ...
    ssi_analysis.errors.requests.ParameterError: parameter 'names' is 'all'; it must \
be none, initials or full
    """
    if names not in NAMES:
        right = "none, initials or full"
        raise ParameterError.badly_typed("names", names, right)
    codes = pseudonyms(people, key=key)
    if names == "none":
        return codes
    shown = initials if names == "initials" else str.strip
    texts = {rep: shown(name) or codes[rep] for rep, name in people.items()}
    return _numbered(texts, codes)


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name.

    >>> initials("ana maria reis"), initials("<b>Cher"), initials("007")
    ('A. R.', 'B.', '')
    """
    words = ["".join(filter(str.isalpha, word)) for word in name.split()]
    letters = [word[0].upper() for word in words if word]
    ends = letters if len(letters) < 2 else [letters[0], letters[-1]]
    return " ".join(f"{letter}." for letter in ends)


def can_be_told(part: int, whole: int | None = None, *, least: int = MIN_GROUP) -> bool:
    """Say whether something may be told of some reps.

    It may where they are at least `least`, and where the others, those of `whole`
    who are not among them, are nobody or at least as many: what is told of all less
    what is told of a part is told of the rest. Of nobody anything may be told.

    Examples
    --------
    >>> can_be_told(4), can_be_told(5), can_be_told(0)
    (False, True, True)
    >>> can_be_told(8, 12), can_be_told(7, 12), can_be_told(12, 12)
    (False, True, True)
    """
    rest = 0 if whole is None else whole - part
    return all(size == 0 or size >= least for size in (part, rest))


def can_be_counted(part: int, whole: int, *, least: int = MIN_GROUP) -> bool:
    """Say whether it may be told how many of some reps did something.

    A bare count describes nobody where many could be meant. In a group so small that
    it cannot be parted in two, colleagues know who is meant, and only nobody and all
    are told.

    Examples
    --------
    >>> can_be_counted(1, 12), can_be_counted(1, 6), can_be_counted(6, 6)
    (True, False, True)
    """
    return whole >= 2 * least or can_be_told(part, whole, least=least)


def told_groups(
    groups: Mapping[str, Collection[object]], *, least: int = MIN_GROUP
) -> dict[str, Told]:
    """Say how groups may be told of where each large one has a page of its own.

    The large ones may stand alone in a total. The total less what their own pages tell
    is told of all the small ones: these may be in it together, or, where that is too
    few people, not at all. Without a large one there is nothing to take away.

    Examples
    --------
    >>> told_groups({"North": range(12), "West": "wxyz"})
    {'North': 'alone', 'West': 'not'}
    >>> told_groups({"North": range(12), "West": "wxyz", "East": "abc"})
    {'North': 'alone', 'West': 'together', 'East': 'together'}
    """
    small = {name for name, people in groups.items() if len(set(people)) < least}
    rest = {person for name in small for person in groups[name]}
    is_told = len(small) == len(groups) or can_be_told(len(rest), least=least)
    others: Told = "together" if is_told else "not"
    return {name: others if name in small else "alone" for name in groups}


def checked_group(least: int) -> int:
    """Return the size from which groups are shown, which may only be raised.

    >>> checked_group(4)
    Traceback (most recent call last):
    ...
    ssi_analysis.errors.requests.ParameterError: parameter 'min_group' is '4'; it \
must be 5 or more, because in a smaller group one could recognise a colleague
    """
    if least < MIN_GROUP:
        right = (
            f"{MIN_GROUP} or more, because in a smaller group one could recognise a"
            " colleague"
        )
        raise ParameterError.badly_typed("min_group", least, right)
    return least


def _digest(rep_id: str, key: str) -> int:
    whole = hmac.new(key.encode(), f"rep {rep_id}".encode(), hashlib.sha256)
    return int.from_bytes(whole.digest())


def _code(digest: int, length: int) -> str:
    parts = []
    for place in range(length):
        alphabet = _DIGITS if place % 2 else _LETTERS
        digest, at = divmod(digest, len(alphabet))
        parts.append(alphabet[at])
    return "".join(parts)


def _numbered(texts: Mapping[str, str], codes: Mapping[str, str]) -> dict[str, str]:
    """Tell equal texts apart by numbers, in the order of codes: nobody's order."""
    times = Counter(texts.values())
    so_far: Counter[str] = Counter()
    found = {}
    for rep in sorted(texts, key=codes.__getitem__):
        text = texts[rep]
        so_far[text] += 1
        found[rep] = f"{text} {so_far[text]}" if times[text] > 1 else text
    return {rep: found[rep] for rep in texts}
