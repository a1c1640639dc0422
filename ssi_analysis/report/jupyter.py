"""What we use of Jupyter, imported once and quickly.

nbformat brings jsonschema, which builds 35 grammars for web addresses that no schema
of a notebook uses; that is 0.8 s of every start. jsonschema tolerates their absence,
so it is imported while they are out of sight.
"""

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "AsyncKernelManager",
    "Config",
    "Exporter",
    "KernelSpec",
    "get_kernel_dict",
    "nbformat",
    "papermill",
]

_GRAMMARS = "rfc3987_syntax"


@contextmanager
def _out_of_sight(module: str) -> "Iterator[None]":
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # makes its import fail
    try:
        yield
    finally:
        del sys.modules[module]


with _out_of_sight(_GRAMMARS):
    import nbformat
    import papermill
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from nbconvert.exporters import Exporter
    from traitlets.config import Config
