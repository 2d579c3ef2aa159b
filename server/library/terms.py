"""What the library is searched by: the words of titles, bodies and file names, told apart by their letters alone."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from server.core.db import Tx
from server.core.hot import Hot
from server.core.jobs import enqueue
from server.library.tables import items, terms
from server.translation.queries import SHOWN
from server.translation.tables import texts, translations
from wire.library import ItemState
from wire.media import File

INDEX: Final = "index_item"
LONGEST: Final = 40
"""Letters of a word that count."""
MOST_ASKED: Final = 8
"""Words of a search that count."""
LAST: Final = "\U0010ffff"
AS_WRITTEN: Final = ""
"""In place of a language: the words as they were written."""

_SAME: Final = str.maketrans(
    {
        "ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t",
        "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ة": "ه", "ۃ": "ه", "ٱ": "ا",
        "ـ": None, "’": "'", "\u200c": None, "\u200d": None,
    }
)  # fmt: skip
"""Letters that people type one for the other: keyboards differ between Arabic, Persian and Urdu."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
"""Scripts that are written without spaces: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
_ARTICLE: Final = "ال"
_files = msgspec.json.Decoder(tuple[File, ...])


def folded(words: str) -> str:
    """Without case, accents and vowel marks, which people leave out; signs that make another letter stay."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    bare = "".join(c for c in apart if not _is_left_out(c))
    return unicodedata.normalize("NFC", bare.translate(_SAME))


def _is_left_out(c: str) -> bool:
    # 10 to 35 are the vowel marks of Hebrew and Arabic, 200 and more stand above or below any letter. The vowels
    # of Bengali or Hindi have 0, their marks 7 and 9: without these they would be other words.
    kind = unicodedata.combining(c)
    return 10 <= kind <= 35 or (kind >= 200 and not _UNSPACED.match(c))


def asked_for(words: str) -> list[str]:
    """The words of a search, each as a beginning of what is kept."""
    found = [part for word in _words(words) for part in _parts(word)]
    return list(dict.fromkeys(found))[:MOST_ASKED]


def kept_of(words: str) -> set[str]:
    """Everything by which these words are found: also without the article that Arabic writes in front."""
    found = {part for word in _words(words) for part in _parts(word)}
    return found | {w.removeprefix(_ARTICLE) for w in found if w.startswith(_ARTICLE) and len(w) > 4}


def _words(words: str) -> Iterable[str]:
    bare = folded(words).replace("'", "")
    return (word[:LONGEST] for word in "".join(c if _is_of_a_word(c) else " " for c in bare).split())


def _is_of_a_word(c: str) -> bool:
    """Letters, figures, and the marks that belong to the letter before them."""
    return unicodedata.category(c)[0] in "LMN"


def _parts(word: str) -> list[str]:
    """A word of a script without spaces in pairs of letters; every other one as it is."""
    if not _UNSPACED.fullmatch(word) or len(word) <= 2:
        return [word]
    return [word[n : n + 2] for n in range(len(word) - 1)]


def index_item(tx: Tx, item_id: int) -> None:
    """Keeps by which words an item is found now: by none unless it is live."""
    tx.conn.execute(terms.delete().where(terms.c.item_id == item_id))
    row = tx.conn.execute(sa.select(items).where(items.c.id == item_id)).first()
    if row is None or row.state != ItemState.LIVE:
        return
    ids = _texts_of(row)
    said = tx.conn.execute(sa.select(texts.c.body).where(texts.c.id.in_(ids))).scalars()
    names = [file.name.rpartition(".")[0] for file in _files.decode(row.files)]
    _keep(tx, item_id, AS_WRITTEN, [*said, *names])
    read: dict[str, list[str]] = {}
    for one in tx.conn.execute(_shown(ids)):
        read.setdefault(one.lang, []).append(one.body)
    for lang, bodies in read.items():
        _keep(tx, item_id, lang, bodies)


_TEXT_ID: Final[sa.BindParameter[int]] = sa.bindparam("of_text", type_=sa.BigInteger)
_OF_TEXT: Final = Hot(
    sa.select(items.c.id).where(
        sa.or_(items.c.title_id == _TEXT_ID, items.c.body_id == _TEXT_ID),
        items.c.state == ItemState.LIVE.value,
    )
)


def plan_indexing(tx: Tx, text_id: int, lang: str) -> None:
    """A text reads otherwise in a language from now on: if it is of the library, it will be found by those words."""
    for (item_id,) in _OF_TEXT.run(tx.conn, {"of_text": text_id}):
        enqueue(tx, INDEX, {"item_id": item_id, "lang": lang})


def index_translation(tx: Tx, item_id: int, lang: str) -> None:
    """The job after that."""
    # Two texts of one item may be translated at the same moment: one after the other writes down both.
    row = tx.conn.execute(sa.select(items).where(items.c.id == item_id).with_for_update()).first()
    if row is None or row.state != ItemState.LIVE:
        return
    tx.conn.execute(terms.delete().where(terms.c.item_id == row.id, terms.c.lang == lang))
    read = tx.conn.execute(_shown(_texts_of(row)).where(translations.c.lang == lang))
    _keep(tx, row.id, lang, [one.body for one in read])


def _texts_of(row: Any) -> list[int]:
    return [text_id for text_id in (row.title_id, row.body_id) if text_id is not None]


def _shown(ids: Iterable[int]) -> "sa.Select[tuple[str, str | None]]":
    return sa.select(translations.c.lang, translations.c.body).where(
        translations.c.text_id.in_(list(ids)), translations.c.state.in_(SHOWN)
    )


def _keep(tx: Tx, item_id: int, lang: str, said: Iterable[str]) -> None:
    found = sorted(set[str]().union(*(kept_of(words) for words in said)))
    if found:
        tx.conn.execute(terms.insert(), [{"lang": lang, "term": term, "item_id": item_id} for term in found])
