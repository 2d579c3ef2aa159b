"""Signing in, devices, and what a person has chosen for themselves."""

from typing import Annotated, Literal

from msgspec import Meta

from wire.base import ANYONE, Endpoint, Id, Model, Moment, Nothing, Role

Short = Annotated[str, Meta(min_length=1, max_length=200)]
LangTag = Annotated[str, Meta(min_length=2, max_length=10)]


class SignIn(Model):
    """Proof of who somebody is (spec 2.8); ``device`` is how the list of devices will call it."""

    email: Short
    password: Annotated[str, Meta(min_length=1, max_length=1000)]
    device: Short


class DemoSignIn(Model):
    """One tap on a card of the demo school."""

    person_id: Id
    device: Short


class SignedIn(Model):
    """A new session. The token is shown this once and is stored only as a hash."""

    token: str
    person_id: Id


class Device(Model):
    """A place where somebody is signed in."""

    id: Id
    name: str
    made_at: Moment
    seen_at: Moment
    this: bool


class Devices(Model):
    """All places where I am signed in, the newest first."""

    devices: tuple[Device, ...]


class DeviceRef(Model):
    """One of my devices."""

    device_id: Id


class Preferences(Model):
    """What a person has chosen for themselves."""

    lang: LangTag
    theme: Literal["system", "light", "dark"] = "system"
    text_size: Literal[100, 125, 150, 200] = 100
    """Percent."""


class Me(Model):
    """The person who is signed in."""

    id: Id
    name: str
    email: str
    roles: frozenset[Role]
    preferences: Preferences


class Draft(Model):
    """Words not sent yet, kept so that no lost connection can take them.

    ``place`` is the app's own name for the field: ``story`` or ``comment:12``. An empty ``body`` forgets it.
    """

    place: Annotated[str, Meta(pattern=r"^[a-z]+(:\d{1,15})?$(?!\n)")]
    body: Annotated[str, Meta(max_length=60_000)]


SIGN_IN = Endpoint("POST", "/v1/sign-in", SignIn, SignedIn, may=ANYONE)
DEMO_SIGN_IN = Endpoint("POST", "/v1/demo-sign-in", DemoSignIn, SignedIn, may=ANYONE)
SIGN_OUT = Endpoint("POST", "/v1/sign-out", Nothing, Nothing, always=True)
LIST_DEVICES = Endpoint("GET", "/v1/devices", Nothing, Devices, always=True)
SIGN_OUT_DEVICE = Endpoint("POST", "/v1/devices/{device_id}/sign-out", DeviceRef, Devices, always=True)
CHOOSE = Endpoint("POST", "/v1/me/preferences", Preferences, Me, always=True)
KEEP_DRAFT = Endpoint("POST", "/v1/drafts", Draft, Draft, always=True)

ENDPOINTS = (SIGN_IN, DEMO_SIGN_IN, SIGN_OUT, LIST_DEVICES, SIGN_OUT_DEVICE, CHOOSE, KEEP_DRAFT)
