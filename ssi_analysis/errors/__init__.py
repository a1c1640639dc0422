"""What this package refuses, and how it says so.

Every refusal has three parts: what was found, where, and what would be right. The
wording lives here, in named constructors, so that the same fault reads the same
from a notebook, the command line and a scheduled run. Every message stands in full in
tests/test_errors.py.
"""

from ssi_analysis.errors.base import SSIError, nearest
from ssi_analysis.errors.containers import ContainerError
from ssi_analysis.errors.documents import DocumentError
from ssi_analysis.errors.files import ExportError, OwnerError
from ssi_analysis.errors.mail import MailError
from ssi_analysis.errors.requests import DataError, ParameterError, ReportError
from ssi_analysis.errors.settings import SettingsError

__all__ = [
    "ContainerError",
    "DataError",
    "DocumentError",
    "ExportError",
    "MailError",
    "OwnerError",
    "ParameterError",
    "ReportError",
    "SSIError",
    "SettingsError",
    "nearest",
]
