"""An approval is found by its id or the beginning of it."""

from __future__ import annotations

import pytest

from schemas.wire.errors import Refused
from signalbox.approving import waiting
from tests.signalbox.approving import asking

ONE = asking.waiting(approval="k3m9x2ab")
TWO = asking.waiting(approval="k4aaaaaa")


def test_the_beginning_of_an_id_is_enough_where_it_is_the_only_one() -> None:
    assert waiting.find([ONE, TWO], "k3") is ONE
    assert waiting.find([ONE, TWO], "K4AAAAAA") is TWO


def test_several_or_none_are_refused_with_what_there_is() -> None:
    with pytest.raises(Refused) as caught:
        waiting.find([ONE, TWO], "k")
    assert caught.value.code == "ambiguous-approval" and "k3m9x2ab, k4aaaaaa" in str(caught.value)
    for words in ("z", ""):
        with pytest.raises(Refused) as caught:
            waiting.find([ONE, TWO], words)
        assert caught.value.code == "no-such-approval"
