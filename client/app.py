"""The app of one page: who is signed in decides between the first page and the main ones."""

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import Any

import flet as ft

from client.accounts.modules import PartsScreen
from client.accounts.schools import SchoolsScreen
from client.accounts.store import DevicesStore
from client.accounts.views import DevicesScreen, LanguageScreen, MoreScreen
from client.accounts.welcome import WelcomeScreen, sign_out_button
from client.calendar import actions as calendar
from client.calendar.store import CalendarStore
from client.calendar.views import (
    CalendarScreen,
    EditOccasionScreen,
    LinkScreen,
    NewOccasionScreen,
    OccasionScreen,
)
from client.calls import actions as calls
from client.calls.store import CallsStore
from client.calls.views import AskCallScreen, CallsScreen
from client.core.account import Account
from client.core.badges import Badges
from client.core.clock import Tells
from client.core.device import Device
from client.core.me import MeStore
from client.core.notices import Notices
from client.dress import ask_for_stillness, clothe, dress, first_language, follow_window
from client.exporting.store import ExportsStore
from client.forms import actions as forms
from client.forms import making as forms_making
from client.forms import staff_actions as forms_staff
from client.forms.family_views import FormScreen, FormsScreen
from client.forms.staff_store import StaffFormsStore
from client.forms.staff_views import StaffFormScreen, StaffFormsScreen, staff_pages
from client.forms.store import FormsStore
from client.guidance.store import GuidanceStore
from client.hours import actions as hours_actions
from client.hours.closed import ClosedScreen
from client.hours.store import HoursStore, KeepStore
from client.hours.views import AwayScreen, MyWorkScreen, SchoolDevicesScreen, SchoolHoursScreen, use_hours
from client.library import actions as library
from client.library.desk import DeskStore
from client.library.found import FoundItemsStore
from client.library.screens import library_screens
from client.library.store import LibraryStore
from client.lost import LoadingScreen, LostScreen, SwitchedOffScreen
from client.messages import actions as messages
from client.messages.found import FoundStore
from client.messages.store import MessagesStore
from client.messages.views import (
    AboutScreen,
    ClassMessageScreen,
    MessagePhotoScreen,
    MessagesScreen,
    NewMessageScreen,
    SearchScreen,
    ThreadScreen,
)
from client.notifications.actions import announce, be_at, be_back
from client.notifications.bounces import BouncesScreen
from client.notifications.store import Arrivals, NotificationsStore
from client.notifications.views import NotificationsScreen
from client.points import actions as points
from client.points.store import PointsStore
from client.points.views import PointsScreen, PupilPointsScreen, SkillsScreen
from client.reporting.parts import report_dialog
from client.reporting.store import ReportingStore
from client.routing import Stop, below, path_of, place_of, stops
from client.safeguarding import actions as safeguarding
from client.safeguarding.store import SafeguardingStore
from client.safeguarding.views import FindingScreen, OpenedScreen, SafeguardingScreen
from client.stories.actions import catch_up, when_live
from client.stories.store import StoriesStore
from client.stories.views import (
    EditStoryScreen,
    NewStoryScreen,
    PhotoScreen,
    ScheduledScreen,
    StoriesScreen,
    StoryScreen,
)
from client.ui.component import use_kept, use_state
from client.ui.frame import places
from client.ui.theme import WIDE_FROM
from client.ui.window import Window
from client.way import Way
from wire.modules import Module, module_at

OPEN_STILL = frozenset({"language", "devices"})
"""The screens that staff can open while everything else of theirs is closed."""
Main = Callable[[ft.Page], Awaitable[None]]
Action = Callable[[Account], Awaitable[None]]
Screens = dict[str, Callable[[], ft.View]]
AWAY = {ft.AppLifecycleState.HIDE, ft.AppLifecycleState.PAUSE, ft.AppLifecycleState.DETACH}
"""While the app is in one of these, nobody sees it."""


def make_main(connect: Callable[[ft.Page], Device]) -> Main:
    """The function that Flet calls for each page; ``connect`` says where it runs."""

    async def main(page: ft.Page) -> None:
        account = make_account(connect(page))
        window = Window()
        follow_window(page, window)
        clothe(page, account, window)
        page.on_app_lifecycle_state_change = partial(_woke, account, window)
        page.on_close = partial(_closed, account)
        page.on_disconnect = partial(_closed, account)
        # The first thing that the client hears: until then the web shows its own cover, after it Flet's.
        over = (account[HoursStore], account[ReportingStore])
        page.render_views(App, page, account, account.me, account.notices, window, *over)
        await first_language(page, account)
        account.spawn(ask_for_stillness(window))
        await account.open()

    return main


def _woke(account: Account, window: Window, e: ft.AppLifecycleStateChangeEvent) -> None:
    window.front = e.state not in AWAY
    if e.state in {ft.AppLifecycleState.RESUME, ft.AppLifecycleState.SHOW}:
        account.resume()
        account.do(be_back)


def make_account(device: Device, clock: Tells | None = None) -> Account:
    """One page's account with all that its features know."""
    badges, arrivals = Badges(), Arrivals()
    stores = (
        StoriesStore(), MessagesStore(badges), FoundStore(), CallsStore(), GuidanceStore(), DevicesStore(),
        HoursStore(), KeepStore(), NotificationsStore(), arrivals, ReportingStore(), ExportsStore(),
        SafeguardingStore(badges), CalendarStore(), PointsStore(), LibraryStore(badges), DeskStore(),
        FoundItemsStore(), FormsStore(badges), StaffFormsStore(),
    )  # fmt: skip
    account = Account(
        device,
        stores,
        catch_up=(
            catch_up,
            _while_on(Module.MESSAGES, messages.catch_up),
            _while_on(Module.CALLS, calls.catch_up),
            hours_actions.catch_up,
            safeguarding.catch_up,
            _while_on(Module.POINTS, points.catch_up),
            _while_on(Module.CALENDAR, calendar.catch_up),
            _while_on(Module.LIBRARY, library.catch_up),
            _while_on(Module.FORMS, forms.catch_up),
        ),
        when_live=(
            when_live,
            _while_on(Module.MESSAGES, messages.when_live),
            _while_on(Module.CALENDAR, calendar.catch_up),
            _while_on(Module.LIBRARY, library.when_live),
            _while_on(Module.FORMS, forms.when_live),
            _while_on(Module.FORMS, forms_making.when_live),
        ),
        hear=(messages.hear, calendar.hear, library.hear, forms.hear, forms_staff.hear),
        badges=badges,
        clock=clock,
    )
    arrivals.tell = partial(announce, account)
    return account


def _while_on(module: Module, action: Action) -> Action:
    """An action that a part of Bookbag does by itself; not while the school has the part switched off."""

    @wraps(action)
    async def act(account: Account) -> None:
        if account.me.has(module):
            await action(account)

    return act


async def _closed(account: Account, _: Any) -> None:
    await account.close()


@ft.component
def App(
    page: ft.Page,
    account: Account,
    me: MeStore,
    notices: Notices,
    window: Window,
    hours: HoursStore,
    reporting: ReportingStore,
) -> Any:
    """The views of this page, the sentence that waits to be read, and the dialog that lies over every screen."""
    way = use_way(page, window)
    account.go = way.go
    prefer = me.preferences
    ft.use_effect(lambda: dress(page, account, window), _look(account, me, window))
    ft.use_dialog(_notice(account, notices, way.go))
    ft.use_dialog(report_dialog(account, reporting))
    ft.use_effect(lambda: _is_at(account, way.route), [way.route, me.state])
    ft.use_effect(lambda: _say_ready(account, me), [me.state])
    use_hours(account)
    if me.state in {"opening", "loading"}:
        return [LoadingScreen(account, account.link, signed_in=me.state == "loading")]
    if me.state == "signed_out":
        return _first_pages(account, window, way)
    # A new key draws all afresh: rows that are drawn only when their own values change know nothing of the language.
    key = f"{me.me.id if me.me else 0}-{me.lang}-{prefer.text_size}"
    shown = stops(way.route, wide=window.wide)
    if hours.is_closed_for(me.side):
        closed = ClosedScreen(account, me, hours, way.go, sign_out_button(account), key=f"{key}-closed")
        open_still = [stop for stop in shown if stop.name in OPEN_STILL]
        return [
            closed,
            *[_screen(account, window, way.go, stop, f"{key}-{stop.name}") for stop in open_still],
        ]
    if (module := module_at(path_of(way.route))) and not me.has(module):
        return [SwitchedOffScreen(account, way.go, module, key=f"{key}-{module}-off")]
    return [
        _screen(account, window, way.go, stop, f"{key}-{stop.name}", on_top=stop is shown[-1])
        for stop in shown
    ]


def _look(account: Account, me: MeStore, window: Window) -> list[Any]:
    """Whatever changes how the page around the screens is dressed."""
    prefer = me.preferences
    # The names at the foot are as large as their number and the width let them be.
    bar = (len(places(account.words, me)), min(window.width, WIDE_FROM))
    return [me.lang, prefer.theme, prefer.text_size, me.school.colour if me.school else "", window.still, bar]


def _say_ready(account: Account, me: MeStore) -> None:
    """Tell what is around the app that there is something to see."""
    if me.state != "opening":
        account.do(_ready)


async def _ready(account: Account) -> None:
    await account.device.run("ready")


def _first_pages(account: Account, window: Window, way: Way) -> list[ft.View]:
    """What there is without signing in."""
    welcome = WelcomeScreen(account, account.me, window, way.go, key=f"welcome-{account.me.lang}")
    if way.route == "/more/schools":
        return [welcome, SchoolsScreen(account, way.go, key="schools")]
    return [welcome]


def use_way(page: ft.Page, window: Window) -> Way:
    """Where the page is; the calling component is drawn again when it goes elsewhere."""
    _, set_route = use_state(page.route or "/")
    way = use_kept(lambda: Way(page, set_route))

    def follow() -> None:
        page.on_route_change = lambda e: way.heard(e.route)
        page.on_view_pop = lambda _: way.go(below(way.route, wide=window.wide))

    ft.use_effect(follow, [])
    return way


def _is_at(account: Account, route: str) -> None:
    account.do(be_at, place_of(path_of(route)))


def _notice(account: Account, notices: Notices, go: Callable[[str], None]) -> ft.SnackBar | None:
    """The sentence that waits to be read; a screen reader says it when it is done with another."""
    if not notices.all:
        return None
    first = notices.all[0]
    # Translators: a button that shows the new thing that a sentence speaks of.
    there = ft.SnackBarAction(account.words.p("verb", "Open"), on_click=lambda _: go(first.path))
    return ft.SnackBar(
        first.sentence,
        duration=8000,
        show_close_icon=True,
        action=there if first.path else None,
        on_dismiss=lambda _: notices.dismiss(first.id),
    )


def _screen(
    account: Account, window: Window, go: Callable[[str], None], stop: Stop, key: str, *, on_top: bool = True
) -> ft.View:
    """The screen for one stop of the way. ``on_top``: nothing lies over it."""
    me, stories = account.me, account[StoriesStore]
    first = stop.numbers[0] if stop.numbers else 0
    screens: Screens = {
        **_message_screens(account, window, go, stop, key, on_top=on_top),
        **_safeguarding_screens(account, go, first, key),
        **_points_screens(account, window, go, first, key),
        **_calendar_screens(account, window, go, first, key),
        **_forms_screens(account, window, go, stop, key),
        **library_screens(account, window, go, stop.numbers, stop.word, key),
        "stories": lambda: StoriesScreen(account, me, window, go, first or None, key=key),
        "story": lambda: StoryScreen(account, me, window, go, first, key=f"{key}-{first}"),
        "photo": lambda: PhotoScreen(account, stories, window, go, *stop.numbers, key=f"{key}-{stop.path}"),
        "new": lambda: NewStoryScreen(account, me, go, key=key),
        "edit": lambda: EditStoryScreen(account, stories, go, first, key=key),
        "scheduled": lambda: ScheduledScreen(account, stories, go, key=key),
        "calls": lambda: CallsScreen(account, me, go, key=key),
        "ask_call": lambda: AskCallScreen(account, me, go, stop.word, first or None, key=key),
        "more": lambda: MoreScreen(account, me, window, go, key=key),
        "language": lambda: LanguageScreen(account, me, key=key),
        "schools": lambda: SchoolsScreen(account, go, key=key),
        "notifications": lambda: NotificationsScreen(account, me, account[NotificationsStore], key=key),
        "parts": lambda: PartsScreen(account, me, key=key),
        "bounces": lambda: BouncesScreen(account, account[NotificationsStore], key=key),
        "devices": lambda: DevicesScreen(account, account[DevicesStore], key=key),
        "work": lambda: MyWorkScreen(account, me, account[HoursStore], go, key=key),
        "away": lambda: AwayScreen(account, account[KeepStore], key=key),
        "hours": lambda: SchoolHoursScreen(account, account[KeepStore], key=key),
        "school-devices": lambda: SchoolDevicesScreen(account, account[KeepStore], key=key),
    }
    return screens.get(stop.name, lambda: LostScreen(account, go, key=key))()


def _message_screens(
    account: Account, window: Window, go: Callable[[str], None], stop: Stop, key: str, *, on_top: bool
) -> Screens:
    me, talks = account.me, account[MessagesStore]
    first = stop.numbers[0] if stop.numbers else 0
    return {
        "messages": lambda: MessagesScreen(account, me, window, go, first or None, on_top, key=key),
        "thread": lambda: ThreadScreen(account, me, talks, window, go, first, on_top, key=f"{key}-{first}"),
        "message_about": lambda: AboutScreen(account, me, talks, first, key=f"{key}-{first}"),
        "message_new": lambda: NewMessageScreen(account, me, talks, go, key=key),
        "message_class": lambda: ClassMessageScreen(account, talks, go, first, key=f"{key}-{first}"),
        "message_search": lambda: SearchScreen(account, me, account[FoundStore], go, key=key),
        "message_photo": lambda: MessagePhotoScreen(
            account, talks, window, go, *stop.numbers, key=f"{key}-{stop.path}"
        ),
    }


def _points_screens(
    account: Account, window: Window, go: Callable[[str], None], first: int, key: str
) -> Screens:
    """For families and class teams; to everybody else these addresses lead nowhere."""
    me = account.me
    if not me.has_points:
        return {}
    return {
        "points": lambda: PointsScreen(account, me, window, go, key=key),
        "points_pupils": lambda: PupilPointsScreen(account, me, window, first, key=f"{key}-{first}"),
        "points_skills": lambda: SkillsScreen(account, go, first, key=f"{key}-{first}"),
    }


def _forms_screens(
    account: Account, window: Window, go: Callable[[str], None], stop: Stop, key: str
) -> Screens:
    """What a family fills in, or what the school makes of it."""
    me = account.me
    first = stop.numbers[0] if stop.numbers else 0
    if me.side == "family":
        return {
            "forms": lambda: FormsScreen(account, me, window, go, key=key),
            "form": lambda: FormScreen(account, me, go, stop.numbers, key=f"{key}-{stop.path}"),
        }
    return {
        "forms": lambda: StaffFormsScreen(account, me, window, go, key=key),
        "form": lambda: StaffFormScreen(account, me, window, go, first, key=f"{key}-{first}"),
        **staff_pages(account, window, go, stop.path, stop.numbers, key),
    }


def _calendar_screens(
    account: Account, window: Window, go: Callable[[str], None], first: int, key: str
) -> Screens:
    me, store = account.me, account[CalendarStore]
    return {
        "calendar": lambda: CalendarScreen(account, me, store, window, go, key=key),
        "occasion": lambda: OccasionScreen(account, me, store, go, first, key=f"{key}-{first}"),
        "occasion_new": lambda: NewOccasionScreen(account, me, go, key=key),
        "occasion_edit": lambda: EditOccasionScreen(account, store, go, first, key=f"{key}-{first}"),
        "calendar_link": lambda: LinkScreen(account, store, key=key),
    }


def _safeguarding_screens(account: Account, go: Callable[[str], None], first: int, key: str) -> Screens:
    """For the DSL and SMT; to everybody else these addresses lead nowhere."""
    if not safeguarding.is_desk(account):
        return {}
    store = account[SafeguardingStore]
    return {
        "safeguarding": lambda: SafeguardingScreen(account, store, go, key=key),
        "safeguarding_search": lambda: FindingScreen(account, store, go, key=key),
        "safeguarding_opened": lambda: OpenedScreen(account, store, go, first, key=f"{key}-{first}"),
    }
