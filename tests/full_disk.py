"""A school whose disk is full, then has room again: run in a process of its own, as the limit holds for all of it.

Prints what was answered, as JSON: ``python -m tests.full_disk FOLDER``.
"""

import asyncio
import json
import resource
import sys
from pathlib import Path
from typing import Any

from server.core.config import Settings
from server.core.db import Database
from server.migrations import migrate
from tests import eg
from tests.cast import Cast, Who, add_cast
from tests.edges import FixedClock
from tests.school import School, headers_of, new_key, running
from wire.media import UPLOAD_PATH
from wire.stories import GET_FEED, POST_STORY


async def main(folder: Path) -> dict[str, Any]:
    """Asks before, while and after the disk is full."""
    settings = Settings(data=folder, threads=2)
    cast = _made(settings)
    async with running(settings, cast, FixedClock()) as school:
        before = await _ask(school, cast.hart)
        # No file may grow beyond what it is: the same as a disk without room, for this process alone.
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        full = await _ask(school, cast.hart)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        return {"before": before, "full": full, "after": await _ask(school, cast.hart)}


def _made(settings: Settings) -> Cast:
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url, FixedClock())
    migrate(database.engine)
    cast = database.write(add_cast)
    database.close()
    return cast


async def _ask(school: School, who: Who) -> dict[str, Any]:
    """What a post, an upload and a look at the feed are answered with."""
    words = {"topic": f"class:{school.cast.class_4a}", "body": "We sowed beans."}
    posted = await school.send(who, POST_STORY, words)
    headers = {**headers_of(who), "Idempotency-Key": new_key()}
    uploaded = await school.http.post(UPLOAD_PATH, content=eg.picture(), headers=headers)
    feed = await school.send(who, GET_FEED, {"side": "staff"})
    return {
        "post": [posted.status_code, posted.json().get("code")],
        "upload": [uploaded.status_code, uploaded.json().get("code")],
        "stories": len(feed.json()["stories"]),
        "files": sum(1 for path in (school.context.files.root).rglob("*") if path.is_file()),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(main(Path(sys.argv[1])))))
