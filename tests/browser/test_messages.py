"""A mother who reads Urdu and a teacher who reads English talk in two real windows, through a killed server too."""

import os
from collections import Counter
from pathlib import Path

from playwright.sync_api import Locator

from tests.browser.conftest import OpenTab
from tests.browser.demo import DemoSchool
from tests.browser.reading import like, settled
from tests.browser.tab import Tab
from tests.files import pdf, video
from wire.messages import (
    GET_MESSAGES,
    GET_PARTNERS,
    GET_THREADS,
    OPEN_THREAD,
    SEND_MESSAGE,
    MessagesAsk,
    NewMessage,
    OpenThread,
    PartnersAsk,
    ThreadsAsk,
)
from wire.words import Words

MOTHER, TEACHER = "Nadia Qureshi", "Miss Hart"
EN, UR = Words("en"), Words("ur")
FIELD = "Write a message"
SIZE = UR._("{kilobytes} kB", kilobytes="").strip(" \u2068\u2069")
WORDS, IN_URDU = "Thank you for your help today.", "آج آپ کی مدد کا شکریہ۔"


def thread_of(demo: DemoSchool, child: str) -> int:
    partners = demo.ask(MOTHER, GET_PARTNERS, PartnersAsk()).partners
    pupil = next(one.pupil_id for one in partners if one.pupil_name == child)
    return demo.ask(MOTHER, OPEN_THREAD, OpenThread(pupil_id=pupil)).line.thread.id


def said(demo: DemoSchool, thread: int) -> Counter[str]:
    page = demo.ask(MOTHER, GET_MESSAGES, MessagesAsk(thread_id=thread))
    return Counter(message.text.body for message in page.messages)


def look(tab: Tab, name: str) -> None:
    if folder := os.environ.get("NARROW_SHOTS"):
        tab.shot(Path(folder) / f"{name}.png")


def both(demo: DemoSchool, open_tab: OpenTab, thread: int) -> tuple[Tab, Tab]:
    path = f"/messages/{thread}"
    mother = open_tab(demo.url, path, lang="ur-PK", width=390, height=844, token=demo.token_of(MOTHER))
    teacher = open_tab(demo.url, path, width=1280, height=900, token=demo.token_of(TEACHER))
    mother.sees(UR._(FIELD))
    teacher.sees(EN._(FIELD))
    return mother, teacher


def says(tab: Tab, w: Words, words: str) -> None:
    tab.write(w._(FIELD), words)
    tab.tap(w.p("verb", "Send"))


def back_again(tab: Tab, label: str) -> None:
    tab.until(lambda: tab.bar() == "" and not tab.is_covered() and label in tab.tree(), 40, "the app again")


def test_they_talk_live_and_a_killed_server_loses_and_doubles_nothing(
    demo: DemoSchool, open_tab: OpenTab
) -> None:
    thread = thread_of(demo, "Zara Qureshi")
    before = said(demo, thread)
    mother, teacher = both(demo, open_tab, thread)
    says(mother, UR, "Shukriya 1")
    teacher.sees("Shukriya 1")
    says(teacher, EN, WORDS)
    mother.sees(IN_URDU)
    mother.page.get_by_role("button", name=UR._("Show original"), exact=True).last.click()
    mother.sees(WORDS)
    teacher.sees(EN._("Read"))
    mother.write(UR._(FIELD), "Half a sen")
    # The server keeps a draft a second after the last letter.
    mother.page.wait_for_timeout(3000)
    teacher.write(EN._(FIELD), "Just before")
    # The same second here: what was typed within it is in the browser alone.
    teacher.page.wait_for_timeout(3000)
    teacher.tap(EN.p("verb", "Send"))
    demo.server.kill()
    mother.until(lambda: mother.bar() != "" and teacher.bar() != "", 10, "the notice")
    demo.server.start()
    back_again(mother, UR._(FIELD))
    back_again(teacher, EN._(FIELD))
    sends_it_if_it_did_not_go(demo, teacher, thread)
    mother.sees("Just before")
    finishes_the_sentence(mother)
    teacher.sees("Half a sentence")
    says(teacher, EN, "Good night")
    mother.sees("Good night")
    expected = ["Shukriya 1", WORDS, "Just before", "Half a sentence", "Good night"]
    assert said(demo, thread) - before == Counter(expected)
    for tab in (mother, teacher):
        assert [tab.tree().count(words) for words in ("Shukriya 1", "Half a sentence")] == [1, 1]
    assert [one for one in mother.complaints + teacher.complaints if "WebSocket" not in one] == []


def sends_it_if_it_did_not_go(demo: DemoSchool, teacher: Tab, thread: int) -> None:
    """Killed in the middle, the words are with the server or in the field again, never nowhere."""
    teacher.page.wait_for_timeout(1500)
    field = teacher.field(EN._(FIELD))
    field.click()
    teacher.page.wait_for_timeout(700)
    kept = field.input_value()
    arrived = said(demo, thread)["Just before"]
    assert (arrived, kept) in {(1, ""), (0, "Just before"), (1, "Just before")}
    if not arrived:
        teacher.tap(EN.p("verb", "Send"))
    elif kept:  # killed between the message and the end of its draft: who reads both takes one out
        teacher.page.keyboard.press("Control+A")
        teacher.page.keyboard.press("Delete")


def finishes_the_sentence(mother: Tab) -> None:
    field = mother.field(UR._(FIELD))
    mother.page.wait_for_timeout(1000)
    field.click()
    mother.until(lambda: field.input_value() == "Half a sen", 15, "the half sentence")
    mother.page.wait_for_timeout(400)
    mother.page.keyboard.press("End")
    mother.page.keyboard.type("tence", delay=20)
    mother.tap(UR.p("verb", "Send"))


def unread(n: int) -> str:
    return UR.n("{n} unread message", "{n} unread messages", n)


def test_the_number_on_the_place_comes_and_goes(demo: DemoSchool, open_tab: OpenTab) -> None:
    thread = thread_of(demo, "Yusuf Qureshi")
    before = demo.ask(MOTHER, GET_THREADS, ThreadsAsk())
    here = sum(line.unread for line in before.threads if line.thread.id == thread)
    mother = open_tab(demo.url, lang="ur-PK", width=390, height=844, token=demo.token_of(MOTHER))
    mother.sees(UR._("Messages"))
    demo.ask("Mr Bellamy", SEND_MESSAGE, NewMessage(thread_id=thread, body="Well done"))
    like(mother, unread(before.unread + 1), "tab").click()
    like(mother, "Well done").click()
    mother.sees(UR._(FIELD))
    mother.page.go_back()
    left = before.unread - here
    mother.until(lambda: like(mother, UR._("Messages"), "tab").count() == 1, 10, "the list")
    mother.until(
        lambda: (
            (unread(left) if left else UR._("Messages")) in mother.tree()
            and unread(before.unread + 1) not in mother.tree()
        ),
        10,
        "what is read to be counted no more",
    )


def place_of(tab: Tab, words: str) -> float:
    box = _row(tab, words).bounding_box()
    assert box is not None
    return box["y"]


def _row(tab: Tab, words: str) -> Locator:
    return tab.page.get_by_text(words, exact=False).first


def test_older_messages_come_without_a_jump(demo: DemoSchool, open_tab: OpenTab) -> None:
    thread = thread_of(demo, "Yusuf Qureshi")
    for n in range(100, 170):
        demo.ask(MOTHER, SEND_MESSAGE, NewMessage(thread_id=thread, body=f"Line {n}.", lang="en"))
    path = f"/messages/{thread}"
    tab = open_tab(demo.url, path, width=390, height=844, token=demo.token_of("Mr Bellamy"))
    tab.sees("Line 169.")
    tab.page.mouse.move(200, 400)
    seen = ""
    for _ in range(60):
        tab.page.mouse.wheel(0, -300)
        tab.page.wait_for_timeout(250)
        mark = next((f"Line {n}." for n in range(100, 170) if f"Line {n}." in tab.tree()), "")
        where = place_of(tab, mark)
        tab.page.wait_for_timeout(600)
        assert abs(place_of(tab, mark) - where) <= 2, mark
        seen = mark
        if mark == "Line 100.":
            break
    assert seen == "Line 100."
    where = place_of(tab, seen)
    demo.ask(MOTHER, SEND_MESSAGE, NewMessage(thread_id=thread, body="And one more.", lang="en"))
    tab.sees(EN.n("{n} new message", "{n} new messages", 1))
    assert abs(place_of(tab, seen) - where) <= 2
    tab.tap(EN.n("{n} new message", "{n} new messages", 1))
    tab.sees("And one more.")


def test_a_letter_and_a_film_go_from_a_phone_to_the_teacher(
    demo: DemoSchool, open_tab: OpenTab, tmp_path: Path
) -> None:
    thread = thread_of(demo, "Zara Qureshi")
    mother, teacher = both(demo, open_tab, thread)
    for name, data in (("letter.pdf", pdf()), ("film.mp4", video(1.0))):
        (tmp_path / name).write_bytes(data)
    with mother.page.expect_file_chooser() as chooser:
        mother.tap(UR._("Add a file"))
    chooser.value.set_files([tmp_path / "letter.pdf", tmp_path / "film.mp4"])
    mother.sees("letter.pdf")
    mother.sees(UR._("Video"), 60)
    mother.until(lambda: mother.tree().count(SIZE) == 2, 60, "both files at the school")
    look(mother, "files_chosen_ur")
    mother.tap(UR.p("verb", "Send"))
    teacher.sees("letter.pdf", 60)
    teacher.sees("film.mp4")
    settled(teacher)
    look(teacher, "files_arrived_en")
