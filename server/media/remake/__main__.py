"""``python -m server.media.remake IN OUT``: writes a harmless copy of the file IN to OUT and says what it is."""

import resource
import sys
from pathlib import Path

import msgspec

from server.core.refused import Refused
from server.media.remake.office import remade_office
from server.media.remake.pdf import remade_pdf
from server.media.remake.sorting import sort_of
from server.media.remake.video import remade_video

MOST_MEMORY = 1_500_000_000
MOST_WRITTEN = 300_000_000


def main(source: Path, target: Path) -> int:
    """Writes out the kind of the file, or the refusal that its sender gets."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    try:
        match sort_of(source):
            case "pdf":
                kind = remade_pdf(source, target)
            case "zip":
                kind = remade_office(source, target)
            case _:
                kind = remade_video(source, target)
    except Refused as refused:
        sys.stdout.write(msgspec.json.encode(refused.refusal).decode())
        return 1
    sys.stdout.write(kind.value)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
