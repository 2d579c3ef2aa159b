"""What is wrong is refused and leaves nothing; what a file is called says nothing of what it is."""

from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from server.library import standing
from tests import files
from tests.cast import Who
from tests.edges import DAY, MINUTE
from tests.library_rows import folder, made, place_of, sent_file
from tests.school import School, headers_of, new_key
from tests.test_bad_input import refusal, rows
from tests.test_permissions import uploaded
from wire.library import ADD_VERSION, EDIT_ITEM, MAX_FILES, POST_ITEM, RETURN_ITEM, SEARCH_ITEMS, SET_FOLDERS
from wire.media import FILES_PATH, NAME_HEADER

pytestmark = pytest.mark.sqlite

PAGE = b"<html><script>alert(document.cookie)</script></html>"


async def send(school: School, who: Who, name: str, data: bytes) -> httpx.Response:
    headers = {**headers_of(who), "Idempotency-Key": new_key(), NAME_HEADER: name}
    return await school.http.post(FILES_PATH, content=data, headers=headers)


async def test_a_document_renamed_to_hide_what_it_is_is_known_by_its_content(school: School) -> None:
    cast = school.cast
    for name, data in (
        ("policy.pdf", PAGE),
        ("policy.pdf", b"MZ\x90\x00" + bytes(200)),
        ("policy.docx", b"PK\x03\x04" + bytes(200)),
        ("policy.pdf", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("menu.xlsx", files.office({"word/vbaProject.bin": b"macro"})),
    ):
        before = rows(school)
        answer = await send(school, cast.dunne, name, data)
        assert answer.status_code == 422, (name, answer.content)
        assert rows(school) == before, name
    said = await sent_file(school, cast.dunne, "holiday.html", files.office())
    hidden = await sent_file(school, cast.dunne, "letter.docx", files.pdf(script=True, inside=True))
    assert [(one["name"], one["kind"]) for one in (said, hidden)] == [
        ("holiday.docx", "document"),
        ("letter.pdf", "pdf"),
    ]
    await made(school, cast.dunne, "document", "school", files=[said["id"], hidden["id"]])
    for one in (said, hidden):
        told = await school.http.get(f"/files/{one['id']}", headers=headers_of(cast.nadia))
        assert told.status_code == 200
        assert unquote(told.headers["content-disposition"]) == f"attachment; filename*=UTF-8''{one['name']}"
        assert told.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in told.headers["content-security-policy"]
        assert b"JavaScript" not in told.content
        assert b"evil.exe" not in told.content


async def test_what_is_wrong_is_refused_and_leaves_nothing(school: School) -> None:
    cast, now = school.cast, school.clock.now()
    into, file = await folder(school), (await sent_file(school, cast.dunne))["id"]
    foreign, photo = (await sent_file(school, cast.okafor))["id"], await uploaded(school, cast.okafor)
    news = {"kind": "news", "topic": "school", "title": "Harvest", "body": "Bring a pumpkin."}
    document = {**news, "kind": "document", "folder_id": into, "files": [file]}
    wrongs: list[tuple[dict[str, Any], tuple[int, str]]] = [
        ({**news, "title": "  "}, (422, "empty")),
        ({**news, "body": "\u200b"}, (422, "empty")),
        ({**news, "title": "a" * 121}, (422, "malformed")),
        ({**news, "body": "a" * 10_001}, (422, "malformed")),
        ({**news, "kind": "poster"}, (422, "malformed")),
        ({**news, "kind": "work"}, (422, "malformed")),
        ({**news, "kind": "report", "topic": place_of(school, "4A")}, (422, "malformed")),
        ({**news, "topic": f"person:{cast.nadia.id}"}, (422, "malformed")),
        ({**news, "topic": "class:999999"}, (404, "not_found")),
        ({**news, "topic": "pupil:999999"}, (404, "not_found")),
        ({**news, "topic": "year:99"}, (404, "not_found")),
        ({**news, "publish_at": now - MINUTE}, (422, "in_the_past")),
        ({**news, "publish_at": now + 400 * DAY}, (422, "too_far_ahead")),
        ({**news, "files": [file, file]}, (422, "malformed")),
        ({**news, "files": [foreign]}, (404, "not_found")),
        ({**news, "photos": [photo]}, (404, "not_found")),
        ({**news, "files": list(range(1, MAX_FILES + 2))}, (422, "malformed")),
        ({**news, "lang": "xx"}, (422, "malformed")),
        ({**document, "files": []}, (422, "file_needed")),
        ({**document, "folder_id": None}, (409, "folder_gone")),
        ({**document, "folder_id": 999_999}, (409, "folder_gone")),
        ({**document, "due": "2026-13-01"}, (422, "malformed")),
    ]
    for fields, expected in wrongs:
        before = rows(school)
        assert refusal(await school.send(cast.dunne, POST_ITEM, fields)) == expected, fields
        assert rows(school) == before, fields
    item = await made(school, cast.hart, "news", "4A", hand_in=True)
    others: list[tuple[Any, dict[str, Any], tuple[int, str]]] = [
        (RETURN_ITEM, {"item_id": item, "reason": "  "}, (422, "empty")),
        (ADD_VERSION, {"item_id": item}, (422, "file_needed")),
        (EDIT_ITEM, {"item_id": item, "title": "", "body": "B"}, (422, "empty")),
        (SEARCH_ITEMS, {"words": "a"}, (422, "malformed")),
        (SEARCH_ITEMS, {"words": "a" * 101}, (422, "malformed")),
        (SET_FOLDERS, {"folders": [{"name": ""}]}, (422, "empty")),
        (SET_FOLDERS, {"folders": [{"name": "A"}] * 41}, (422, "malformed")),
    ]
    for endpoint, fields, expected in others:
        before = rows(school)
        assert refusal(await school.send(cast.dunne, endpoint, fields)) == expected, fields
        assert rows(school) == before, fields


async def test_all_files_of_a_version_together_have_a_limit(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = school.cast
    two = [await sent_file(school, cast.dunne) for _ in range(2)]
    monkeypatch.setattr(standing, "MAX_ITEM_BYTES", two[0]["size"] + 1)
    fields = {"kind": "news", "topic": "school", "title": "A", "files": [one["id"] for one in two]}
    before = rows(school)
    assert refusal(await school.send(cast.dunne, POST_ITEM, fields)) == (413, "too_large")
    assert rows(school) == before


async def test_the_same_key_twice_is_one_item(school: School) -> None:
    key, fields = new_key(), {"kind": "news", "topic": "school", "title": "A", "body": "B"}
    answers = [await school.send(school.cast.dunne, POST_ITEM, fields, key=key) for _ in range(2)]
    assert answers[0].content == answers[1].content
