"""Run a parameterized notebook with papermill, one kernel per report.

A kernel per report keeps one report's mistakes out of the next. Kernels talk over
private sockets rather than TCP ports, so parallel runs cannot collide, and keep no
history. A failed run raises with the error's own words; its partial notebook is
never published.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ssi_analysis.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

    from ssi_analysis.report.parameters import ReportParameters

__all__ = ["execute_notebook"]


def execute_notebook(
    notebook: Path, parameters: ReportParameters, *, timeout: float = 600
) -> NotebookNode:
    """Execute a notebook with parameters and return it with its outputs.

    Parameters
    ----------
    notebook
        A notebook whose `parameters` cell declares the parameters' names.
    parameters
        Values to inject; checked before the kernel starts.
    timeout
        Seconds that one cell may take.
    """
    parameters.check_notebook(notebook)
    with _without_iri_grammars():
        import nbformat  # noqa: PLC0415
        import papermill  # noqa: PLC0415  # 0.3 s that --help must not pay
        from papermill.exceptions import PapermillExecutionError  # noqa: PLC0415
    with tempfile.TemporaryDirectory(prefix="ssi-kernel-") as sockets:
        try:
            # Read here, because papermill takes braces in a path for parameters.
            return papermill.execute_notebook(
                nbformat.read(notebook, as_version=4),
                None,
                parameters=parameters.as_json(),
                kernel_name="python3",
                progress_bar=False,
                request_save_on_cell_execute=False,
                cwd=None,
                execution_timeout=timeout,
                config=_private_kernel(Path(sockets)),
                extra_arguments=["--HistoryManager.enabled=False"],
            )
        except PapermillExecutionError as error:
            raise ReportError.failed_cell(error.ename, error.evalue) from error


def _private_kernel(sockets: Path) -> object:
    from traitlets.config import Config  # noqa: PLC0415

    if os.name == "nt":
        return Config()
    return Config(KernelManager={"transport": "ipc", "ip": str(sockets / "kernel")})


@contextlib.contextmanager
def _without_iri_grammars() -> Iterator[None]:
    """Keep jsonschema from building 35 grammars that no notebook schema uses.

    They cost 0.8 s of every start; jsonschema tolerates their absence.
    """
    name = "rfc3987_syntax"
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
