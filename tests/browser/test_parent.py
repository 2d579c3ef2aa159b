"""A mother who reads Urdu follows her two children on her phone."""

import pytest
from playwright.sync_api import Response

from tests.browser.conftest import OpenTab
from tests.browser.demo import DemoSchool
from tests.browser.reading import colours_at, like
from tests.browser.tab import Tab

STORIES, MORE = "کہانیاں", "مزید"
SHOW_ORIGINAL, SHOW_TRANSLATION = "اصل دکھائیں", "ترجمہ دکھائیں"
ORIGINAL = "Look at our art table today!"
FIRST_PHOTO = "4 میں سے تصویر 1۔ اسے بڑا کھولیں۔"
CLOSE = "بند کریں"

pytestmark = pytest.mark.motion


def test_from_the_first_page_to_the_childrens_stories(demo: DemoSchool, open_tab: OpenTab) -> None:
    tab = open_tab(demo.url, lang="ur-PK", width=390, height=844)
    answers: list[Response] = []
    tab.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it must be a function
    tab.sees("Nadia Qureshi")
    like(tab, "Nadia Qureshi").click()
    tab.sees(SHOW_ORIGINAL)
    reads_in_urdu_from_right_to_left(tab)
    photos_are_drawn(tab, answers)
    turns_to_the_original_and_back(tab)
    switches_children(tab)
    [cookie] = [one for one in tab.context.cookies() if one.get("name") == "bookbag"]
    assert (cookie.get("httpOnly"), tab.page.evaluate("document.cookie").count("bookbag=")) == (True, 0)
    assert tab.complaints == []


def reads_in_urdu_from_right_to_left(tab: Tab) -> None:
    assert tab.page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ur", "rtl"]
    first, second = (like(tab, name, "tab").bounding_box() for name in (STORIES, MORE))
    assert first is not None
    assert second is not None
    assert first["x"] > second["x"]
    assert ORIGINAL not in tab.tree()
    assert "سے ترجمہ" in tab.tree()


def photos_are_drawn(tab: Tab, answers: list[Response]) -> None:
    photo = tab.button(FIRST_PHOTO)
    tab.until(lambda: colours_at(tab, photo) > 50, 15, "the photo")
    photos = [answer for answer in answers if "/media/" in answer.url]
    assert len(photos) >= 4
    assert {(answer.status, answer.headers["content-type"]) for answer in photos} == {(200, "image/webp")}


def turns_to_the_original_and_back(tab: Tab) -> None:
    tab.tap(SHOW_ORIGINAL)
    tab.sees(ORIGINAL)
    tab.tap(SHOW_TRANSLATION)
    tab.sees_not(ORIGINAL)


def switches_children(tab: Tab) -> None:
    like(tab, "Yusuf Qureshi", "checkbox").click()
    tab.sees_not("4A")
    tab.sees("1A")
    like(tab, "Zara Qureshi", "checkbox").click()
    tab.sees_not("1A")
    tab.sees("4A")


def test_photo_like_and_comment(demo: DemoSchool, open_tab: OpenTab) -> None:
    tab = open_tab(demo.url, lang="ur-PK", width=390, height=844, token=demo.token_of("Nadia Qureshi"))
    tab.sees(FIRST_PHOTO)
    for close in ("Escape", "Tab Enter"):
        tab.tap(FIRST_PHOTO)
        tab.sees('4 میں سے تصویر 1"')
        tab.page.wait_for_timeout(400)
        tab.page.keyboard.press("ArrowLeft")
        tab.sees("4 میں سے تصویر 2")
        for key in close.split():
            tab.page.keyboard.press(key)
        tab.sees(SHOW_ORIGINAL)
    like(tab, "پسند کریں").click()
    tab.sees("اپنی پسند واپس لیں 10 پسند")
    like(tab, "2 تبصرے").click()
    tab.sees("textbox")
    tab.write("تبصرہ لکھیں", "Shukriya 1")
    tab.tap("بھیجیں")
    tab.until(lambda: tab.tree().count("Shukriya 1") == 1 and "3 تبصرے" in tab.tree(), 15, "the comment")
    tab.tap("پیچھے")
    tab.sees("3 تبصرے")
    assert tab.complaints == []
