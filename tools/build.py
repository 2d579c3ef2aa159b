"""Builds the app for phones and desktops: reads ``build.toml``, prints the ``flet build`` line and runs it.

``python -m tools.build`` · ``--for NAME`` one table of build.toml · ``--target apk`` · ``--print`` only print.
"""

import argparse
import json
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
TARGETS = ("apk", "aab", "ipa", "linux", "macos", "windows")


@dataclass(frozen=True)
class Build:
    """One app for one school or trust."""

    app: str
    id: str
    school: str
    server: str
    colour: str
    icon: str
    targets: tuple[str, ...]


class WrongBuild(Exception):
    """A sentence: what is wrong in ``build.toml`` and what to do."""


def read(path: Path, name: str) -> Build:
    """One table of ``build.toml``."""
    tables: dict[str, dict[str, Any]] = tomllib.loads(path.read_text())
    if name not in tables:
        raise WrongBuild(f"build.toml has no table [{name}]. It has: {', '.join(tables)}.")
    table = tables[name]
    wrong = set(table) ^ set(Build.__dataclass_fields__)
    if wrong:
        raise WrongBuild(
            f"In [{name}] of build.toml these are missing or not known: {', '.join(sorted(wrong))}."
        )
    build = Build(**{**table, "targets": tuple(table["targets"])})
    unknown = set(build.targets) - set(TARGETS)
    if unknown:
        raise WrongBuild(f"In [{name}] of build.toml these are no targets: {', '.join(sorted(unknown))}.")
    if not (ROOT / build.icon).is_file():
        raise WrongBuild(f"The icon {build.icon} of [{name}] is not there.")
    return build


def line(build: Build, target: str) -> list[str]:
    """The ``flet build`` command for one target."""
    return [
        "flet", "build", target,
        "--project", "bookbag",
        "--product", build.app,
        "--bundle-id", build.id,
        "--splash-color", build.colour,
        "--output", f"build/{build.id}/{target}",
        "--yes",
    ]  # fmt: skip


def write_start(build: Build) -> None:
    """What the app must know before anybody types, for ``client/start.py``."""
    said = {"server": build.server, "school": build.school}
    (ROOT / "assets" / "start.json").write_text(json.dumps(said) + "\n")


def main() -> int:
    """Print, and unless told otherwise run, one line for each target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--for", dest="name", default="bookbag")
    parser.add_argument("--target", choices=TARGETS, action="append")
    parser.add_argument("--print", dest="only_print", action="store_true")
    args = parser.parse_args()
    try:
        build = read(ROOT / "build.toml", args.name)
    except WrongBuild as sentence:
        print(sentence, file=sys.stderr)
        return 1
    if not args.only_print:
        write_start(build)
    for target in args.target or build.targets:
        command = line(build, target)
        print(shlex.join(command), flush=True)
        if not args.only_print and not run(command):
            return 1
    return 0


def run(command: list[str]) -> bool:
    """Run it, if ``flet build`` is there."""
    flet = shutil.which("flet", path=str(Path(sys.executable).parent)) or shutil.which("flet")
    if flet is None:
        print(
            "`flet build` is not installed: run `.venv/bin/pip install -c constraints.txt flet-cli`.",
            file=sys.stderr,
        )
        return False
    return subprocess.run([flet, *command[1:]], cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
