"""`ssi report` as a user calls it: which parameters it takes."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["-p", "lookback_weeks=52", "-p", "lookback_weeks=26"],
            "'lookback_weeks' is '26'; it must be given once; it is '52' too",
        ),
        (
            ["-p", "date_order=dmy", "--date-order", "mdy"],
            "'date_order' is 'mdy'; it must be given once; it is 'dmy' too",
        ),
        (["-p", "team=007"], "'team' is '007'; it must be given on its own"),
        (
            ["-p", "import os"],
            "parameter 'import os' is 'import os'; it must be given as",
        ),
        (["-p", "x;import os=1"], "parameter 'x;import os' is not known"),
        (["--week", "../../x"], "'week' is '../../x'; it must be an ISO week"),
    ],
)
def test_a_parameter_that_cannot_be_meant_is_a_bad_argument(
    company, tmp_path, ssi, options, message
):
    out = tmp_path / "out"
    answer = ssi("report", company, "--all-teams", "--out", out, *options)
    assert answer.exit_code == 2
    assert message in answer.stderr
    assert not out.exists()
