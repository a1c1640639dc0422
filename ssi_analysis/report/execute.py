"""Run a parameterized notebook with papermill, one kernel per report.

A kernel per report keeps one report's mistakes out of the next. It is the Python that
runs now, whatever kernels and settings the user has, so that the same inputs give the
same page. Kernels talk over private sockets rather than TCP ports, so parallel runs
cannot collide. A failed run raises with the error's own words; its partial notebook
is never published.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ssi_analysis.errors import ReportError
from ssi_analysis.report.jupyter import (
    AsyncKernelManager,
    Config,
    KernelSpec,
    get_kernel_dict,
    nbformat,
    papermill,
)

if TYPE_CHECKING:
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
    with tempfile.TemporaryDirectory(prefix="ssi-kernel-") as private:
        try:
            # Read here, because papermill takes braces in a path for parameters.
            executed: NotebookNode = papermill.execute_notebook(
                nbformat.read(notebook, as_version=4),
                None,
                parameters=parameters.as_json(),
                kernel_name="python3",
                kernel_manager_class=_OwnKernel,
                progress_bar=False,
                request_save_on_cell_execute=False,
                cwd=None,
                execution_timeout=timeout,
                config=_private_kernel(Path(private)),
                # The page is read off already; a graceful end costs half a second.
                shutdown_kernel="immediate",
                # The user's start-up files and history stay out of a report.
                extra_arguments=[
                    f"--ipython-dir={private}",
                    "--HistoryManager.enabled=False",
                ],
            )
        except papermill.PapermillExecutionError as error:
            raise ReportError.failed_cell(error.ename, error.evalue) from error
        except (RuntimeError, TimeoutError) as error:
            raise ReportError.stopped_kernel(str(error)) from error
    return executed


class _OwnKernel(AsyncKernelManager):
    """A kernel of this very Python; `python3` of the user may be another."""

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(**get_kernel_dict())


def _private_kernel(private: Path) -> Config:
    if os.name == "nt":
        return Config()
    return Config(KernelManager={"transport": "ipc", "ip": str(private / "kernel")})
