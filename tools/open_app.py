"""Opens the app in a window of its own against a running server (``make app``), or says why it cannot."""

import os
import platform
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
ADDRESS = os.environ.get("BOOKBAG_SERVER", "http://127.0.0.1:8550")


def main() -> int:
    """Three things must be there: a server, a screen, and the program that draws."""
    sentence = no_server() or no_screen() or no_program()
    if sentence:
        print(sentence, file=sys.stderr)
        return 1
    env = {**os.environ, "BOOKBAG_SERVER": ADDRESS}
    return subprocess.run([sys.executable, str(ROOT / "main.py")], env=env, check=False).returncode


def no_server() -> str:
    """What to do when nothing answers at the address."""
    try:
        with urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=5):  # noqa: S310 - the address is the developer's own
            return ""
    except (urllib.error.URLError, OSError, ValueError):
        return (
            f"Nothing answers at {ADDRESS}. Start `make demo` in another terminal first, with the same PORT."
        )


def no_screen() -> str:
    """What to do on a machine without a screen."""
    if platform.system() != "Linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return ""
    return f"This machine has no screen for a window. Open {ADDRESS} in a browser instead."


def no_program() -> str:
    """What to do when Flet's desktop program is not here and cannot be fetched."""
    if os.environ.get("FLET_VIEW_PATH"):
        return ""
    try:
        from flet_desktop import ensure_client_cached  # noqa: PLC0415 - installed for this command alone

        ensure_client_cached()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, the person needs a sentence
        return (
            f"Flet fetches its desktop program at the first start, and that failed ({type(error).__name__}). "
            f"With an internet connection, run it again; or open {ADDRESS} in a browser."
        )
    return ""


if __name__ == "__main__":
    sys.exit(main())
