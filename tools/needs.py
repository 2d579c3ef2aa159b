"""Sees that this machine has what the tests need beyond Python, and installs it where it may (root on Debian)."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAIRS = {
    "apertium-eng-spa": "eng-spa",
    "apertium-eng-cat": "eng-cat",
    "apertium-es-pt": "es-pt",
    "apertium-rus-ukr": "rus-ukr",
    "apertium-urd-hin": "urd-hin",
}


class Need(NamedTuple):
    """Something that some tests cannot run without; ``packages`` are Debian's names for it."""

    what: str
    packages: tuple[str, ...]
    is_there: Callable[[], bool]


def has_browser() -> bool:
    """Whether a Chromium is installed."""
    return any(shutil.which(name) for name in BROWSERS)


def has_pairs() -> bool:
    """Whether Apertium is there with every language pair that the tests translate with."""
    if not shutil.which("apertium"):
        return False
    listed = subprocess.run(["apertium", "-l"], capture_output=True, text=True, check=False).stdout.split()
    return set(PAIRS.values()) <= set(listed)


NEEDS = (
    Need("gettext (checks the catalogs)", ("gettext",), lambda: shutil.which("msgfmt") is not None),
    Need("Chromium (the tests in a browser)", ("chromium",), has_browser),
    Need("Apertium (a real translation engine)", ("apertium", *PAIRS), has_pairs),
)


def missing() -> list[Need]:
    """What is not on this machine."""
    return [need for need in NEEDS if not need.is_there()]


def may_install() -> bool:
    """Whether we are root on a Debian or one like it."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(needs: list[Need]) -> None:
    """Install Debian's packages for ``needs``."""
    packages = [package for need in needs for package in need.packages]
    print("Installing", " ".join(packages), flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=False, env=env)
    quiet = ["apt-get", "-qq", "-y", "-o", "Dpkg::Use-Pty=0", "install", "--no-install-recommends", *packages]
    subprocess.run(quiet, check=False, env=env, stdout=subprocess.DEVNULL)


def main() -> int:
    """Install or name what is missing; with ``CI=true`` anything missing is an error."""
    if missing() and may_install():
        install(missing())
    left = missing()
    for need in left:
        print(
            f"Not here: {need.what}. Its tests are left out. On Debian: apt install {' '.join(need.packages)}"
        )
    return 1 if left and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
