"""What a picture may cost, and that a crash at any moment leaves no row without its files."""

import subprocess
import sys
import time
from pathlib import Path

from server.core.clock import Clock
from server.core.db import Database
from server.core.files import Files
from server.media.store import copy_name, delete_picture, old_folders
from server.media.tables import media
from wire.media import SIZES

ROOT = Path(__file__).parents[3]

BOMBS = """
import resource, sys
from server.core.refused import Refused
from server.media.clean import clean
from tests.server.media import corpus

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

clean(corpus.encoded(corpus.plain(), "PNG"))
headers = [corpus.png(20_000, 10_000, pixels=b""), corpus.webp_header(16_000, 16_000) + bytes(99)]
bombs = [corpus.bomb(40_000, 40_000), *headers]
before = peak()
codes = []
for bomb in bombs:
    try:
        clean(bomb)
    except Refused as refused:
        codes.append(refused.refusal.code)
print(codes == ["picture_too_large"] * 3, peak() - before < 50)
"""

UPLOADS = """
import sys
from pathlib import Path
import server.accounts.tables
from server.accounts.actions import add_person
from server.core.clock import Clock
from server.core.db import Database, metadata
from server.core.files import Files
from server.media.actions import add_picture
from server.media.store import store_picture
from tests.server.media import corpus

folder = Path(sys.argv[1])
db, files = Database(f"sqlite:///{folder}/school.db", Clock(), threads=1), Files(folder / "files")
with db.engine.begin() as conn:
    metadata.create_all(conn)
owner = db.write(lambda tx: add_person(tx, name="A", email=sys.argv[2]))
picture = corpus.encoded(corpus.plain(90, 90), "PNG")
while True:
    stored = store_picture(files, picture)
    db.write(lambda tx: add_picture(tx, owner, stored))
    print("stored", flush=True)
"""


def python(script: str, *args: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", script, *args], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_bombs_cost_no_memory() -> None:
    process = python(BOMBS)
    said, _ = process.communicate(timeout=60)
    assert said == "True True\n"


def test_a_crash_at_any_moment_leaves_no_row_without_files(tmp_path: Path) -> None:
    for crash in range(3):
        process = python(UPLOADS, str(tmp_path), f"{crash}@home.example")
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(4)] == ["stored\n"] * 4
        # Somewhere in the fifth, or a later one.
        time.sleep(crash / 170)
        process.kill()
        process.communicate()
    db, files = Database(f"sqlite:///{tmp_path}/school.db", Clock(), threads=1), Files(tmp_path / "files")
    known = db.read(lambda conn: set(conn.execute(media.select()).scalars(2)))
    db.close()
    assert len(known) > 10
    assert [f for f in known if not all(files.path(copy_name(f, size)).exists() for size in SIZES)] == []
    for folder in old_folders(files, -60) - known:
        delete_picture(files, folder)
    assert old_folders(files, -60) == known
