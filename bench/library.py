"""How soon words are found in a library of 20,000 documents, beside the bare statements that find them."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import lru_cache, partial

import sqlalchemy as sa

from bench.bare import bare, replay, statements_of
from bench.figures import Figure
from bench.load import Ask, Round, ask
from bench.rounds import in_turn, other_process, p99, post
from bench.schools import Kind, Schools
from bench.seed import CHILDREN, CLASSES, TEACHER, School, token_of, translated_reader
from bench.served import served
from bench.words import WORDS
from server.library.tables import items, terms
from server.library.terms import AS_WRITTEN, kept_of
from server.translation.tables import texts, translations
from wire.library import SEARCH_ITEMS

DOCUMENTS = 20_000
FEW = 1_000
READERS = 48
AT_ONCE = 1
ROUNDS, SECONDS, BARE_SECONDS = 9, 1.5, 0.5
IN_ONE_GO = 2_000
LANGS = ("en", "ur", "pl")


def search(schools: Schools, kind: Kind, ending: str = "") -> Iterator[Figure]:
    """Parents who read Urdu, one after another: words that are everywhere, two words, beginnings, one rare word."""
    school = schools.fresh(FEW, kind)
    _seed(school)
    tokens = [token_of(translated_reader(number)) for number in range(READERS)]
    asked = [(token, {"words": words}) for token, words in zip(tokens, _searches(), strict=False)]
    bodies = [post(SEARCH_ITEMS.path, token, "bench-search", json.dumps(words)) for token, words in asked]
    with ExitStack() as stack:
        statements = statements_of(school, SEARCH_ITEMS.path, asked)
        run = stack.enter_context(bare(school))
        server = stack.enter_context(served(school.data, database=school.database))
        asker = stack.enter_context(other_process())

        def over_http() -> Round:
            requests = tuple(body.decode() for body in bodies)
            return asker.submit(ask, Ask(server.port, requests, AT_ONCE, SECONDS)).result()

        found = in_turn({"http": over_http, "bare": partial(replay, run, statements, BARE_SECONDS)}, ROUNDS)
    yield Figure(f"library_search_p99_ms{ending}", 1000 * p99(found["http"]), "ms", 1000 * p99(found["bare"]))


def _searches() -> Iterator[str]:
    """As many as there are readers, of each sort alike."""
    for number in range(READERS):
        english, urdu, _ = WORDS[number % len(WORDS)]
        first, second, *_ = (word for word in english.split() if len(word) > 3)
        yield (first, f"{first} {second}", f"{second[:3]}", urdu.split()[1], f"no{number * 397}")[number % 5]


def _seed(school: School) -> None:
    """Adds the documents with their words, all of them translated into Urdu and Polish."""
    now, engine = time.time_ns() // 1_000_000, sa.create_engine(school.url)
    with engine.begin() as conn:
        first = conn.execute(sa.select(sa.func.max(texts.c.id))).scalar() or 0
        for start in range(1, DOCUMENTS + 1, IN_ONE_GO):
            some = range(start, start + IN_ONE_GO)
            conn.execute(texts.insert(), [row for n in some for row in _texts(n, first, now)])
            conn.execute(translations.insert(), [row for n in some for row in _translations(n, first, now)])
            conn.execute(items.insert(), [_item(n, first, now) for n in some])
            conn.execute(terms.insert(), [row for n in some for row in _terms(n)])
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.exec_driver_sql("VACUUM ANALYZE" if school.database else "ANALYZE")
    engine.dispose()


def _topic(number: int) -> str:
    """Of ten documents three are for the school, one for a year, five for a class, one for a child."""
    sort = number % 10
    if sort < 3:
        return "school"
    if sort == 3:
        return f"year:{number // 10 % 7}"
    return f"class:{number % CLASSES + 1}" if sort < 9 else f"pupil:{number % CHILDREN + 1}"


def _words(number: int, lang: str) -> tuple[str, str]:
    """A title and a body."""
    here = LANGS.index(lang)
    title = " ".join(WORDS[number % len(WORDS)][here].split()[:5])
    body = f"{WORDS[(number * 7 + 3) % len(WORDS)][here]} {WORDS[(number * 11 + 5) % len(WORDS)][here]}"
    return title, f"{body} no{number}"


def _texts(number: int, first: int, now: int) -> list[dict[str, object]]:
    row = {"topic": _topic(number), "lang": "en", "author_id": TEACHER + 1, "at": now}
    return [
        {**row, "id": first + 2 * number + n, "body": body} for n, body in enumerate(_words(number, "en"))
    ]


def _translations(number: int, first: int, now: int) -> list[dict[str, object]]:
    row = {"state": "done", "engine": "phrasebook", "at": now}
    return [
        {**row, "text_id": first + 2 * number + n, "lang": lang, "body": body}
        for lang in LANGS[1:]
        for n, body in enumerate(_words(number, lang))
    ]


def _item(number: int, first: int, now: int) -> dict[str, object]:
    return {
        "id": number, "place": number, "kind": "document", "topic": _topic(number), "folder_id": number % 12 + 1,
        "author_id": TEACHER + 1, "author_role": "teacher", "at": now, "title_id": first + 2 * number,
        "body_id": first + 2 * number + 1, "files": "[]", "photos": "[]", "version": 1, "version_at": now,
        "revision": 0, "state": "live",
    }  # fmt: skip


def _terms(number: int) -> list[dict[str, object]]:
    return [
        {"lang": AS_WRITTEN if lang == "en" else lang, "term": term, "item_id": number}
        for lang in LANGS
        for term in sorted({part for words in _words(number, lang) for part in _kept(words)})
    ]


@lru_cache(maxsize=100_000)
def _kept(words: str) -> frozenset[str]:
    return frozenset(kept_of(words))
