"""The screens of safeguarding."""

import flet as ft

from client.core.account import Account
from client.exporting.store import ExportsStore
from client.safeguarding.parts import Go
from client.safeguarding.queue import Queue
from client.safeguarding.searching import Finding
from client.safeguarding.store import SafeguardingStore
from client.safeguarding.transcript import OpenedThread
from client.ui.component import screen
from client.ui.frame import paged


@screen
def SafeguardingScreen(account: Account, store: SafeguardingStore, go: Go) -> ft.View:
    """The queue."""
    content = Queue(account, store, account.drafts, account.waiting, go)
    return paged(account, "/safeguarding", account.words._("Safeguarding"), content)


@screen
def FindingScreen(account: Account, store: SafeguardingStore, go: Go) -> ft.View:
    """Finding a conversation."""
    content = Finding(account, store, go)
    return paged(account, "/safeguarding/search", account.words._("Find a conversation"), content)


@screen
def OpenedScreen(account: Account, store: SafeguardingStore, go: Go, opening_id: int) -> ft.View:
    """A conversation that I opened with a reason."""
    content = OpenedThread(account, store, account[ExportsStore], go, opening_id)
    return paged(
        account, f"/safeguarding/opened/{opening_id}", account.words._("Opened conversation"), content
    )
