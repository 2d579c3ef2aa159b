"""The writer's language counts, unless the text itself leaves no doubt."""

import pytest

from server.translation.detect import language_of

POLISH = "Dzień dobry, moja córka jest dzisiaj chora i nie przyjdzie do szkoły."
URDU = "السلام علیکم، میری بیٹی آج بیمار ہے اور سکول نہیں آئے گی۔"
ENGLISH = "Good morning, my daughter is not well today and will not be at school."


@pytest.mark.parametrize(
    ("body", "said", "found"),
    [
        (POLISH, "en", "pl"),
        (URDU, "en", "ur"),
        (ENGLISH, "ur", "en"),
        (POLISH, "pl", "pl"),
        ("Dziękuję!", "en", "en"),
        ("ok 👍 12:30", "ur", "ur"),
        ("Ich möchte bitte morgen mit der Lehrerin sprechen, danke schön.", "en", "en"),
        ("\ud83d" + "a" * 30, "en", "en"),
        ("😀" * 50, "pl", "pl"),
    ],
)
def test_language_of(body: str, said: str, found: str) -> None:
    assert language_of(body, said, {"en", "ur", "pl"}) == found
