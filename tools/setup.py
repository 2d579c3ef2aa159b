"""Sets a fresh machine up for Bookbag: packages, catalogs, web files; what is done and unchanged is not done again.

Runs on the plain Python of the machine, so it may import the standard library only.
"""

import hashlib
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMPS = ROOT / ".cache" / "stamps"
LOG = ROOT / ".cache" / "setup.log"


class CannotSetUp(Exception):
    """A sentence for the person at the keyboard: what is wrong and what to do."""


def main(wanted: list[str]) -> int:
    """Set up what a command needs: ``run`` (the default), ``test`` or ``desktop`` on top of it."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    try:
        make_environment()
        install("packages", required("run"))
        for group in wanted:
            install(f"packages-{group}", required(group))
        build("catalogs", catalog_sources(), "tools.catalogs", "compile")
        build("web", web_sources(), "tools.build_web", makes=ROOT / "build" / "web" / "current")
    except CannotSetUp as sentence:
        print(sentence, file=sys.stderr)
        return 1
    return 0


def make_environment() -> None:
    """The virtual environment in ``.venv``; one that was interrupted before it had pip is made anew."""
    if PYTHON.exists() and has_pip():
        return
    if not has_venv():
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise CannotSetUp(
            f"This Python has no venv module. Install it (on Debian or Ubuntu: apt install python{version}-venv) "
            "and run make again."
        )
    say("Making a virtual environment in .venv")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "The virtual environment could not be made.")


def has_pip() -> bool:
    """Whether pip was installed to its end: the list of its files is written last."""
    folders = ("lib/python*", "Lib")
    return any(path for at in folders for path in VENV.glob(f"{at}/site-packages/pip-*.dist-info/RECORD"))


def has_venv() -> bool:
    """Whether this Python can make a virtual environment with pip in it."""
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian ships it apart
        import venv  # noqa: F401, PLC0415
    except ImportError:
        return False
    return True


def required(group: str) -> list[str]:
    """The packages of one group, as ``pyproject.toml`` names them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    if group == "run":
        needs = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["server"]
    elif group == "test":
        needs = project["dependency-groups"]["dev"]
    else:
        needs = project["dependency-groups"][group]
    return [str(need) for need in needs]


def install(stamp: str, packages: list[str]) -> None:
    """Install ``packages`` in the versions of ``constraints.txt``, if they are not in yet."""
    constraints = ROOT / "constraints.txt"
    mark = digest([constraints.read_bytes(), *(name.encode() for name in packages)])
    if is_done(stamp, mark):
        return
    say(f"Installing {len(packages)} packages and what they need. This takes a minute or two, once.")
    run(
        [
            str(PYTHON),
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "-c",
            str(constraints),
            *packages,
        ],
        "The packages could not be installed. Check that this computer is online and run make again.",
    )
    done(stamp, mark)


def build(stamp: str, sources: Iterable[Path], module: str, *words: str, makes: Path | None = None) -> None:
    """Run one of our own build steps if any of its sources changed, or if what it makes is gone."""
    mark = digest(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() for path in sources)
    if is_done(stamp, mark) and (makes is None or makes.exists()):
        return
    say(f"Building {stamp}. This takes up to a minute, once.")
    run([str(PYTHON), "-m", module, *words], f"Building {stamp} failed.")
    done(stamp, mark)


def catalog_sources() -> list[Path]:
    """What the compiled catalogs are made from."""
    return [ROOT / "tools" / "catalogs.py", *sorted((ROOT / "locales").rglob("*.po"))]


def web_sources() -> list[Path]:
    """What the web files are made from: our tools, and the icons that the app mentions. Packages count by version."""
    fonts = [ROOT / "server" / "web" / f"{name}.py" for name in ("cutting", "fonts", "static")]
    tools = sorted((ROOT / "tools").glob("*web*.py"))
    icon = ROOT / "assets" / "icon.png"
    return [ROOT / "constraints.txt", icon, *tools, *fonts, *sorted((ROOT / "client").rglob("*.py"))]


def is_done(stamp: str, mark: str) -> bool:
    """Whether a step was done for exactly these inputs."""
    path = STAMPS / stamp
    return path.exists() and path.read_text() == mark and PYTHON.exists()


def done(stamp: str, mark: str) -> None:
    """Remember that a step was done for these inputs."""
    (STAMPS / stamp).write_text(mark)


def digest(parts: Iterable[bytes]) -> str:
    """One name for some inputs and for the environment that they are built in."""
    total = hashlib.sha256(str(VENV.stat().st_ino).encode())
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()


def run(command: list[str], sentence: str) -> None:
    """Run a step quietly; its output goes to the log, and on failure its end to the screen."""
    with LOG.open("wb") as log:
        outcome = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT, check=False)
    if outcome.returncode:
        end = "\n".join(LOG.read_text(errors="replace").splitlines()[-12:])
        raise CannotSetUp(f"{end}\n\n{sentence} (All that it said is in {LOG.relative_to(ROOT)}.)")


def say(sentence: str) -> None:
    """One line to the person at the keyboard, at once."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
