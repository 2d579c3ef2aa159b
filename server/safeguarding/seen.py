"""What of a message its readers see: of what is on record, the words that stand, in one language (spec 5.4, 5.6)."""

import msgspec

from wire.safeguarding import Entry, Wording


def as_seen(entry: Entry, lang: str, *, with_reading: bool) -> Entry:
    """A message as a reader of ``lang`` has it on the screen: of one that was taken back, only that it was.

    Translations that they saw before a better one took its place are in it: they may have acted on them.
    """
    if entry.removed_at is not None:
        wordings: tuple[Wording, ...] = ()
    else:
        last = entry.wordings[-1]
        mine = tuple(one for one in last.shown if one.lang == lang)
        wordings = (msgspec.structs.replace(last, shown=mine),)
    return msgspec.structs.replace(
        entry,
        wordings=wordings,
        attachments=() if entry.removed_at is not None else entry.attachments,
        read_by=entry.read_by if with_reading else (),
        removed_by=None,
    )
