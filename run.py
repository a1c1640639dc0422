"""Two commands for a fresh clone. Each sets up .venv first, where that is needed.

python3 run.py demo    the sample company's weekly pages and index.html in reports/
python3 run.py test    the tests

What follows the word is handed on: `python3 run.py test -k panel`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
COMMANDS = {
    "demo": [str(BIN / "ssi"), "demo"],
    "test": [str(PYTHON), "-m", "pytest"],
}


def main(arguments: list[str]) -> int:
    """Set up what is needed and run the command that the first argument names."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):
        found = sys.version.split()[0]
        print(f"Python 3.11 or newer is needed; this is {found}.", file=sys.stderr)
        return 2
    set_up()
    return subprocess.call([*COMMANDS[arguments[0]], *arguments[1:]], cwd=ROOT)


def set_up() -> None:
    """Make .venv anew for another Python, install anew for other requirements."""
    if not runs_this_python():
        print("Setting up .venv; the first time takes about a minute.", flush=True)
        in_full = importlib.util.find_spec("ensurepip") and not shutil.which("uv")
        pip = [] if in_full else ["--without-pip"]
        check([sys.executable, "-m", "venv", "--clear", *pip, str(VENV)])
    stamp = VENV / "installed.txt"
    wanted = requirements()
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print("Installing the versions of constraints.txt into .venv.", flush=True)
        # Python compiles what it imports; compiling all of it takes 20 s more.
        install = [*installer(), "--quiet", "--no-compile"]
        check([*install, "--require-hashes", "-r", "constraints.txt"])
        check([*install, "--no-deps", "-e", "."])
        stamp.write_text(wanted, encoding="utf-8")


def runs_this_python() -> bool:
    """Tell whether .venv holds a Python that starts and is the version in use."""
    if not PYTHON.exists():
        return False
    question = [str(PYTHON), "-c", "import sys; print(sys.version)"]
    answer = subprocess.run(question, capture_output=True, text=True, check=False)
    return answer.stdout.strip() == sys.version


def requirements() -> str:
    """Name what was asked for: this folder and the content of the two files."""
    files = [ROOT / "pyproject.toml", ROOT / "constraints.txt"]
    digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    return "\n".join([str(ROOT), *digests])


def installer() -> list[str]:
    """Choose uv where there is one, else the pip of .venv, else this Python's."""
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--python", str(PYTHON)]
    if shutil.which("pip", path=str(BIN)):
        pip = [str(PYTHON), "-m", "pip"]
    else:
        pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    return [*pip, "--disable-pip-version-check", "install"]


def check(command: list[str]) -> None:
    """Run one step of the set-up and stop with a plain word where it fails."""
    if subprocess.call(command, cwd=ROOT) != 0:
        sys.exit(
            "Setting up .venv failed; the lines above say why. It needs pip and venv"
            " (Debian and Ubuntu: apt install python3-venv) and the package registry."
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
