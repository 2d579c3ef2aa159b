"""Sending a report."""

from __future__ import annotations

from client.core.account import Account
from client.reporting.store import ReportingStore
from wire.safeguarding import REPORT, NewReport


async def report(account: Account) -> None:
    """Send the report that the dialog is about; without a connection it waits like everything else."""
    store = account[ReportingStore]
    subject = store.about
    if subject is None:
        return
    reason = account.drafts.body(subject.place).strip()
    if not reason:
        store.too_short = True
        return
    store.close()
    ask = NewReport(what=subject.what, ref_id=subject.id, reason=reason)
    sent = await account.send(REPORT, ask, about=subject.place, place=subject.place, words=reason)
    account.after(sent, thank)


async def thank(account: Account) -> None:
    """Say that it arrived."""
    account.notices.say(
        "done",
        account.words._("Thank you. The safeguarding lead and the headteacher's team will look at it."),
    )
