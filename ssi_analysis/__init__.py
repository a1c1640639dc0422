"""Does a higher Social Selling Index go with more quota attained in our team?

exports, team    files that people really have -> canonical tables joined by person
findings, panel  what is wrong with them; one row per rep and period
stats            numbers from a panel: associations, counterexamples, evidence levels
words, plots     say and draw finished results
report, batch    notebooks -> pages
sample           a simulated company with known truth, in real export formats
cli              `ssi`, the command line
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
