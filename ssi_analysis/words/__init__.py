"""Finished results as sentences: the only place where verbs and hedges are chosen.

`vocabulary` holds what each evidence level may say, `say` turns a result into one or
two sentences, `brief` composes the first screen of the weekly page, `captions` words
headings, subtitles and text alternatives of charts, `closing` limits and method,
`tables` the numbers under a chart. Advice is never stronger than the finding it rests
on.
"""

from ssi_analysis.words import analyses as analyses  # these two register with say
from ssi_analysis.words import doubts as doubts
from ssi_analysis.words.brief import brief, scope
from ssi_analysis.words.captions import (
    caption_decomposition,
    caption_history,
    caption_pillars,
    caption_relation,
)
from ssi_analysis.words.closing import limits, method, who_is_shown
from ssi_analysis.words.coaching import (
    heading_coaching,
    heading_habits,
    note_habits,
    subtitle_coaching,
    subtitle_habits,
    table_coaching,
    table_habits,
    tips,
)
from ssi_analysis.words.movers import caption_movers, table_movers
from ssi_analysis.words.say import say
from ssi_analysis.words.tables import (
    table_decomposition,
    table_drops,
    table_files,
    table_findings,
    table_history,
    table_pillars,
    table_rejects,
    table_relation,
)
from ssi_analysis.words.teams import caption_teams, note_company, table_teams
from ssi_analysis.words.vocabulary import forbidden_words

__all__ = [
    "brief",
    "caption_decomposition",
    "caption_history",
    "caption_movers",
    "caption_pillars",
    "caption_relation",
    "caption_teams",
    "forbidden_words",
    "heading_coaching",
    "heading_habits",
    "limits",
    "method",
    "note_company",
    "note_habits",
    "say",
    "scope",
    "subtitle_coaching",
    "subtitle_habits",
    "table_coaching",
    "table_decomposition",
    "table_drops",
    "table_files",
    "table_findings",
    "table_habits",
    "table_history",
    "table_movers",
    "table_pillars",
    "table_rejects",
    "table_relation",
    "table_teams",
    "tips",
    "who_is_shown",
]
