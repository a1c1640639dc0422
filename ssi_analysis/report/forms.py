"""A page in three forms: beside a shared plotly.js, in a single file, without script.

None refers to anything outside. A Content-Security-Policy holds that: scripts run by
their hash alone, save the shared one, which a page opened from disk can only allow
as 'self'. With `integrity=` its hash would do on a server, but from disk browsers
refuse such a script, as they refuse any request that has to be checked.
"""

from __future__ import annotations

import base64
import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import plotly
from plotly.offline import get_plotlyjs_version

from ssi_analysis.report.figures import share
from ssi_analysis.report.files import write_file
from ssi_analysis.report.rendering import content_hash, render, template_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_analysis.report.drawings import Drawing

__all__ = [
    "FORMS",
    "Form",
    "beside_plotly_js",
    "copy_plotly_js",
    "plotly_js_name",
    "single_file",
    "without_script",
]

Form = Literal["pages", "single-file", "static"]

FORMS: Final[tuple[Form, ...]] = ("pages", "single-file", "static")
"""Every form; the first is that of a folder of pages."""

_UNDRESSED: Final[Mapping[str, Any]] = {
    "scripts": (),
    "plotly_js": "",
    "packed": "",
    "drawings": (),
    "needs": "",
}
# plotly.js sets style attributes, so styles of a page with it have no hash.
_STYLED: Final = "style-src 'unsafe-inline'; img-src data: blob:"


def plotly_js_name() -> str:
    """Name the shared script by its own version, so that old pages keep theirs.

    Examples
    --------
    >>> plotly_js_name().endswith(".min.js")
    True
    """
    return f"plotly-{get_plotlyjs_version()}.min.js"


def copy_plotly_js(root: Path) -> Path:
    """Lay the installed plotly.js into the assets beside the pages.

    Written only when it is absent or different.

    Examples
    --------
    >>> import tempfile
    >>> copy_plotly_js(Path(tempfile.mkdtemp())).parent.name
    'assets'
    """
    script = _installed_plotly_js()
    target = root / "assets" / plotly_js_name()
    if not target.exists() or target.read_bytes() != script:
        write_file(target, script)
    return target


def _installed_plotly_js() -> bytes:
    return (Path(plotly.__file__).parent / "package_data/plotly.min.js").read_bytes()


def beside_plotly_js(
    blocks: Sequence[Mapping[str, Any]],
    *,
    plotly_js: str,
    links: Sequence[tuple[str, str]] = (),
    more_scripts: Sequence[str] = (),
) -> str:
    """Write a page that draws its charts with the script at an address beside it.

    `more_scripts` are names of templates that run after the page's own.
    """
    scripts = [template_text(name) for name in ("page.js", *more_scripts)]
    dress = {
        "policy": _policy(_hashes(scripts) + " 'self'", _STYLED),
        "scripts": scripts,
        "plotly_js": plotly_js,
        "needs": f"JavaScript and the file {plotly_js}",
    }
    return _page(blocks, links, dress)


def single_file(
    blocks: Sequence[Mapping[str, Any]], *, links: Sequence[tuple[str, str]] = ()
) -> str:
    """Write a page that carries plotly.js packed inside, to be sent around.

    The page's script unpacks it and runs it as an inline script, which the policy
    allows by its hash. A browser that cannot unpack it shows the tables.
    """
    plotly_js = _installed_plotly_js()
    scripts = [template_text("page.js")]
    packed = gzip.compress(plotly_js, mtime=0)
    dress = {
        "policy": _policy(_hashes([*scripts, plotly_js.decode()]), _STYLED),
        "scripts": scripts,
        "packed": base64.b64encode(packed).decode(),
        "needs": "JavaScript and a browser of 2023 or later",
    }
    return _page(blocks, links, dress)


def without_script(
    blocks: Sequence[Mapping[str, Any]],
    drawings: Sequence[Drawing],
    *,
    links: Sequence[tuple[str, str]] = (),
) -> str:
    """Write a page whose charts are drawn already; no script may run on it."""
    style = f"style-src '{content_hash(template_text('page.css'))}'; img-src data:"
    return _page(blocks, links, {"policy": _policy("", style), "drawings": drawings})


def _hashes(scripts: Sequence[str]) -> str:
    return " ".join(f"'{content_hash(script)}'" for script in scripts)


def _policy(script_sources: str, more: str) -> str:
    scripts = f"script-src {script_sources}; " if script_sources else ""
    return f"default-src 'none'; {scripts}{more}; base-uri 'none'; form-action 'none'"


def _page(
    blocks: Sequence[Mapping[str, Any]],
    links: Sequence[tuple[str, str]],
    dress: Mapping[str, Any],
) -> str:
    (head,) = (block for block in blocks if block["kind"] == "headline")
    drawn = [block["figure"] for block in blocks if block["kind"] == "chart"]
    common, figures = share(drawn)
    undressed = {
        "scripts": (),
        "plotly_js": "",
        "packed": "",
        "drawings": (),
        "needs": "",
    }
    return render(
        "page.html.j2",
        **{**undressed, **dress},
        links=links,
        head=head,
        blocks=[block for block in blocks if block is not head],
        common=common,
        figures=figures,
    )
