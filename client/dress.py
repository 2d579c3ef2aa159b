"""How the page around the app looks: theme, direction, language of Flet's own dialogs, size of the window."""

from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.ui import theme
from client.ui.frame import places
from client.ui.text import page_runs_rtl
from client.ui.window import Window
from wire.languages import COMPLETE, LANGUAGES

MODES = {"system": ft.ThemeMode.SYSTEM, "light": ft.ThemeMode.LIGHT, "dark": ft.ThemeMode.DARK}
HAS_OWN_DIALOGS = frozenset(
    {"am", "ar", "bg", "bn", "cs", "cy", "de", "el", "en", "es", "fa", "fr", "gu", "hi", "hu", "it", "ko", "lt", "lv",
     "ml", "ne", "nl", "pa", "pl", "ps", "pt", "ro", "ru", "si", "sk", "sq", "ta", "te", "th", "tr", "uk", "ur", "vi"}
)  # fmt: skip
"""Languages in which Flet has words for its calendar and clock."""


def dress(page: ft.Page, account: Account, window: Window) -> None:
    """Put the look on the page that is open, and tell the browser's page around it."""
    clothe(page, account, window)
    page.update()
    account.do(_tell_the_shell, account.words.lang, account.me.preferences.theme, page.rtl)


def clothe(page: ft.Page, account: Account, window: Window) -> None:
    """The school's colours, the reader's language, direction and size of text; sends nothing by itself."""
    w, prefer = account.words, account.me.preferences
    seed = account.me.school.colour if account.me.school else theme.DEFAULT_SEED
    scale = prefer.text_size / 100
    names = [place.name for place in places(w, account.me)]
    in_bars = theme.bar_letters(names, float(page.width or window.width), scale)
    light, dark = theme.light_palette(seed), theme.dark_palette(seed)
    page.theme = theme.make_theme(light, w.lang, scale, still=window.still, in_bars=in_bars)
    page.dark_theme = theme.make_theme(dark, w.lang, scale, still=window.still, in_bars=in_bars)
    page.theme_mode = MODES[prefer.theme]
    page.rtl = page_runs_rtl(w)
    page.title = account.me.school.name if account.me.school else "Bookbag"
    page.locale_configuration = _locale(w.lang)


async def _tell_the_shell(account: Account, lang: str, look: str, rtl: bool) -> None:
    await account.device.run("lang", l=lang, d="rtl" if rtl else "ltr")
    await account.device.run("theme", t=look)


def _locale(lang: str) -> ft.LocaleConfiguration:
    known = lang if lang in HAS_OWN_DIALOGS and lang in COMPLETE else "en"
    # A British school's calendar starts on Monday and its clock has 24 hours.
    locale = ft.Locale("en", "GB") if known == "en" else ft.Locale(known)
    return ft.LocaleConfiguration(supported_locales=[locale], current_locale=locale)


def follow_window(page: ft.Page, window: Window) -> None:
    """Keep ``window`` as the page is: its width, its sharpness, and whether motion is wanted."""
    if page.width:
        window.resized(float(page.width))
    window.sharpness = page.media.device_pixel_ratio or 1.0
    page.on_resize = partial(_resized, window)
    page.on_media_change = partial(_media_changed, window)


def _media_changed(window: Window, e: ft.PageMediaData) -> None:
    window.sharpness = e.device_pixel_ratio or 1.0


async def ask_for_stillness(window: Window) -> None:
    """Whether the person has asked their system for less motion."""
    try:
        features = await ft.SemanticsService().get_accessibility_features()
    except (TypeError, RuntimeError, TimeoutError):
        return  # a client that cannot say: motion stays as it is
    window.still = bool(features.disable_animations or features.reduce_motion)


def _resized(window: Window, e: ft.PageResizeEvent) -> None:
    window.resized(e.width)


async def first_language(page: ft.Page, account: Account) -> None:
    """Before signing in, speak as the device does, if the app is complete in that language."""
    info: Any = await page.get_device_info()
    locales = getattr(info, "locales", None) or ()
    for locale in locales:
        tag = str(getattr(locale, "language_code", locale)).replace("_", "-").partition("-")[0].lower()
        if tag in COMPLETE and tag in LANGUAGES:
            account.speak(tag)
            return
