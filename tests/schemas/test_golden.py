"""What goes over the wire is what went over it yesterday, byte for byte."""

from __future__ import annotations

import pytest

from schemas.documents.catalogue import DOCUMENTS, OTHERS, read
from schemas.documents.policy import verify
from schemas.wire import chain, frames, kinds, uplink, verbs
from schemas.wire.errors import Refused
from schemas.wire.fields import check
from schemas.wire.frames import Decoder
from schemas.wire.kinds import KINDS
from schemas.wire.line import check_body, split
from schemas.wire.parts import join
from schemas.wire.strictjson import canon, is_canonical, loads_object
from schemas.wire.topics import TOPICS
from tests.schemas import examples
from tests.schemas.golden import FOLDER

WANTED = dict(examples.golden())
STORED = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", sorted({*WANTED, *STORED}))
def test_the_message_has_the_bytes_of_its_golden_file(name: str) -> None:
    assert name in STORED, "run: python -m tests.schemas.golden"
    assert name in WANTED, "this file belongs to no message"
    assert WANTED[name] == (FOLDER / name).read_bytes()


def test_there_is_an_example_of_every_topic_verb_kind_and_frame() -> None:
    assert examples.topic_payloads().keys() == TOPICS.keys()
    assert examples.REQUESTS.keys() == verbs.VERBS.keys()
    assert examples.EVENTS.keys() == KINDS.keys()
    assert examples.FRAMES.keys() == frames.FRAMES.keys()
    assert DOCUMENTS.keys() | OTHERS.keys() == TOPICS.keys()
    assert not DOCUMENTS.keys() & OTHERS.keys()


def test_every_field_of_every_verb_and_kind_stands_in_some_example() -> None:
    shown = {verb: set(fields) for verb, fields in examples.REQUESTS.items()}
    rare = {"answer": {"choice", "text", "edit"}, "history": {"last"}}
    for verb, row in verbs.VERBS.items():
        assert shown[verb] | rare.get(verb, set()) == set(row.fields), verb
    rare = {
        "ended": {"signal"},
        "output": {"b64"},
        "keys": {"masked"},
        "answered": {"choice", "edit"},
    }
    for name, kind in KINDS.items():
        assert set(examples.EVENTS[name]) | rare.get(name, set()) == set(kind.fields), name


@pytest.mark.parametrize("name", TOPICS)
def test_each_topic_has_a_reader_that_takes_its_example(name: str) -> None:
    payload = examples.topic_payloads()[name]
    assert read(examples.topic_for(name), payload) is not None
    for broken in (b"", b"{}x", b"\xff", b'{"a":1}'):
        with pytest.raises(Refused):
            read(examples.topic_for(name), broken)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_is_read_and_written_again_has_the_same_bytes(name: str) -> None:
    payload = examples.topic_payloads()[name]
    found = DOCUMENTS[name].read(payload)
    assert found.encode() == payload
    assert is_canonical(payload)
    value = loads_object(payload)
    with pytest.raises(Refused) as refused:
        DOCUMENTS[name].read(canon({**value, "surprise": 1}))
    assert refused.value.code == "bad-field"


@pytest.mark.parametrize("kind", KINDS)
def test_each_example_of_an_event_has_the_fields_of_its_kind(kind: str) -> None:
    check(KINDS[kind].fields, examples.EVENTS[kind])


@pytest.mark.parametrize("verb", verbs.VERBS)
def test_each_example_of_a_request_is_taken_and_an_unknown_field_is_not(verb: str) -> None:
    value = loads_object(examples.request(verb))
    taken = verbs.check(verb, value)
    assert taken.fields == examples.REQUESTS[verb]
    assert (taken.seen_boot, taken.seen_incarnation) == (1_234_567, "d-7k2m")
    with pytest.raises(Refused) as refused:
        verbs.check(verb, {**value, "surprise": 1})
    assert refused.value.code == "bad-field"
    del value["seen"]
    if verbs.VERBS[verb].needs_seen:
        with pytest.raises(Refused):
            verbs.check(verb, value)
    else:
        assert verbs.check(verb, value).seen_boot is None


def test_the_golden_lines_are_one_chain() -> None:
    head = chain.start(examples.MACHINE, examples.PROJECT, examples.SESSION, examples.KEY)
    for seq, kind in enumerate(KINDS, 1):
        line = split((FOLDER / "event" / f"{kind}.jsonl").read_bytes())
        check_body(line)
        assert (line.seq, line.kind) == (seq, kind)
        assert line.fits(head, examples.KEY)
        head = line.h


def test_the_golden_parts_are_one_body() -> None:
    lines = [
        split(line) for line in (FOLDER / "event" / "long-body.jsonl").read_bytes().splitlines()
    ]
    bodies = [loads_object(line.body or b"") for line in lines]
    assert [line.kind for line in lines[:-1]] == ["part"] * (len(lines) - 1)
    assert join(bodies[-1], [body["text"] for body in bodies[:-1]]) == {"text": "grün\n" * 10_000}


def test_the_golden_policy_is_signed_by_the_golden_key() -> None:
    key = (FOLDER / "policy" / "public-key.txt").read_text()
    payload = (FOLDER / "topic" / "policy").read_bytes()
    assert verify(payload, key, examples.MACHINE) == examples.policy()


def test_the_golden_frames_are_read_from_one_stream_in_single_bytes() -> None:
    names = sorted(examples.FRAMES)
    stream = b"".join((FOLDER / "frame" / f"{name}.bin").read_bytes() for name in names)
    decoder = Decoder()
    read_names = [f.name for byte in stream for f in decoder.feed(bytes([byte]))]
    assert read_names == names


def test_a_control_object_is_neither_lines_nor_the_other_control_object() -> None:
    offer = uplink.read_control((FOLDER / "control" / "offer.json").read_bytes())
    key = uplink.read_control((FOLDER / "control" / "key.json").read_bytes())
    assert isinstance(offer, uplink.Offer) and isinstance(key, uplink.SessionKey)
    assert not uplink.is_lines(offer.encode()) and not uplink.is_lines(key.encode())
    assert all(uplink.is_lines(line) for line in examples.lines().values())


def test_kinds_that_people_wait_for_leave_at_once() -> None:
    wanted = {name for name, kind in KINDS.items() if kind.group == "gate"} | {"request", "receipt"}
    assert all(kinds.KINDS[name].urgent for name in wanted)
    assert not kinds.KINDS["output"].urgent
