"""Headers of amounts that say more than a name: a period, a currency.

`Jan 2026 Quota (EUR)` is the quota of January, in euros.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ssi_analysis.exports.spans import named
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["Header", "currency_in", "kind", "kind_of", "parted"]

_CODES: Final = (
    "USD EUR GBP JPY CHF CAD AUD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN TRY UAH BRL"
    " MXN ARS CLP COP PEN UYU INR PKR BDT LKR CNY HKD SGD KRW TWD THB MYR IDR PHP VND"
    " ZAR NGN KES GHS EGP MAD AED SAR QAR KWD BHD ILS"
)
_CODE = re.compile(rf"\b(?:{_CODES.replace(' ', '|')})\b")
_SIGNS: Final = {"€": "EUR", "£": "GBP", "US$": "USD", "$": ""}
_CURRENCY = re.compile(
    rf"[(\[]?\b(?P<code>{_CODES.replace(' ', '|')})[)\]]?$"
    r"|[(\[]?(?P<sign>US\$|[$€£])[)\]]?$"
)
_BEFORE_CODE: Final = " \t\n_-"
_FOR = re.compile(r"^(?:for|in|of) ", re.IGNORECASE)
_LONGEST: Final = 100
_MOST_WORDS: Final = 8
"""Beyond these a header is a sentence; every way to part it would be tried in vain."""
_EDGES: Final = " \t\n-–:_|/()[]"


class Header(NamedTuple):
    """A header without its currency, and the code of that."""

    text: str
    currency: str


@lru_cache(maxsize=4096)
def parted(header: str) -> Header:
    """Part a header from the currency at its end.

    >>> parted("Quota (EUR)"), parted("Quota ($)"), parted("Quota TCV").currency
    (Header(text='Quota', currency='EUR'), Header(text='Quota', currency=''), '')
    """
    found = _CURRENCY.search(header)
    if not found:
        return Header(header, "")
    code = found["code"] or _SIGNS[found["sign"]]
    return Header(header[: found.start()].strip().rstrip(_BEFORE_CODE), code)


def currency_in(text: str) -> str:
    """Return the code of the only currency that a text names, else a blank.

    >>> currency_in("All amounts in EUR"), currency_in("EUR to USD")
    ('EUR', '')
    """
    found = set(_CODE.findall(text))
    return found.pop() if len(found) == 1 else ""


def kind_of(header: str, kinds: Mapping[str, Collection[str]]) -> tuple[str, str]:
    """Return the kind of amount and the period that a header names, blanks for none.

    `kinds` has by kind its folded spellings.

    >>> kinds = {"quota": ["quota", "target"], "attained": ["actual"]}
    >>> kind_of("Jan 2026 Actual (EUR)", kinds), kind_of("FY26 quota", kinds)
    (('attained', 'Jan 2026'), ('quota', 'FY26'))
    >>> kind_of("Jan-26", kinds), kind_of("Region", kinds)
    (('', 'Jan-26'), ('', ''))
    """
    if len(header) > _LONGEST:
        return "", ""
    text = parted(header).text
    if _is_period(text):
        return "", text
    words = text.replace("_", " ").split()
    if len(words) > _MOST_WORDS:
        return "", ""
    for at in range(1, len(words)):
        head, tail = " ".join(words[:at]), " ".join(words[at:])
        for label, rest in ((head, tail), (tail, head)):
            period = _FOR.sub("", label.strip(_EDGES))
            found = kind(rest, kinds)
            if found and _is_period(period):
                return found, period
    return "", ""


def _is_period(text: str) -> bool:
    name = named(text)
    return name is not None and name.kind != "half"


def kind(text: str, kinds: Mapping[str, Collection[str]]) -> str:
    """Return the kind of amount that a text spells, a blank for none.

    With a percent sign it is an attainment, whatever it is a share of.

    >>> kinds = {"quota": ["quota"], "attainment": ["ofquota", "quota"]}
    >>> kind("Quota (EUR)", kinds), kind("% Quota", kinds), kind("Quotas", kinds)
    ('quota', 'attainment', '')
    """
    text = parted(text).text
    spellings = {fold(text), fold(text.replace("%", ""))}
    found = next(
        (each for each, known in kinds.items() if not spellings.isdisjoint(known)), ""
    )
    if "%" not in text:
        return found
    return "attainment" if found or "" in spellings else ""
