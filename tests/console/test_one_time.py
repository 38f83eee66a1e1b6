"""What lies under a one-time code, and for how long."""

from __future__ import annotations

import pytest

from console.cookies import Login
from console.one_time import LIFE_S, MOST, MOST_OF_ONE, OneTime
from schemas.wire.errors import Refused


def login(id_: str = "l0") -> Login:
    return Login("ana", id_, "token", "secret", 1)


def test_a_code_gives_its_log_in_once_and_nobody_elses() -> None:
    links = OneTime()
    one, two = links.put(login("l1"), "/a", 0), links.put(login("l2"), "/b", 0)
    assert one != two and len(one) >= 43
    assert links.take(one + "x", 1) is None and links.take("", 1) is None
    assert links.look(one, 1) == links.look(one, 1) is not None
    taken = links.take(one, 1)
    assert taken is not None and (taken.login.id, taken.where) == ("l1", "/a")
    assert links.take(one, 1) is None and links.look(one, 1) is None
    assert links.look(two, 1) is not None


def test_a_code_is_void_after_ten_minutes() -> None:
    links = OneTime()
    code = links.put(login(), "/", 100)
    assert links.look(code, 100 + LIFE_S - 0.1) is not None
    assert links.look(code, 100 + LIFE_S) is None and links.take(code, 100) is None


def test_links_are_bounded_and_the_oldest_of_one_log_in_gives_way() -> None:
    links = OneTime()
    codes = [links.put(login(), "/", n) for n in range(MOST_OF_ONE + 1)]
    assert links.look(codes[0], 9) is None and links.look(codes[1], 9) is not None
    links = OneTime()
    for n in range(MOST):
        links.put(login(f"l{n}"), "/", 0)
    with pytest.raises(Refused):
        links.put(login("more"), "/", 1)
    links.put(login("later"), "/", LIFE_S)
