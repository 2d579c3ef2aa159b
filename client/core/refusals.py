"""Each reason for which the server says no, in words: what happened, what was kept, what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from client.core.words import Words

Facts = dict[str, str | int]


def refusal(w: Words, code: str, facts: Facts) -> str:
    """The sentence for ``code``; one that fits anything for a code of a newer server."""
    say = SENTENCES.get(code, _unknown)
    return say(w, facts)


def _number(facts: Facts, name: str, otherwise: int) -> int:
    value = facts.get(name, otherwise)
    return value if isinstance(value, int) else otherwise


def _unknown(w: Words, facts: Facts) -> str:
    return w._("The school's server did not accept this. What you wrote is kept. Please try again later.")


def _slow_down(w: Words, facts: Facts) -> str:
    minutes = max(1, -(-_number(facts, "seconds", 60) // 60))
    return w.n(
        "Too many tries. Please wait {n} minute, then try again.",
        "Too many tries. Please wait {n} minutes, then try again.",
        minutes,
    )


def _too_large(w: Words, facts: Facts) -> str:
    limit = _number(facts, "limit", 0)
    if limit >= 1_000_000:
        return w._(
            "This is too large to send. What you wrote is kept. The limit is {megabytes} megabytes.",
            megabytes=limit // 1_000_000,
        )
    return w._("This is too large to send. What you wrote is kept. Please make it smaller.")


def _too_many_photos(w: Words, facts: Facts) -> str:
    return w.n(
        "There are too many photos. What you wrote is kept. The limit is {n} photo.",
        "There are too many photos. What you wrote is kept. The limit is {n} photos.",
        _number(facts, "limit", 10),
    )


def _too_many_files(w: Words, facts: Facts) -> str:
    return w.n(
        "There are too many files. What you wrote is kept. The limit is {n} file.",
        "There are too many files. What you wrote is kept. The limit is {n} files.",
        _number(facts, "limit", 5),
    )


def _files_too_large(w: Words, facts: Facts) -> str:
    return w._(
        "The files together are too large. What you wrote is kept. The limit is {megabytes} megabytes.",
        megabytes=_number(facts, "limit", 100_000_000) // 1_000_000,
    )


def _video_too_long(w: Words, facts: Facts) -> str:
    minutes = max(1, _number(facts, "limit", 180) // 60)
    return w.n(
        "This video is too long. It may be {n} minute long.",
        "This video is too long. It may be {n} minutes long.",
        minutes,
    )


def _closed(w: Words, facts: Facts) -> str:
    opens_at = _number(facts, "opens_at", 0)
    if opens_at:
        return w._(
            "It is outside staff hours. What you wrote is kept. You can go on from {when}.",
            when=w.date_and_time(opens_at),
        )
    return w._(
        "It is outside staff hours. What you wrote is kept. Please ask the office when the next term begins."
    )


def _too_long(w: Words, facts: Facts) -> str:
    return w.n(
        "That is too long. It can be {n} day at most.",
        "That is too long. It can be {n} days at most.",
        _number(facts, "days", 300),
    )


def _form_closed(w: Words, facts: Facts) -> str:
    if phone := facts.get("phone"):
        return w._(
            "The time for answering this form is over, so your answer was not sent. It is kept here. "
            "Please call the office: {phone}",
            phone=w.phone(str(phone)),
        )
    return w._(
        "The time for answering this form is over, so your answer was not sent. It is kept here. "
        "Please call the office."
    )


def _wording_lost(w: Words, facts: Facts) -> str:
    return w._(
        "Something of the original is missing in these words: {missing}. Nothing was saved. Please put it in.",
        missing=facts.get("missing", ""),
    )


def _broken(w: Words, facts: Facts) -> str:
    if "number" in facts:
        return w._(
            "Something went wrong on the school's server. What you wrote is kept. Please try again later. "
            "If it happens again, tell the office this number: {number}",
            number=facts["number"],
        )
    return w._("Something went wrong on the school's server. What you wrote is kept. Please try again later.")


SENTENCES: Final[dict[str, Callable[[Words, Facts], str]]] = {
    "not_signed_in": lambda w, _: w._("You are signed out. What you wrote is kept. Please sign in again."),
    "wrong_details": lambda w, _: w._(
        "The e-mail address or the password is not right. Please check both and try again."
    ),
    "slow_down": _slow_down,
    "not_allowed": lambda w, _: w._(
        "You may not do this. What you wrote is kept. If you think you should, please call the office."
    ),
    "not_found": lambda w, _: w._("This is not here any more. What you wrote is kept."),
    "malformed": lambda w, _: w._(
        "The school's server did not understand this. What you wrote is kept. Please update the app, then try again."
    ),
    "too_large": _too_large,
    "key_missing": _unknown,
    "key_reused": lambda w, _: w._(
        "Something else was already sent in its place. What you wrote is kept. Please send it again."
    ),
    "too_many_photos": _too_many_photos,
    "too_many_files": _too_many_files,
    "empty": lambda w, _: w._("There is nothing to send yet. Please write something or add a photo."),
    "not_a_picture": lambda w, _: w._(
        "This file is not a picture that the app can show. Please choose another one."
    ),
    "photo_missing": lambda w, _: w._("The photo did not arrive. Please choose it again."),
    "file_missing": lambda w, _: w._("The file did not arrive. Please choose it again."),
    "picture_too_large": lambda w, _: w._("This picture is too large. Please choose a smaller one."),
    "picture_damaged": lambda w, _: w._(
        "This picture is damaged and cannot be opened. Please choose another one."
    ),
    "media_not_ready": lambda w, _: w._(
        "A photo is still being made ready. What you wrote is kept. Please try again in a moment."
    ),
    "not_a_file_we_take": lambda w, _: w._(
        "This kind of file cannot be sent. You can send PDF, Word, Excel and PowerPoint files, and videos."
    ),
    "file_damaged": lambda w, _: w._("This file is damaged and cannot be opened. Please choose another one."),
    "file_locked": lambda w, _: w._(
        "This file has a password, so nobody else could open it. Please save it without a password."
    ),
    "file_with_macros": lambda w, _: w._(
        "There is a small program in this file, so it cannot be sent. Please save it without macros, or as a PDF."
    ),
    "too_many_pages": lambda w, _: w._("This file has too many pages. Please send a part of it."),
    "video_off": lambda w, _: w._("This school does not take videos. You can send photos."),
    "video_too_long": _video_too_long,
    "comments_closed": lambda w, _: w._("Comments are closed on this story. What you wrote is kept."),
    "in_the_past": lambda w, _: w._(
        "This time has passed already. What you wrote is kept. Please choose a later time."
    ),
    "disk_full": lambda w, _: w._(
        "The school's server has no room left. What you wrote is kept. Please tell the office."
    ),
    "cannot_print": lambda w, _: w._(
        "This cannot be laid out as a PDF. Nothing is lost. Please use the table or the CSV file."
    ),
    "title_missing": lambda w, _: w._("Please give it a title."),
    "folder_missing": lambda w, _: w._("Please choose the folder in which the document should stand."),
    "files_too_large": _files_too_large,
    "too_many_copies": lambda w, facts: w.n(
        "This device keeps {n} document already. Please remove one first.",
        "This device keeps {n} documents already. Please remove one first.",
        _number(facts, "limit", 50),
    ),
    "copy_missing": lambda w, _: w._(
        "This file is not on this device any more. Please fetch it again when you are online."
    ),
    "device_full": lambda w, _: w._(
        "There is no room left on this device. Please delete something that you do not need, then try again."
    ),
    "busy": lambda w, _: w._(
        "The school's server is busy. What you wrote is kept. Please try again in a moment."
    ),
    "already_live": lambda w, _: w._("This story is already published, so its time cannot change any more."),
    "withdrawn": lambda w, _: w._("This story was taken back. What you wrote is kept."),
    "too_many_calls": lambda w, _: w._(
        "You wait for several calls already. What you wrote is kept. Please take one back first, or call the office."
    ),
    "call_done": lambda w, _: w._("The office has called already, so this cannot be taken back."),
    "call_taken_back": lambda w, _: w._("The family took this back. What you wrote is kept."),
    "not_bounced": lambda w, _: w._(
        "Somebody has already tried this address again. There is nothing more to do."
    ),
    "too_far_ahead": lambda w, _: w._(
        "This time is too far ahead. What you wrote is kept. Please choose a time within a year."
    ),
    "picture_heic": lambda w, _: w._(
        "This kind of photo (HEIC) cannot be shown everywhere. Please choose Most Compatible in the camera settings "
        "of the phone, or choose a JPEG photo."
    ),
    "not_covering": lambda w, _: w._(
        "The teacher is at school, so the teacher answers. What you wrote is kept. You can write when you stand in "
        "for the teacher."
    ),
    "class_over": lambda w, _: w._(
        "This child is not in this class any more, so this conversation is closed. You can still read it. "
        "What you wrote is kept. Please write in the conversation of the new class."
    ),
    "right_ended": lambda w, _: w._(
        "You do not work with this class any more, so you can read here but not write. What you wrote is kept."
    ),
    "staff_gone": lambda w, _: w._(
        "Nobody in this conversation works with your child's class any more. You can still read it. "
        "What you wrote is kept. Please write to the class."
    ),
    "message_removed": lambda w, _: w._("This message was taken back. What you wrote is kept."),
    "nobody_to_write_to": lambda w, _: w._(
        "No family of this class is on the app yet, so nothing was sent. What you wrote is kept."
    ),
    "skill_gone": lambda w, _: w._(
        "This skill is not in the list of the class any more. What you wrote is kept. Please choose another one."
    ),
    "not_in_class": lambda w, _: w._(
        "A child whom you chose is not in this class any more, so nobody got a point. What you wrote is kept. "
        "Please choose again."
    ),
    "undo_over": lambda w, _: w._(
        "These points were given more than 10 minutes ago, so they stay. Points are never taken away."
    ),
    "nothing_to_agree": lambda w, _: w._("The family has not said yet what they would like to hear about."),
    "wish_changed": lambda w, _: w._(
        "The family changed this a moment ago, so you have not agreed to it. Please read it again."
    ),
    "said_more": lambda w, _: w._(
        "Somebody has just written in this conversation. It still waits for an answer: please read it first."
    ),
    "closed": _closed,
    "not_from_here": lambda w, _: w._(
        "Staff can use Bookbag only inside the school or on a school device. What you wrote is kept."
    ),
    "hours_backwards": lambda w, _: w._("The end is before the start. Please choose a later end."),
    "hours_absurd": lambda w, _: w._(
        "A working day must have between 1 hour and 14 hours. Please check the times."
    ),
    "no_days": lambda w, _: w._("Please choose at least one day of the week."),
    "teaching_outside": lambda w, _: w._("Lessons must end within the working day. Please check the times."),
    "lessons_overlap": lambda w, _: w._(
        "Lessons must lie within the working day, one after another. Please check the times."
    ),
    "no_terms": lambda w, _: w._(
        "With staff hours on, there must be a term that is not over. Otherwise nobody could come in. "
        "Please add the next term first."
    ),
    "module_off": lambda w, _: w._(
        "Your school has switched this part of Bookbag off. Nothing was sent. "
        "What you wrote is kept. Please ask the office."
    ),
    "skills_changed": lambda w, _: w._(
        "Somebody else has changed these skills at the same time. Nothing was saved, and what you did still stands "
        "here. Please look at what is different, then save again."
    ),
    "days_backwards": lambda w, _: w._("The last day is before the first day. Please check both."),
    "form_changed": lambda w, _: w._(
        "The words of this form changed before your answer arrived, so it was not sent. Your answers are kept. "
        "Please read what changed, and sign again."
    ),
    "form_closed": _form_closed,
    "form_incomplete": lambda w, _: w._(
        "Something is missing in the form, so it was not sent. Your answers are kept. Please look at the form again."
    ),
    "signature_too_large": lambda w, _: w._(
        "The drawing of your signature is too large. Please clear it and draw it again, or only type your name."
    ),
    "draft_changed": lambda w, _: w._(
        "Somebody else changed this form. What you wrote is kept: both are shown."
    ),
    "draft_not_ready": lambda w, _: w._(
        "The form is not ready yet. What you wrote is kept. Please put right what is marked in it."
    ),
    "wording_missing": lambda w, _: w._(
        "Some words have no translation yet, so nothing was frozen. Please word them first."
    ),
    "form_frozen": lambda w, _: w._(
        "These words are frozen. Nothing was changed. Please let them be changed again first."
    ),
    "already_sent": lambda w, _: w._(
        "This form was sent already. Nothing was sent twice. Please look at the list of forms."
    ),
    "wording_lost": _wording_lost,
    "wording_without_not": lambda w, _: w._(
        "The original says not, and these words do not. Nothing was saved. Please check them again."
    ),
    "deadline_past": lambda w, _: w._(
        "The day until which answers are needed is over. Nothing was sent. Please choose a later day."
    ),
    "ends_before": lambda w, _: w._(
        "The event ends before it starts. Nothing was saved. Please check the days and the times."
    ),
    "series_backwards": lambda w, _: w._(
        "The event repeats until a day before it begins. Nothing was saved. Please choose a later day."
    ),
    "series_too_long": lambda w, _: w._(
        "An event can repeat for 5 years at most. Nothing was saved. Please choose an earlier day."
    ),
    "event_cancelled": lambda w, _: w._("This event was cancelled. It cannot be changed any more."),
    "days_too_long": _too_long,
    "days_too_far": lambda w, _: w._("This day is too far away. Please check the year."),
    "terms_overlap": lambda w, _: w._("There is a term on these days already. Please check the days."),
    "already_absent": lambda w, _: w._("An absence is marked for this time already."),
    "switch_too_long": lambda w, _: w._("This is too long. Please choose a time within 12 hours."),
    "already_registered": lambda w, _: w._("This device is registered already."),
    "file_needed": lambda w, _: w._(
        "There is no file yet. What you wrote is kept. Please add a file or a photo."
    ),
    "folder_gone": lambda w, _: w._(
        "This folder is not there any more. What you wrote is kept. Please choose another one."
    ),
    "folder_not_empty": lambda w, _: w._(
        "There is still something in a folder that you took out, so nothing was changed. "
        "Please put its documents into another folder first."
    ),
    "item_moved_on": lambda w, _: w._(
        "Somebody has already dealt with this. What you wrote is kept. Please look at it again."
    ),
    "item_withdrawn": lambda w, _: w._("This was taken back. What you wrote is kept."),
    "reason_needed": lambda w, facts: w.n(
        "Please write why, with at least {n} letter.",
        "Please write why, with at least {n} letters.",
        _number(facts, "letters", 10),
    ),
    "opening_over": lambda w, _: w._(
        "The time for reading this conversation is over. To read it again, open it with a reason."
    ),
    "nothing_to_look_for": lambda w, _: w._("Please say what to look for: a person, words or days."),
    "broken": _broken,
    "bug": _broken,
}
