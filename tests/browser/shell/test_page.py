"""The page around the app: what it asks for, what it says, what screen readers get, what it costs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import OpenTab, Serve
from tests.browser.served import Served
from tests.browser.tab import Tab

Tiny = Callable[..., Served]
SCRIPTS = "arabic bengali ethiopic gujarati gurmukhi kr malayalam sc sinhala tamil telugu thai".split()


def test_nothing_is_asked_of_any_other_host(tiny: Tiny, open_tab: OpenTab) -> None:
    tab = open_tab(tiny().url)
    tab.sees("Tick 1")
    assert tab.strangers() == []
    assert tab.complaints == []


def test_screen_readers_get_everything_without_asking(tiny: Tiny, open_tab: OpenTab) -> None:
    tab = open_tab(tiny().url)
    tab.sees('textbox "Comment"')
    tab.sees('button "Count"')


def test_the_cover_goes_when_the_app_is_drawn_and_flets_own_words_never_show(
    tiny: Tiny, chromium: Browser
) -> None:
    server = tiny(SLOW="3")
    context = chromium.new_context(locale="pl-PL")
    tab = Tab(context, server.url)
    tab.page.goto(server.url, wait_until="commit")
    seen: list[str] = []

    def uncovered() -> bool:
        covered, tree = tab.is_covered(), tab.tree()
        seen.append(tree)
        return not covered

    tab.until(uncovered, 30, "the app")
    first = seen[-1]
    context.close()
    assert "Hello" in first
    assert [tree for tree in seen if "Working" in tree] == []


def test_an_unknown_address_is_the_apps_own_matter(tiny: Tiny, open_tab: OpenTab) -> None:
    open_tab(tiny().url, "/stories/12?from=mail").sees("Tick")


def test_the_first_visit_is_small_and_the_second_nearly_free(tiny: Tiny, open_tab: OpenTab) -> None:
    server = tiny()
    tab = open_tab(server.url)
    network = tab.context.new_cdp_session(tab.page)
    sizes: list[int] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    network.send("Network.enable")
    network.send("Network.clearBrowserCache")
    tab.reload().sees("Tick 1")
    cold = sum(sizes)
    sizes.clear()
    tab.reload().sees("Tick 1")
    assert 1_000_000 < cold < 6_000_000
    assert sum(sizes) < 60_000


def test_large_text_is_remembered(tiny: Tiny, open_tab: OpenTab) -> None:
    tab = open_tab(tiny().url)
    normal = tab.field("Comment").bounding_box()
    tab.page.evaluate("window.open('/_do/zoom?z=2', '_self')")
    size = "document.documentElement.style.fontSize"
    tab.until(lambda: tab.page.evaluate(size) == "32px", 15, "the page with large letters")
    tab.ready()
    large = tab.field("Comment").bounding_box()
    assert normal is not None
    assert large is not None
    assert large["height"] > normal["height"]


@pytest.mark.slow
def test_every_script_of_our_languages_is_drawn_with_letters_of_ours(serve: Serve, open_tab: OpenTab) -> None:
    server = serve("-m", "tests.browser.shell.letters", "PORT")
    tab = open_tab(server.url, height=1600)
    asked = -1
    while asked != (now := len([address for address in tab.requests if "/f/" in address])):
        asked = now
        tab.page.wait_for_timeout(3000)
    families = {address.split("/f/")[1].split("/")[0] for address in tab.requests if "/f/" in address}
    assert families >= {f"notosans{script}" for script in SCRIPTS}
    # The engine says so when it finds a letter nowhere.
    assert tab.complaints == []


def test_letters_are_drawn_by_the_thread_that_measures_them(tiny: Tiny, open_tab: OpenTab) -> None:
    # Two threads that use a font at once leave letters incomplete, in one page of seven.
    tab = open_tab(tiny().url)
    assert [address for address in tab.requests if address.endswith("skwasm.wasm")] != []
    assert tab.page.evaluate("crossOriginIsolated") is False


def test_browsers_without_the_newest_machinery_get_the_same(tiny: Tiny, open_tab: OpenTab) -> None:
    tab = open_tab(tiny(RENDERER="canvaskit").url)
    tab.write("Comment", "abc")
    tab.sees("Heard abc")
    assert [address for address in tab.requests if address.endswith("canvaskit.wasm")] != []
    assert tab.complaints == []


@pytest.mark.slow
def test_a_page_that_somebody_leaves_stays_in_no_memory(tiny: Tiny, open_tab: OpenTab) -> None:
    server = tiny()
    stays = open_tab(server.url)
    leaves = open_tab(server.url, beside=stays)
    assert server.ask("/healthz") == {"links": 2, "pages": 2}
    # A tab that is closed tells it the same way, but a browser without time closes it before the word is out.
    leaves.page.evaluate("location.href = 'about:blank'")
    # Flet looks for what it may let go every ten seconds, and has the last one in hand until it looks again.
    stays.until(lambda: server.ask("/healthz") == {"links": 1, "pages": 1}, 40, "the page to be let go")
    stays.tap("Count")
    stays.sees("Clicks 1")


def test_a_picked_file_comes_in_beside_the_socket(tiny: Tiny, open_tab: OpenTab, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"x" * 3_000_000)
    tab = open_tab(tiny().url, "/a/b/c")
    with tab.page.expect_file_chooser() as chooser:
        tab.tap("Pick")
    chooser.value.set_files(photo)
    tab.sees("Picked photo.jpg, 3000000 bytes")
    assert tab.complaints == []


def test_names_are_where_the_things_are_on_a_page_from_right_to_left(tiny: Tiny, open_tab: OpenTab) -> None:
    tab = open_tab(tiny().url, lang="ur-PK", width=390)
    assert tab.page.evaluate("document.documentElement.dir") == "rtl"
    box = tab.button("Count").bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= 390 - box["width"]
    tab.tap("Count")
    tab.sees("Clicks 1")
