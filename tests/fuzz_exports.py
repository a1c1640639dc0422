"""Throw mutated bytes at the step from bytes to tables: python tests/fuzz_exports.py

Not one of the tests: it runs until so many inputs are through (default 2,000,000; on
two cores about an hour) and needs `pip install atheris`. Whatever the bytes are, each
table in them must come back as an Extract that accounts for every row, with no value
outside its bounds, or as a refusal in words. Further arguments go to libFuzzer, such
as a folder of seeds.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import numpy as np

try:
    import atheris
except ModuleNotFoundError:  # where only the tests run
    atheris = None

with atheris.instrument_imports(["ssi_analysis"]) if atheris else nullcontext():
    from ssi_analysis.errors import SSIError
    from ssi_analysis.exports import Reading, read_parts
    from ssi_analysis.exports.extract import Options
    from ssi_analysis.exports.origins import origins
    from ssi_analysis.resources import sample

    origins()

INPUTS = 2_000_000
BOUNDS = {
    "ssi_total": (0, 100),
    "ssi_brand": (0, 25),
    "ssi_people": (0, 25),
    "ssi_insights": (0, 25),
    "ssi_relationships": (0, 25),
    "industry_top_pct": (0, 100),
    "network_top_pct": (0, 100),
    "value": (0, np.inf),
    "quota": (0, np.inf),
}


def main(arguments: list[str]) -> None:
    """Run libFuzzer over the readers."""
    with tempfile.TemporaryDirectory() as folder:
        seeds, words = Path(folder) / "seeds", Path(folder) / "words"
        seeds.mkdir()
        write_seeds(seeds)
        write_words(words)
        more = [f"-runs={INPUTS}", f"-dict={words}", "-max_len=4096", *arguments]
        atheris.Setup([sys.argv[0], *more, str(seeds)], try_bytes)
        atheris.Fuzz()


def try_bytes(data: bytes) -> None:
    """Read the bytes under a name that has a day, and check what comes back."""
    order = "dmy" if len(data) % 2 else None
    options = Options(date_order=order, quota_period="month")
    for _, reading in read_parts("r1/x_2026-11-08.csv", data, lambda _: options):
        check(reading)


def check(reading: Reading) -> None:
    """Hold a reading against what every reading promises."""
    if reading is None or isinstance(reading, SSIError):
        return
    used = {row for table in reading.tables.values() for row in table["row"].tolist()}
    rejected = {reject.row for reject in reading.rejects}
    if reading.origin == "ssi_long":  # reads snapshots and rejects at their lines
        assert len(used) <= reading.rows_read
    else:
        assert reading.rows_read == len(used | rejected), (reading, used, rejected)
    assert all(reject.reason for reject in reading.rejects)
    for table in reading.tables.values():
        assert len({len(column) for column in table.values()}) == 1
        for name, (low, high) in BOUNDS.items():
            values = np.asarray(table.get(name, []), dtype=float)
            known = values[~np.isnan(values)]
            assert ((known >= low) & (known <= high)).all(), (reading.origin, name)


def write_seeds(folder: Path) -> None:
    """Write the beginning of each kind of file in the sample."""
    for number, path in enumerate(sorted(sample().rglob("*.*"))):
        if number % 20 == 0 or (path.suffix == ".csv" and "usage" not in path.name):
            lines = path.read_bytes().split(b"\n")[:8]
            (folder / str(number)).write_bytes(b"\n".join(lines)[:3000])
    for origin in origins():
        names = sorted({spelt[0] for spelt in origin.spelt.values() if spelt})
        row = ",".join("1" for _ in names)
        (folder / origin.name).write_text(f"{','.join(names)}\n{row}\n")


def write_words(path: Path) -> None:
    """Write every spelling of every column as a word for libFuzzer's dictionary."""
    words = {
        word
        for origin in origins()
        for spelt in origin.spelt.values()
        for word in spelt
        if word.isascii()
    }
    path.write_text("".join(f'"{word}"\n' for word in sorted(words)))


if __name__ == "__main__":
    os.environ.setdefault("PYTHONWARNINGS", "error")
    main(sys.argv[1:])
