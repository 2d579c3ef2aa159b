"""A teacher writes, and open screens of parents follow without a reload."""

import re
from pathlib import Path

from PIL import Image

from tests.browser.conftest import OpenTab
from tests.browser.demo import DemoSchool
from tests.browser.reading import like
from tests.browser.tab import Tab

WORDS, IN_URDU = "Thank you for your help today.", "آج آپ کی مدد کا شکریہ۔"
NEW_WORDS, NEW_IN_URDU = "Please bring a packed lunch tomorrow.", "پیک کیا ہوا کھانا"


def photo(folder: Path) -> Path:
    path = folder / "garden.jpg"
    Image.effect_mandelbrot((1600, 1200), (-2, -1, 1, 1), 60).convert("RGB").save(path, "JPEG")
    return path


def test_post_edit_and_take_back_on_everybodys_screen(
    demo: DemoSchool, open_tab: OpenTab, tmp_path: Path
) -> None:
    parent = open_tab(demo.url, lang="ur-PK", width=390, height=844, token=demo.token_of("Nadia Qureshi"))
    teacher = open_tab(demo.url, width=1280, height=900, token=demo.token_of("Miss Hart"))
    two_panes(teacher)
    writes_with_a_photo(teacher, photo(tmp_path))
    teacher.tap("Post")
    teacher.sees("Look for new stories")
    parent.sees(IN_URDU)
    parent.sees("1 میں سے تصویر 1")
    edits(teacher)
    parent.sees("ترمیم شدہ")
    parent.sees(NEW_IN_URDU)
    takes_back(teacher)
    parent.sees_not("ترمیم شدہ")
    parent.sees_not(NEW_IN_URDU)
    assert teacher.complaints + parent.complaints == []


def two_panes(teacher: Tab) -> None:
    teacher.sees("Write a comment")
    teacher.sees("Photo 1 of 4")
    teacher.sees("Portfolio of Zara Qureshi")


def writes_with_a_photo(teacher: Tab, path: Path) -> None:
    teacher.tap("New story")
    teacher.sees("Reaches 9 families in 9 languages")
    teacher.sees("Caleb Winslow")
    teacher.write("What happened?", WORDS)
    before = len(teacher.requests)
    with teacher.page.expect_file_chooser() as chooser:
        teacher.tap("Add photos")
    chooser.value.set_files(path)
    teacher.sees("Take photo 1 out")
    # The form shows the school's own copy once that is there.
    teacher.until(lambda: any("/media/" in one for one in teacher.requests[before:]), 60, "the photo")


def edits(teacher: Tab) -> None:
    opens_own(teacher, WORDS)
    teacher.tap("Change this story")
    teacher.page.get_by_role("menuitem", name="Edit").click()
    teacher.sees("Families will see that the story was edited.")
    field = teacher.page.get_by_role("textbox").first
    field.click()
    teacher.until(lambda: field.input_value() == WORDS, 10, "the words in the field")
    teacher.page.wait_for_timeout(400)
    teacher.page.keyboard.press("Control+A")
    teacher.page.keyboard.type(NEW_WORDS, delay=20)
    teacher.tap("Save")


def takes_back(teacher: Tab) -> None:
    opens_own(teacher, NEW_WORDS)
    teacher.sees("edited")
    teacher.tap("Change this story")
    teacher.page.get_by_role("menuitem", name="Take back").click()
    teacher.sees("Take this story back?")
    teacher.tap("Take back")


def opens_own(teacher: Tab, words: str) -> None:
    teacher.sees(words)
    teacher.page.get_by_role("button", name=re.compile(re.escape(words))).or_(
        teacher.page.get_by_role("group", name=re.compile(re.escape(words)))
    ).first.click()
    teacher.until(lambda: teacher.tree().count(words) >= 2, 10, "the story beside the list")


def test_a_story_for_later_waits_in_its_list(demo: DemoSchool, open_tab: OpenTab) -> None:
    tab = open_tab(demo.url, "/new", width=1280, height=1100, token=demo.token_of("Mr Bellamy"))
    tab.sees("Who is it for?")
    tab.write("What happened?", "There is no club today.")
    like(tab, "Later", "checkbox").click()
    tab.sees("08:30")
    tab.tap("Schedule")
    tab.sees("Look for new stories")
    assert "There is no club today." not in tab.tree()
    tab.open("/more/scheduled")
    tab.sees("There is no club today.")
    tab.sees("Take back")
