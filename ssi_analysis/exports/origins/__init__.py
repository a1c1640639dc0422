"""Every origin that can be read, one module each; a new file here is a new origin."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from ssi_analysis.exports.origin import DocumentOrigin, Origin

__all__ = ["document_origins", "origins"]


@cache
def _listed(name: str) -> tuple[Origin | DocumentOrigin, ...]:
    modules = [
        importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
    ]
    return tuple(item for module in modules for item in getattr(module, name, ()))


def origins() -> tuple[Origin, ...]:
    """Return every kind of table, in the order of their modules."""
    return tuple(item for item in _listed("ORIGINS") if isinstance(item, Origin))


def document_origins() -> tuple[DocumentOrigin, ...]:
    """Return every kind of JSON or HTML, in the order of their modules."""
    found = _listed("DOCUMENTS")
    return tuple(item for item in found if isinstance(item, DocumentOrigin))
