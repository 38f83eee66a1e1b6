"""docs/protocol.md and docs/lifecycles.md say what the code does, and their examples compute."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from schemas.wire import frames, line, parts, uplink, verbs
from schemas.wire.ids import RESERVED_USERS
from tests.schemas.protocol_tables import DOCS, PAGES, REGION, REGIONS, filled

PROTOCOL = (DOCS / "protocol.md").read_text()


@pytest.mark.parametrize("name", PAGES)
def test_the_generated_regions_are_those_that_the_code_makes(name: str) -> None:
    text = (DOCS / name).read_text()
    assert filled(text) == text, "run: python -m tests.schemas.protocol_tables"


def test_every_region_stands_on_a_page() -> None:
    placed = {m[2] for name in PAGES for m in REGION.finditer((DOCS / name).read_text())}
    assert placed == set(REGIONS)


def vector(name: str) -> dict[str, str]:
    """The worked example of that region, as a reader of the page finds it."""
    region = next(m for m in REGION.finditer(PROTOCOL) if m[2] == name)
    return dict(re.findall(r"^(\S.*?) {2,}(.+)$", region[0], re.MULTILINE))


def test_the_worked_example_of_the_chain_computes_from_the_formulas_on_the_page() -> None:
    """Nothing of ours is used here: a person with the page and a hash function gets there."""

    def sha(data: bytes) -> bytes:
        return hashlib.sha256(data).digest()

    told = vector("chain-vector")
    key = bytes.fromhex(told["session key"])
    named = f'{{"machine":"{told["machine"]}","project":"{told["project"]}"'
    named += f',"session":"{told["session"]}","v":1}}'
    h = sha(b"sb1s\0" + named.encode() + sha(key))
    assert h.hex() == told["h_0"]
    for i in (1, 2):
        text = told[f"line {i}"]
        read = json.loads(text)
        body = text[text.index('"body":') + 7 : text.index(',"h":')].encode()
        salt = hmac.new(key, str(i).encode(), hashlib.sha256).digest()[:16]
        c = sha(b"sb1c\0" + salt + body)
        head = f'{{"at":{read["at"]},"kind":"{read["kind"]}","seq":{i}}}'.encode()
        h = sha(b"sb1e\0" + h + sha(head) + c)
        assert (salt.hex(), c.hex(), h.hex()) == (told[f"salt_{i}"], told[f"c_{i}"], told[f"h_{i}"])
        assert read["h"] == h.hex() and read["seq"] == i


def test_the_worked_example_of_the_policy_verifies_and_a_changed_one_does_not() -> None:
    told = vector("policy-vector")
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(told["public key"]))
    signature = base64.b64decode(told["signature"])
    text = told["signed text"].replace("\\0", "\0").encode()
    key.verify(signature, text)
    with pytest.raises(InvalidSignature):
        key.verify(signature, text.replace(b"build-01", b"build-02"))


def test_numbers_in_the_text_are_those_of_the_code() -> None:
    """Each sentence with a number, and where the number is kept."""
    for sentence, number in (
        ("at most {} KiB with its newline", line.MAX_LINE // 1024),
        ("longer than {} KiB is cut", parts.WHOLE_BYTES // 1024),
        ("pieces of at most {} KiB", parts.PIECE_BYTES // 1024),
        ("At most {} MiB; more is not recorded", parts.MAX_BODY >> 20),
        ("up to {} KiB at once", uplink.FIRST_BYTES // 1024),
        ("after {} s without progress", uplink.STALL_S),
        ("every {} s, for each session", uplink.OFFER_EVERY_S),
        ("or {} ms (1 s for", uplink.ACK_EVERY_MS),
        ("never two within {} ms", uplink.ACK_FLOOR_MS),
        ("its presence every {} s", verbs.BEAT_S),
        ("at most {} MiB), one byte of type", frames.MAX_FRAME >> 20),
    ):
        assert sentence.format(number) in PROTOCOL, sentence.format(number)
    for user in RESERVED_USERS:
        assert f"`{user}`" in PROTOCOL
