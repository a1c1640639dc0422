"""What we use of Jupyter, imported once and quickly.

nbformat brings jsonschema, whose grammars for web addresses take 0.8 s of every start
and are of no use to a notebook, so they stay out of sight.
"""

from ssi_analysis.imports import ADDRESS_GRAMMARS, out_of_sight

__all__ = [
    "AsyncKernelManager",
    "Config",
    "Exporter",
    "KernelSpec",
    "get_kernel_dict",
    "nbformat",
    "papermill",
]

with out_of_sight(ADDRESS_GRAMMARS):
    import nbformat
    import papermill
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from nbconvert.exporters import Exporter
    from traitlets.config import Config
