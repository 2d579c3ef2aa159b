"""What a person can do about being signed in, their devices, and what they have chosen for themselves."""

from __future__ import annotations

from contextlib import suppress

from client.accounts.store import DevicesStore
from client.core.account import Account
from client.core.failures import Offline, Refused
from wire.accounts import (
    CHOOSE,
    DEMO_SIGN_IN,
    LIST_DEVICES,
    SIGN_IN,
    SIGN_OUT,
    SIGN_OUT_DEVICE,
    DemoSignIn,
    DeviceRef,
    Preferences,
    SignIn,
)  # fmt: skip
from wire.base import Nothing
from wire.modules import SWITCH_MODULE, Module, SwitchModule
from wire.school import GET_SCHOOL


async def look_up_school(account: Account) -> None:
    """Load what anybody may know of the school, as its name, its colour and the demo cards."""
    account.me.school = await account.api.call(GET_SCHOOL, Nothing())


async def sign_in(account: Account, email: str, password: str) -> None:
    """Sign in. Raises ``Refused`` (``wrong_details``, ``slow_down``): run it with ``account.attempt``."""
    ask = SignIn(email=email.strip(), password=password, device=account.device.name())
    signed = await account.api.call(SIGN_IN, ask)
    await account.enter(signed.token)


async def demo_sign_in(account: Account, person_id: int) -> None:
    """Be somebody of the demo school."""
    ask = DemoSignIn(person_id=person_id, device=account.device.name())
    signed = await account.api.call(DEMO_SIGN_IN, ask)
    await account.enter(signed.token)


async def sign_out(account: Account) -> None:
    """Sign out here. Without a connection too: then the server forgets this device when it next hears of it."""
    await account.pause()
    with suppress(Offline, Refused):
        await account.api.call(SIGN_OUT, Nothing())
    await account.leave()


async def choose(account: Account, preferences: Preferences) -> None:
    """Choose language, theme or text size; everything is said in the new language at once."""
    before = account.me.preferences.lang
    me = await account.api.call(CHOOSE, preferences)
    account.speak(me.preferences.lang)
    account.me.changed(me)
    if me.preferences.lang != before:
        await account.refresh()


async def switch_module(account: Account, module: Module, on: bool) -> None:
    """Switch a part of Bookbag on or off for the whole school; all open apps, this one too, hear of it."""
    answer = await account.api.call(SWITCH_MODULE, SwitchModule(module=module, on=on))
    account.me.off = frozenset(answer.off)


async def list_devices(account: Account) -> None:
    """Load the places where I am signed in. A failure stands in the store's own state."""
    store = account[DevicesStore]
    store.state = "loading"
    try:
        answer = await account.api.call(LIST_DEVICES, Nothing())
    except (Offline, Refused):
        store.state = "failed"
        return
    store.show(answer.devices)


async def sign_out_device(account: Account, device_id: int) -> None:
    """Sign out one of my other devices."""
    answer = await account.api.call(SIGN_OUT_DEVICE, DeviceRef(device_id=device_id))
    account[DevicesStore].show(answer.devices)
