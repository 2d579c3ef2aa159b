"""Who is signed in: the cookie, a reload, a restart, another tab, another person."""

from urllib.request import Request, urlopen

from playwright.sync_api import Route

from tests.browser.conftest import OpenTab
from tests.browser.shell.test_drop import LayLine, Tiny
from tests.browser.tab import Tab


def sign_in(tab: Tab) -> None:
    tab.tap("Sign in")
    tab.sees("Signed in as Amina")


def the_cookie(tab: Tab) -> dict[str, object]:
    return next(dict(cookie) for cookie in tab.context.cookies() if cookie.get("name") == "bookbag")


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(tiny: Tiny, open_tab: OpenTab) -> None:
    tab = open_tab(tiny().url)
    sign_in(tab)
    cookie = the_cookie(tab)
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/")
    assert tab.page.evaluate("document.cookie") == ""
    assert not [address for address in tab.requests if str(cookie["value"]) in address]
    assert tab.complaints == []


def test_a_reload_a_second_tab_and_a_restart_stay_signed_in(tiny: Tiny, open_tab: OpenTab) -> None:
    server = tiny()
    tab = open_tab(server.url)
    tab.sees("Signed in as nobody")
    sign_in(tab)
    tab.reload()
    tab.sees("Signed in as Amina")
    open_tab(server.url, beside=tab).sees("Signed in as Amina")
    server.stop()
    server.start()
    tab.reload()
    tab.sees("Signed in as Amina")


def test_signing_out_forgets_the_cookie_and_ends_the_session(tiny: Tiny, open_tab: OpenTab) -> None:
    tab = open_tab(tiny().url)
    sign_in(tab)
    stolen = the_cookie(tab)
    tab.tap("Sign out")
    tab.sees("Signed in as nobody")
    assert tab.context.cookies() == []
    thief = open_tab(tab.url)
    thief.context.add_cookies([{"name": "bookbag", "value": str(stolen["value"]), "url": tab.url}])
    thief.reload()
    thief.sees("Signed in as nobody")


def test_somebody_else_sees_nothing_of_it(tiny: Tiny, open_tab: OpenTab) -> None:
    tab = open_tab(tiny().url)
    sign_in(tab)
    open_tab(tab.url).sees("Signed in as nobody")


def test_a_drop_right_after_signing_in_keeps_the_screen(tiny: Tiny, line: LayLine, open_tab: OpenTab) -> None:
    wire = line(tiny())
    tab = open_tab(wire.url)
    tab.tap("Count")
    tab.sees("Clicks 1")
    sign_in(tab)
    wire.cut()
    tab.until(lambda: tab.bar() != "", 15, "the notice")
    wire.mend()
    tab.until(lambda: tab.bar() == "", 15, "the notice to go")
    tab.tap("Count")
    tab.sees("Clicks 2")
    tab.sees("Signed in as Amina")


def test_a_cookie_that_was_lost_on_its_way_is_given_again(
    tiny: Tiny, line: LayLine, open_tab: OpenTab
) -> None:
    server = tiny()
    wire = line(server)
    tab = open_tab(wire.url)
    lost: list[int] = []

    def lose(route: Route) -> None:
        """The server gives it, and the answer never arrives."""
        asked = Request(f"{server.url}/auth/cookie", method="POST", headers=dict(route.request.headers))
        asked.add_header("Host", f"127.0.0.1:{wire.port}")
        with urlopen(asked, timeout=5) as answer:
            lost.append(answer.status)
        route.abort()

    tab.page.route("**/auth/cookie", lose)
    tab.tap("Count")
    sign_in(tab)
    assert (lost, tab.context.cookies()) == ([204], [])
    tab.page.unroute("**/auth/cookie")
    wire.cut()
    tab.until(lambda: tab.bar() != "", 15, "the notice")
    wire.mend()
    tab.until(lambda: bool(tab.context.cookies()), 15, "the cookie")
    tab.tap("Count")
    tab.sees("Clicks 2")
    tab.reload()
    tab.sees("Signed in as Amina")
