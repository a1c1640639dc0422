"""The small seam behind which the two heavy sums run.

Events to counts and daily scores to periods are the only sums that can meet millions
of rows. They are plain ANSI SQL, so that the same text runs in this process, on Spark
or in a warehouse; an engine has to do just three things. No engine's week or
time-zone function takes part: several of them are silently wrong, so every query
joins the calendar of `periods` instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import duckdb

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

__all__ = ["DuckDBEngine", "Engine"]


class Engine(Protocol):
    """What an engine must do: know a frame, know a file, answer ANSI SQL."""

    def register(self, name: str, frame: pd.DataFrame) -> None:
        """Make `frame` known to queries as the table `name`."""

    def scan(self, name: str, path: Path) -> None:
        """Make the CSV file at `path` known to queries as `name`, all text."""

    def sql(self, text: str) -> pd.DataFrame:
        """Answer one query."""


class DuckDBEngine:
    """The default engine: DuckDB in this process, on one thread of its own memory.

    Only calls that DuckDB 1.4 and 2.0 share are used.

    >>> import pandas as pd
    >>> engine = DuckDBEngine()
    >>> engine.register("t", pd.DataFrame({"n": [1, 2]}))
    >>> engine.sql("SELECT SUM(n) AS total FROM t")["total"].tolist()
    [3.0]
    """

    def __init__(self) -> None:
        self._connection = duckdb.connect(":memory:")

    def register(self, name: str, frame: pd.DataFrame) -> None:
        """Make `frame` known to queries as the table `name`."""
        self._connection.register(name, frame)

    def scan(self, name: str, path: Path) -> None:
        """Make the CSV file at `path` known to queries as `name`, all text."""
        # A literal, because a view cannot hold a bound parameter.
        literal = str(path).replace("'", "''")
        self._connection.execute(
            f'CREATE OR REPLACE TEMP VIEW "{name}" AS '
            f"SELECT * FROM read_csv('{literal}', all_varchar = true)"
        )

    def sql(self, text: str) -> pd.DataFrame:
        """Answer one query."""
        return self._connection.execute(text).df()
