"""`ssi`, the command line: parse, call, print.

Exit codes: 0 done, 2 bad arguments or parameters, 3 the data cannot be used, 4 some
reports failed, 5 none was made. Public names load on first use, so `--help` does not
wait for pandas.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from ssi_analysis.cli.exports import calibrate, check, panel
from ssi_analysis.cli.mail import mail
from ssi_analysis.cli.options import BAD_DATA, BAD_PARAMETERS, say
from ssi_analysis.cli.pages import demo, report
from ssi_analysis.cli.starting import notebooks, sample
from ssi_analysis.errors import ParameterError, SSIError

__all__ = ["main"]


class _Commands(click.Group):
    """Turn refusals, ours and the file system's, into messages and exit codes."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ParameterError as error:
            _stop(str(error), BAD_PARAMETERS)
        except SSIError as error:
            _stop(str(error), BAD_DATA)
        except BrokenPipeError:
            raise
        except OSError as error:
            _stop(f"{error.filename}: {error.strerror}", BAD_PARAMETERS)


def _stop(message: str, code: int) -> None:
    say(f"ssi: {message}", err=True)
    sys.exit(code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ssi-analysis")
def main() -> None:
    """Weekly pages on LinkedIn's Social Selling Index and quota, from exports.

    Exit codes: 0 done, 2 bad arguments, 3 data cannot be used, 4 some reports
    failed, 5 none was made.
    """


for _command in (demo, check, panel, report, mail, calibrate, sample, notebooks):
    main.add_command(_command)
