"""Every row of a file stands in a table, among the rejects or among the repeats.

The rows are counted in what was written and looked up where tables, rejects and repeats
say that they stand; what the account of the files says is compared with that.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ssi_analysis.errors import SSIError
from ssi_analysis.team import load_team

if TYPE_CHECKING:
    from pathlib import Path

ROSTER = "rep_id,name,team\nr1,Ana Reis,EMEA\nr2,Bo Li,EMEA\n"
NAMES = ["Ana Reis", "Bo Li", "Eve Ode", "", "Total"]
DAYS = ["2026-10-02", "2026-10-03", "2026-13-01", "", "soon"]
NUMBERS = ["5", "0", "-1", "5.5", "", "n/a", "x"]
KINDS = {
    "ssi": ("name,date,ssi", "Ana Reis,2026-09-{:02d},50", [NAMES, DAYS, NUMBERS]),
    "deals": (
        "Record ID,Deal owner,Deal Stage,Amount,Close Date",
        "g{},Bo Li,Closed Won,5,2026-09-01",
        [[f"b{at}" for at in range(9)], NAMES, ["Closed Won", "Open"], NUMBERS, DAYS],
    ),
    "usage": (
        "Name,Start date,End date,Searches,Days active",
        "Ana Reis,2026-09-{0:02d},2026-09-{0:02d},5,1",
        [NAMES, ["2026-10-01", ""], DAYS, NUMBERS, NUMBERS],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_row_that_was_written_can_be_found_again(
    kind: str, data: st.DataObject, tmp_path: Path
) -> None:
    header, good, cells = KINDS[kind]
    drawn = st.lists(st.tuples(*map(st.sampled_from, cells)), max_size=6)
    rows = [row for row in data.draw(drawn) if any(row)]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    # The rows stand before good ones, because a footer may be left out.
    below = "".join(f"{good.format(at)}\n" for at in range(1, 29))
    (tmp_path / "people.csv").write_text(ROSTER)
    (tmp_path / "x.csv").write_text(f"{header}\n{text.getvalue()}{below}")
    try:
        team = load_team(tmp_path)
    except SSIError:
        assume(False)  # too many refusals fail the test
    written = set(range(2, 2 + len(rows) + 28))
    tables = [team.rejects, team.repeats, *team.places.values()]
    found = [set(table.loc[table["file"] == "x.csv", "row"]) for table in tables]
    assert set.union(*found) == written
    rejected, repeated, *used = found
    account = team.files.set_index("file").loc["x.csv"]
    assert account["rows_read"] == len(written)
    assert account["rows_used"] == len(set.union(*used))
    left = written - set.union(*used)
    assert account["rows_rejected"] == len(left - repeated)
    assert left - repeated <= rejected
