"""A newcomer who lacks something reads one sentence that says what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.code import ROOT

BLOCKED = (
    "import runpy, sys; sys.modules['ensurepip'] = None; "
    "runpy.run_path('tools/setup.py', run_name='__main__')"
)


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A fresh copy of what setting up reads."""
    (tmp_path / "tools").mkdir()
    for name in ("tools/setup.py", "pyproject.toml", "constraints.txt", "Makefile"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def told(command: list[str], cwd: Path, **env: str) -> tuple[int, list[str]]:
    """How a command ended, and the lines it said."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )
    return done.returncode, (done.stdout + done.stderr).splitlines()


def pretend(fresh: Path, python: str) -> None:
    """A virtual environment that is whole, as far as one sees, with a script for its Python."""
    installed = fresh / ".venv" / "lib" / "python3" / "site-packages" / "pip-1.dist-info" / "RECORD"
    for path in (installed, fresh / ".venv" / "bin" / "python"):
        path.parent.mkdir(parents=True)
        path.write_text(python)
        path.chmod(0o755)


def test_an_environment_that_was_interrupted_is_made_anew(fresh: Path) -> None:
    # As Ctrl+C leaves it: a Python, and pip half there or not at all.
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", fresh / ".venv"], check=True)
    half = next((fresh / ".venv" / "lib").glob("python*")) / "site-packages" / "pip"
    half.mkdir()
    code = "from tools import setup; setup.STAMPS.mkdir(parents=True); setup.make_environment()"
    assert told([sys.executable, "-c", code], fresh) == (0, ["Making a virtual environment in .venv"])
    python = fresh / ".venv" / "bin" / "python"
    assert told([str(python), "-m", "pip", "--version"], fresh)[0] == 0
    assert told([sys.executable, "-c", code.replace("(parents=True)", "(exist_ok=True)")], fresh) == (0, [])


def test_no_venv_module(fresh: Path) -> None:
    status, lines = told([sys.executable, "-c", BLOCKED], fresh)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    where = f"(on Debian or Ubuntu: apt install python{version}-venv)"
    assert (status, lines) == (1, [f"This Python has no venv module. Install it {where} and run make again."])


def test_no_python(fresh: Path) -> None:
    status, lines = told(["make", "--no-print-directory", "setup", "PYTHON="], fresh)
    assert status == 2
    assert lines[0].startswith("Bookbag needs Python 3.11 or newer. Install it")


def test_packages_that_cannot_be_had(fresh: Path) -> None:
    pretend(fresh, "#!/bin/sh\necho no route to host\nexit 1\n")
    status, lines = told([sys.executable, "tools/setup.py"], fresh)
    assert status == 1
    assert lines[-1] == (
        "The packages could not be installed. Check that this computer is online and run make again. "
        "(All that it said is in .cache/setup.log.)"
    )
    assert "no route to host" in lines


def test_what_is_done_is_not_done_again(fresh: Path) -> None:
    count = fresh / "count"
    pretend(fresh, f"#!/bin/sh\necho x >> {count}\nmkdir -p build/web\ntouch build/web/current\n")
    for name in (
        "tools/catalogs.py",
        "tools/build_web.py",
        "assets/icon.png",
        *(f"server/web/{n}.py" for n in ("cutting", "fonts", "static")),
    ):
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).touch()
    runs = []
    for change in (None, None, "locales/ur/LC_MESSAGES/messages.po", "constraints.txt"):
        if change:
            (fresh / change).parent.mkdir(parents=True, exist_ok=True)
            (fresh / change).open("a").write("# changed\n")
        status, lines = told([sys.executable, "tools/setup.py"], fresh)
        assert status == 0, "\n".join(lines)
        runs.append(count.read_text().count("x"))
    # Packages, catalogs, web files; nothing; catalogs alone; packages and web files.
    assert runs == [3, 3, 4, 6]


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_what_tests_need_and_cannot_be_installed_is_named(ci: str, status: int) -> None:
    ended, lines = told([sys.executable, "-m", "tools.needs"], ROOT, PATH="/nowhere", CI=ci)
    assert ended == status
    assert [line.split("apt install ")[1] for line in lines] == [
        "gettext",
        "chromium",
        "apertium apertium-eng-spa apertium-eng-cat apertium-es-pt apertium-rus-ukr apertium-urd-hin",
    ]
