"""Requests to the hub: each once, each answered, none that came retained."""

from __future__ import annotations

import json
from typing import Any

from broker.steward import receipts
from broker.steward.receipts import Outgoing, Receipts
from schemas.wire.errors import Refused
from schemas.wire.verbs import Request

ADMIN = "fleet/do/ana/hub/-/-/admin"


class Desk:
    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []
        self.receipts = Receipts(self.act)
        self.rows: list[Any] | None = None

    def act(self, user: str, request: Request) -> dict[str, Any]:
        self.done.append((user, request.id))
        if request.fields["command"] == "no":
            raise Refused("nothing-changed", "it is so")
        return {} if self.rows is None else {"rows": self.rows}

    def take(
        self, topic: str = ADMIN, retained: bool = False, **fields: Any
    ) -> list[dict[str, Any]]:
        payload = json.dumps({"id": "r1", "command": "x", **fields}).encode()
        return [self.read(one) for one in self.receipts.take(topic, payload, retained)]

    @staticmethod
    def read(one: Outgoing) -> dict[str, Any]:
        assert one[0].startswith("fleet/reply/ana/hub/")
        assert len(one[1]) <= 64 * 1024
        body: dict[str, Any] = json.loads(one[1])
        return body


def test_a_request_is_carried_out_once_and_its_receipt_given_again() -> None:
    desk = Desk()
    first = desk.take()
    assert first == [{"id": "r1", "status": "accepted", "data": {}, "final": True}]
    assert desk.take() == first
    assert desk.done == [("ana", "r1")]


def test_a_retained_request_is_refused_and_never_carried_out() -> None:
    desk = Desk()
    [said] = desk.take(retained=True)
    assert (said["status"], said["code"]) == ("rejected", "retained")
    assert desk.done == []


def test_a_refusal_says_why_and_may_be_tried_again() -> None:
    desk = Desk()
    for _ in range(2):
        [said] = desk.take(command="no")
        assert said == {
            "id": "r1",
            "status": "rejected",
            "code": "nothing-changed",
            "reason": "it is so",
            "final": True,
        }
    assert len(desk.done) == 2


def test_a_request_without_a_usable_id_or_to_another_machine_is_not_answered() -> None:
    desk = Desk()
    assert desk.take(id="R1") == []
    assert desk.take(id=7) == []
    assert desk.take("fleet/do/ana/build-01/-/-/update") == []
    assert desk.take("fleet/do/ana/allow") == []
    assert desk.done == []


def test_unknown_fields_are_refused_before_anything_is_done() -> None:
    desk = Desk()
    [said] = desk.take(surprise=1)
    assert said["code"] == "bad-field"
    assert desk.done == []


def test_a_long_answer_comes_in_pages_that_fit_into_a_message() -> None:
    desk = Desk()
    desk.rows = [{"n": n, "text": "x" * 700} for n in range(300)]
    *pages, last = desk.take()
    assert len(pages) > 3
    assert [page["page"] for page in pages] == list(range(1, len(pages) + 1))
    assert [row["n"] for page in pages for row in page["data"]["rows"]] == list(range(300))
    assert last == {
        "id": "r1",
        "status": "accepted",
        "data": {"pages": len(pages)},
        "final": True,
    }


def test_what_is_remembered_is_bounded() -> None:
    desk = Desk()
    for n in range(receipts.KEPT + 10):
        desk.take(id=f"r{n}")
    assert len(desk.receipts._known) == receipts.KEPT
