"""How an e-mail reads: in its reader's language, safely, and with the headers that mail programs expect."""

import email.policy
from email import message_from_bytes
from html.parser import HTMLParser
from typing import Any

import pytest

from server.notifications.collect import Item
from server.notifications.envelope import number_of, one_line, sealed
from server.notifications.letters import Letter, Letterhead, ink_on, letter
from server.notifications.sources import Said
from tests import eg
from wire.base import Text, TextState
from wire.notifications import NoticeKind

HEAD = Letterhead(
    "Birch Lane School", "#2f6f5e", "https://school.example", "https://school.example/unsubscribe/7-ab"
)


def item(
    text: Text, kind: NoticeKind = NoticeKind.STORY, about: tuple[str, ...] = ("Zara",), **more: Any
) -> Item:
    said = Said(**{"author": "Miss Hart", "place": "4A", "text": text, "path": "/stories/1", **more})
    return Item(kind, said, about)


def text(body: str = "We sowed beans.", **more: Any) -> Text:
    return Text(**{"id": 1, "body": body, "lang": "en", "state": TextState.SAME, **more})


def envelope(made: Letter, **more: Any) -> bytes:
    usual = {"number": "mail-1-ab", "school": HEAD.school, "sender": "office@school.example", "name": "Nadia",
             "to": "nadia@home.example", "off": HEAD.off, "now": 1_794_474_000_000}  # fmt: skip
    return sealed(made, **{**usual, **more}).as_bytes()


class Tags(HTMLParser):
    """The tags of a page and what they load or lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "href":
                self.links.append(value or "")
            if name in {"src", "srcset", "background"} or "url(" in (value or ""):
                self.loaded.append(value or "")


def test_an_urdu_email_runs_from_right_to_left_and_each_text_in_its_own_direction() -> None:
    translated = text(state=TextState.DONE, shown="ہم نے بیج بوئے۔", engine="libretranslate")
    waiting = text("No words yet.", id=2, state=TextState.NONE)
    made = letter([item(translated), item(waiting)], "family", "ur", HEAD, with_words=True)
    assert made.html.startswith('<!doctype html><html lang="ur" dir="rtl">')
    assert '<p lang="ur" dir="rtl" style="margin:0 0 4px;text-align:right">ہم نے بیج بوئے۔</p>' in made.html
    assert '<p lang="en" dir="ltr" style="margin:0 0 4px;text-align:left">No words yet.</p>' in made.html


def test_a_language_in_which_the_app_is_not_complete_gets_english_sentences_around_its_own_words() -> None:
    translated = text(state=TextState.DONE, shown="زرعنا بذورا.", engine="libretranslate")
    made = letter([item(translated)], "family", "ar", HEAD, with_words=True)
    assert made.html.startswith('<!doctype html><html lang="en" dir="ltr">')
    assert '<p lang="ar" dir="rtl"' in made.html


@pytest.mark.parametrize(
    ("state", "line"),
    [
        ({"state": TextState.SAME}, None),
        ({"state": TextState.NONE}, "There is no translation from Polish yet"),
        ({"state": TextState.PENDING}, "There is no translation from Polish yet"),
        ({"state": TextState.DONE, "shown": "X", "engine": "azure"}, "Translated from Polish"),
        (
            {"state": TextState.CHECKED, "shown": "X", "engine": "person"},
            "Translated from Polish, checked by a person",
        ),
    ],
    ids=str,
)
def test_a_line_says_honestly_what_was_translated(state: dict[str, Any], line: str | None) -> None:
    made = letter([item(text(lang="pl", **state))], "family", "en", HEAD, with_words=True)
    lines = [one for one in made.text.splitlines() if "ranslat" in one]
    assert lines == ([f"({line})"] if line else [])


def test_what_people_write_is_never_html() -> None:
    bad = item(text(eg.SCRIPT), author=eg.SCRIPT, place=eg.SCRIPT, about=(eg.SCRIPT,))
    head = Letterhead(eg.SCRIPT, HEAD.colour, HEAD.address, HEAD.off)
    for items in ([bad], [bad, item(text())]):
        tags = Tags(letter(items, "family", "en", head, with_words=True).html)
        assert tags.tags <= {"html", "head", "meta", "title", "body", "table", "tr", "td", "bdi", "h2", "h3", "p",
                             "a", "br"}  # fmt: skip


def test_nothing_is_loaded_and_the_links_lead_to_the_thing_and_the_way_out() -> None:
    tags = Tags(letter([item(text())], "family", "en", HEAD, with_words=True).html)
    assert (tags.loaded, tags.links) == ([], ["https://school.example/stories/1", HEAD.off])


def test_things_of_several_places_open_the_app_at_its_start() -> None:
    two = [item(text()), item(text(), path="/stories/2")]
    tags = Tags(letter(two, "family", "en", HEAD, with_words=False).html)
    assert tags.links[0] == "https://school.example/"


def test_a_digest_is_ordered_by_child() -> None:
    items = [
        item(text("About the school."), about=()),
        item(text("About Yusuf."), about=("Yusuf",)),
        item(text("About Zara."), about=("Zara",)),
        item(text("About both."), about=("Zara", "Yusuf")),
    ]
    made = letter(items, "family", "en", HEAD, with_words=True)
    headings = [line for line in made.text.splitlines() if line.startswith("==")]
    assert headings == ["== Whole school ==", "== Yusuf ==", "== Zara ==", "== Zara and Yusuf =="]


def test_a_name_with_line_ends_makes_no_header() -> None:
    made = letter(
        [item(text(), author="Hart\r\nBcc: spy@home.example")], "family", "en", HEAD, with_words=True
    )
    raw = envelope(made, name="Nadia\r\nBcc: spy@home.example", school="School\nX-Evil: 1")
    seen = message_from_bytes(raw, policy=email.policy.default)
    assert (seen["bcc"], seen["x-evil"], seen["to"].addresses[0].addr_spec) == (
        None,
        None,
        "nadia@home.example",
    )
    assert one_line("a\u2028b\x00c\r\n d") == "a b c d"


@pytest.mark.parametrize(
    "name", ["Zażółć Gęślą-Jaźń", "محمد بن سلمان", "O'Brien, Jr. <x@y.z>", '"', "名前", ""]
)
def test_odd_names_arrive_as_they_are(name: str) -> None:
    made = letter([item(text())], "family", "en", HEAD, with_words=True)
    seen = message_from_bytes(envelope(made, name=name), policy=email.policy.default)
    (to,) = seen["to"].addresses
    assert (to.display_name, to.addr_spec) == (name, "nadia@home.example")


def test_the_headers_that_mail_programs_look_for() -> None:
    made = letter([item(text())], "family", "ur", HEAD, with_words=False)
    off = "https://a-very-long-name-of-a-school.trust.sch.uk/unsubscribe/123456-" + "a" * 32
    raw = envelope(made, off=off, to="nadia@bücher.example")
    seen = message_from_bytes(raw, policy=email.policy.default)
    assert {name: seen[name] for name in ("from", "date", "message-id", "auto-submitted", "list-unsubscribe",
                                          "list-unsubscribe-post", "content-language")} == {
        "from": "Birch Lane School <office@school.example>",
        "date": "Thu, 12 Nov 2026 09:00:00 +0000",
        "message-id": "<mail-1-ab@school.example>",
        "auto-submitted": "auto-generated",
        "list-unsubscribe": f"<{off}>",
        "list-unsubscribe-post": "List-Unsubscribe=One-Click",
        "content-language": "ur",
    }  # fmt: skip
    assert f"List-Unsubscribe: <{off}>\r\n".encode() in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.isascii()
    assert [part.get_content_type() for part in seen.iter_parts()] == ["text/plain", "text/html"]


def test_an_emails_number_is_the_same_each_time_and_no_other_schools() -> None:
    assert number_of(b"a", 1) == number_of(b"a", 1)
    assert len({number_of(b"a", 1), number_of(b"a", 2), number_of(b"b", 1)}) == 3


@pytest.mark.parametrize(
    ("colour", "ink"), [("#2f6f5e", "#ffffff"), ("#ffe600", "#000000"), ("#808080", "#000000")]
)
def test_letters_on_the_schools_colour_can_be_read(colour: str, ink: str) -> None:
    assert ink_on(colour) == ink
