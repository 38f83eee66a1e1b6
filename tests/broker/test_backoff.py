"""How fast passwords may be tried."""

from __future__ import annotations

from broker import backoff
from broker.backoff import Attempts


def tried(attempts: Attempts, user: str, address: str, now_s: float, times: int) -> int:
    """How many of so many attempts at one moment may be made."""
    return sum(attempts.begin(user, address, now_s) for _ in range(times))


def test_a_few_mistakes_are_free_and_then_each_wait_is_twice_as_long() -> None:
    attempts = Attempts()
    assert tried(attempts, "ana", "a", 0, 20) == backoff.FREE + 1
    now, waits = 0.0, []
    for _ in range(8):
        wait = next(w for w in range(100) if attempts.begin("ana", "a", now + w))
        waits.append(wait)
        now += wait
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]


def test_a_success_or_time_forgets() -> None:
    attempts = Attempts()
    tried(attempts, "ana", "a", 0, 9)
    attempts.succeeded("ana", "a")
    assert attempts.begin("ana", "a", 0)
    tried(attempts, "bob", "a", 0, 9)
    assert not attempts.begin("bob", "a", 0.5)
    assert tried(attempts, "bob", "a", backoff.FORGET_S + 1, 9) == backoff.FREE + 1


def test_somebody_elses_guesses_shut_nobody_out_who_has_been_there_before() -> None:
    attempts = Attempts()
    attempts.begin("ana", "home", 0)
    attempts.succeeded("ana", "home")
    made = sum(attempts.begin("ana", f"10.0.0.{n}", 1.0) for n in range(200))
    assert made <= backoff.USER_BURST
    assert not attempts.begin("ana", "elsewhere", 1.0)
    assert attempts.begin("ana", "home", 1.0)


def test_one_address_cannot_try_many_people_for_long() -> None:
    attempts = Attempts()
    made = sum(attempts.begin(f"user{n}", "a", 0) for n in range(500))
    assert made == backoff.ADDRESS_BURST
    assert attempts.begin("user1000", "a", backoff.ADDRESS_REFILL_S)
    assert attempts.begin("user1001", "b", 0)


def test_what_is_kept_is_bounded() -> None:
    attempts = Attempts()
    for n in range(backoff.KEYS + 50):
        attempts.begin(f"user{n}", f"address{n}", 0)
    assert len(attempts._pairs._items) == backoff.KEYS
