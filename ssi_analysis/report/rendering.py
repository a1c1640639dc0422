"""How our templates are filled: everything escaped, nothing left undefined.

Wherever a text enters a template, what would turn the line around or steer a terminal
is marked.
"""

from __future__ import annotations

import base64
import hashlib
import textwrap
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ssi_analysis.display import plain, plain_lines
from ssi_analysis.errors.base import cut

__all__ = ["content_hash", "render", "template_text"]

_TEMPLATES: Final = Path(__file__).with_name("templates")
_LINE: Final = 72
_LONGEST: Final = 2000


def render(template: str, **values: object) -> str:
    """Fill a template; the style sheet of all pages is handed to each.

    The filter `tojson` escapes `<`, so no text can close a script element. `named`
    keeps a name from turning around what stands beside it and cuts a very long one.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=_is_markup,
        finalize=_steady,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"named": _named, "wrap": _wrapped}
    environment.policies["json.dumps_kwargs"] = {
        "separators": (",", ":"),
        "allow_nan": False,
    }
    style = template_text("page.css")
    return environment.get_template(template).render(style=style, **values)


def _is_markup(template: str | None) -> bool:
    """Say whether texts are to be escaped: everywhere but in plain text."""
    return not (template or "").endswith(".txt.j2")


def _steady(value: object) -> object:
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return cut(plain_lines(value), _LONGEST)


def _named(name: str) -> Markup:
    text = plain(name)
    if cut(text) == text:
        return Markup("<bdi>{}</bdi>").format(text)
    whole = cut(text, _LONGEST)
    return Markup('<bdi title="{}">{}</bdi>').format(whole, cut(text))


def _wrapped(text: str, indent: int = 0) -> str:
    """Break a text into lines that a mail program need not break again."""
    return textwrap.fill(
        text,
        _LINE,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def template_text(name: str) -> str:
    """Read a style sheet or a script without its remarks and indents.

    In neither does a remark begin, or a text continue, in the middle of a line.
    """
    text = (_TEMPLATES / name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def content_hash(text: str) -> str:
    """Return the source expression by which a policy allows an inline element.

    Examples
    --------
    >>> content_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
