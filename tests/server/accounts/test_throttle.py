"""Guessing gets slow; the owner of an account never waits long for what strangers do."""

from server.accounts.throttle import ACCOUNT, ADDRESS, FORGOTTEN_AFTER, HERE, Throttle
from tests.edges import SECOND

NOW = 1_000_000_000


def test_the_first_tries_are_free_then_each_waits_twice_as_long() -> None:
    throttle, now, waits = Throttle(), NOW, []
    for _ in range(HERE.free):
        assert throttle.try_at(now, "a@b.example", "198.51.100.1") == 0
    for _ in range(10):
        waits.append(throttle.try_at(now, "a@b.example", "198.51.100.1"))
        now += waits[-1] * SECOND
        assert throttle.try_at(now, "a@b.example", "198.51.100.1") == 0
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_a_refused_try_makes_the_wait_no_longer() -> None:
    throttle = Throttle()
    for _ in range(HERE.free):
        throttle.try_at(NOW, "a@b.example", "198.51.100.1")
    assert [throttle.try_at(NOW, "a@b.example", "198.51.100.1") for _ in range(50)] == [2] * 50
    assert throttle.try_at(NOW + 2 * SECOND, "a@b.example", "198.51.100.1") == 0


def test_one_account_tried_from_everywhere_waits_a_minute_at_most() -> None:
    throttle = Throttle()
    free = 0
    while not (wait := throttle.try_at(NOW, "a@b.example", f"198.51.100.{free}")):
        free += 1
    assert (free, wait) == (ACCOUNT.free, 2)
    now = NOW
    for stranger in range(500):
        now += SECOND * throttle.try_at(now, "a@b.example", f"203.0.113.{stranger}")
        throttle.try_at(now, "a@b.example", f"203.0.113.{stranger}")
    assert throttle.try_at(now, "a@b.example", "192.0.2.1") == 60


def test_where_the_owner_was_right_before_strangers_do_not_count() -> None:
    throttle = Throttle()
    assert throttle.try_at(NOW, "a@b.example", "192.0.2.1") == 0
    throttle.was_right("a@b.example", "192.0.2.1")
    for stranger in range(ACCOUNT.free + 5):
        throttle.try_at(NOW, "a@b.example", f"203.0.113.{stranger}")
    assert throttle.try_at(NOW, "a@b.example", "203.0.113.200") == 2
    assert throttle.try_at(NOW, "a@b.example", "192.0.2.1") == 0


def test_one_address_that_tries_every_account_is_slowed_down() -> None:
    throttle = Throttle()
    tried = [throttle.try_at(NOW, f"{number}@b.example", "203.0.113.9") for number in range(ADDRESS.free + 1)]
    assert tried == [0] * ADDRESS.free + [2]
    assert throttle.try_at(NOW, "0@b.example", "192.0.2.1") == 0


def test_an_account_of_ones_own_buys_no_more_guesses() -> None:
    throttle = Throttle()
    for number in range(ADDRESS.free):
        throttle.try_at(NOW, f"{number}@b.example", "203.0.113.9")
    later = NOW + 2 * SECOND
    assert throttle.try_at(later, "attacker@b.example", "203.0.113.9") == 0
    throttle.was_right("attacker@b.example", "203.0.113.9")
    assert throttle.try_at(later, "next@b.example", "203.0.113.9") == 2


def test_a_whole_school_behind_one_address_signs_in_at_nine() -> None:
    throttle = Throttle()
    for number in range(500):
        assert throttle.try_at(NOW, f"{number}@b.example", "203.0.113.9") == 0
        throttle.was_right(f"{number}@b.example", "203.0.113.9")


def test_everything_is_forgotten_after_a_quarter_of_an_hour() -> None:
    throttle = Throttle()
    for _ in range(HERE.free):
        throttle.try_at(NOW, "a@b.example", "198.51.100.1")
    assert throttle.try_at(NOW, "a@b.example", "198.51.100.1") == 2
    later = NOW + 2 * SECOND + FORGOTTEN_AFTER + 1
    assert [throttle.try_at(later, "a@b.example", "198.51.100.1") for _ in range(HERE.free)] == [
        0
    ] * HERE.free


def test_tries_at_the_same_moment_are_all_counted() -> None:
    throttle = Throttle()
    tried = [throttle.try_at(NOW, "a@b.example", "198.51.100.1") for _ in range(20)]
    assert tried == [0] * HERE.free + [2] * (20 - HERE.free)
