"""From a notebook to pages: parameters in, blocks out, rendered and indexed.

`parameters` and `execute` run a notebook, its cells end in `blocks`, `exporter` makes
the page from them, `manifest` and `index` make a shelf of the pages.
"""
