"""What a word says is measured: an amount of money to be won, or something else.

`Calls`, `Demos` and `Units` have quotas too, and so have pipeline and margin, of which
none is held against won deals. A word that is not known is not taken for money.
"""

from __future__ import annotations

import re
from typing import Final

from ssi_analysis.exports.text import fold

__all__ = ["counted", "is_attained", "is_money", "is_other", "is_quota"]

_WORD = re.compile(r"[^\W_]+|[#%]")


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) or word for word in words.split())


_PIECES: Final = _folded(
    "calls dials meetings demos demonstrations visits appointments emails leads mqls"
    " sqls units licences licenses inmails proposals touchpoints"
    " ligações chamadas reuniões demonstrações visitas agendamentos unidades licenças"
    " propostas llamadas reuniones anrufe termine"
)
"""Words for what is counted in pieces, also in the title of a table."""
_OTHERS: Final = _PIECES | _folded(
    "# % number count qty quantity quantidade número qtd qtde anzahl"
    " call dial conversation conversations meeting demo demonstration visit appointment"
    " email mail mails lead mql sql sal sals prospect prospects contact contacts unit"
    " licence license seat seats logo logos client clients customer customers proposal"
    " opportunity opportunities opps task tasks touch touches touchpoint inmail"
    " connections messages posts activity activities events tickets trials signups"
    " hours headcount ssi score scores nps csat rate conversion pipeline forecast"
    " commission commissions bonus salary ote margin profit gap variance delta"
    " difference remaining weighted rank ranking cost spend discount"
    " ligação chamada reunião demonstração visita agendamento contato contatos cliente"
    " clientes proposta oportunidade oportunidades unidade licença atividade atividades"
    " tarefa tarefas mensagens horas prospecções taxa conversão previsão comissão"
    " margem lucro diferença llamada reunión anruf termin besuche kunden einheiten"
)
_QUOTAS: Final = _folded("quota quotas target targets goal goals meta metas cota cotas")
"""Words of any quota, be it of money or of calls."""
_ATTAINED: Final = _folded(
    "actual actuals won attained achieved achievement retired closed realizado"
    " realizada atingido atingida realizados"
)
_MONEY: Final = _folded(
    "revenue revenues booking bookings booked sales acv arr mrr tcv gmv money turnover"
    " receita receitas faturamento vendas ingresos ventas facturación umsatz"
)


def _words(text: str) -> set[str]:
    return {fold(word) or word for word in _WORD.findall(text)}


def counted(text: str) -> str:
    """Return the word of a title for what is counted in pieces, a blank for none.

    Not where it names money as well, as one of the two may stand in the table.

    >>> counted("Meetings Q1"), counted("Ligações"), counted("Revenue and calls")
    ('Meetings', 'Ligações', '')
    """
    if not _words(text).isdisjoint(_MONEY):
        return ""
    return next((word for word in _WORD.findall(text) if fold(word) in _PIECES), "")


def is_other(text: str) -> bool:
    """Say whether a measure is known, and is no money to be won.

    >>> is_other("Calls target"), is_other("# of deals"), is_other("Revenue")
    (True, True, False)
    >>> is_other("90%")
    False
    """
    return any(map(str.isalpha, text)) and not _words(text).isdisjoint(_OTHERS)


def is_quota(text: str) -> bool:
    """Say whether a measure is called a quota.

    >>> is_quota("ARR target"), is_quota("ARR"), is_quota("Calls target")
    (True, False, False)
    """
    return not is_other(text) and not _words(text).isdisjoint(_QUOTAS)


def is_attained(text: str) -> bool:
    """Say whether a measure is called by a word for what was attained.

    >>> is_attained("Actual revenue"), is_attained("Revenue")
    (True, False)
    """
    return not _words(text).isdisjoint(_ATTAINED)


def is_money(text: str) -> bool:
    """Say whether a measure is called by a word for money to be won, or won.

    >>> is_money("Net New ARR"), is_money("Faturamento"), is_money("New Business")
    (True, True, False)
    """
    return not is_other(text) and not _words(text).isdisjoint(_MONEY)
