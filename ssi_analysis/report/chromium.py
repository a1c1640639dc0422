"""A Chromium of the machine draws what has to be drawn before a page is opened.

It is only asked for by name: charts without a script, and paper. It reads a page of
ours from a folder of its own, reaches no network, and is gone when it is done.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from ssi_analysis.errors import ParameterError, ReportError
from ssi_analysis.report.files import write_file
from ssi_analysis.report.forms import copy_plotly_js

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PAPERS", "Paper", "document_after", "find_chromium", "print_page"]

Paper = Literal["A4", "letter"]

PAPERS: Final[tuple[Paper, ...]] = ("A4", "letter")
"""Papers that a page can be printed for."""

NAMED_BY: Final = "SSI_CHROMIUM"
"""The environment variable that names the program, where it is not found."""

SECONDS: Final = 120
"""Longest wait for one page; it takes about two seconds."""

SHEETS: Final = 2
"""Sheets that a page is printed on."""

_PROGRAMS: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_QUIET: Final = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
    # Time that a page may spend, not time that passes.
    "--virtual-time-budget=10000",
)
_SIZES: Final = (1, 0.93, 0.86, 0.8)
_SHEET: Final = re.compile(rb"/Type /Page\b")
# The moment of printing, which would make each run's bytes differ.
_MOMENT = re.compile(rb"(?<=Date \(D:)\d{14}")


def find_chromium() -> str:
    """Find a Chromium, Chrome or Edge, or refuse and say how to get one."""
    named = os.environ.get(NAMED_BY)
    for program in (named,) if named else _PROGRAMS:
        if found := shutil.which(program):
            return found
    raise ParameterError.no_chromium(named or "", NAMED_BY)


def document_after(page: str, *, width: int = 1280) -> str:
    """Return a page's document as its scripts have left it.

    The page finds plotly.js at the address that `copy_plotly_js` gives it, one
    folder above its own.
    """
    with tempfile.TemporaryDirectory(prefix="ssi-chromium-") as folder:
        options = [f"--window-size={width},800", "--dump-dom"]
        return _run(Path(folder), page, options).decode()


def print_page(page: str, *, paper: Paper) -> bytes:
    """Return a page as PDF, with the same bytes for the same page.

    What does not fit on two sheets is printed smaller, down to four fifths.
    """
    printed = b""
    for size in _SIZES:
        printed = _printed(
            page, f"@page{{size:{paper}}}@media print{{body{{zoom:{size}}}}}"
        )
        if len(_SHEET.findall(printed)) <= SHEETS:
            break
    return _MOMENT.sub(b"20000101000000", printed)


def _printed(page: str, style: str) -> bytes:
    sized = page.replace("</head>", f"<style>{style}</style></head>", 1)
    with tempfile.TemporaryDirectory(prefix="ssi-chromium-") as folder:
        printed = Path(folder) / "page.pdf"
        options = ["--no-pdf-header-footer", f"--print-to-pdf={printed}"]
        _run(Path(folder), sized, options)
        return printed.read_bytes()


def _run(folder: Path, page: str, options: Sequence[str]) -> bytes:
    copy_plotly_js(folder)
    address = write_file(folder / "page" / "page.html", page).as_uri()
    # A container's root has no user to whom the sandbox could give less.
    root = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [find_chromium(), *_QUIET, *root, profile, *options, address]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    except subprocess.TimeoutExpired as error:
        raise ReportError.chromium_failed(command[0], f"{SECONDS} s") from error
    except subprocess.CalledProcessError as error:
        problem = error.stderr.decode(errors="replace")
        raise ReportError.chromium_failed(command[0], problem) from error
    return done.stdout
