"""A simulated company with known truth, written out in real export formats.

Its purpose is to be read back: what the suite says about the sample can be held
against what `plan` put into it. Nobody in it exists.
"""

from ssi_analysis.sample.plan import Truth
from ssi_analysis.sample.write import write_sample

__all__ = ["Truth", "write_sample"]
