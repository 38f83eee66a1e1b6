"""Offers, keys, holes and forks: what the archive answers, and what it keeps on record."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from archiver.files import Archive
from archiver.manifest import read_records
from archiver.take import PREFIX
from schemas.wire import topics, uplink
from tests.archiver.direct import COUNTS, EACH, Direct, ask
from tests.archiver.machine import Journal


def quarantined(root: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for path in sorted((root / "quarantine").glob("bad-*.jsonl"))
        for line in path.read_text().splitlines()
    ]


def test_an_unknown_session_is_answered_with_nothing_and_its_key_is_asked_for(
    tmp_path: Path,
) -> None:
    direct, journal = Direct(tmp_path / "a"), Journal().fill(3)
    ack = direct.ack(journal)
    assert ack.heads == {journal.session: (0, "")} and ack.missing_keys == (journal.session,)
    assert ack.credit == 4 * 1024 * 1024
    direct.close()


def test_lines_without_a_key_are_not_taken_and_the_key_is_asked_for(tmp_path: Path) -> None:
    direct, journal = Direct(tmp_path / "a"), Journal().fill(3)
    direct.send(journal, journal.lines[0])
    assert direct.next_ack(journal).missing_keys == (journal.session,)
    direct.bring(journal)
    assert direct.next_ack(journal, 1).heads == {journal.session: (3, journal.hashes[3])}
    direct.close()


def test_keys_are_private_and_known_after_a_restart(tmp_path: Path) -> None:
    root, journal = tmp_path / "a", Journal().fill(6)
    direct = Direct(root)
    direct.send(journal, uplink.SessionKey(journal.key.hex()).encode())
    direct.close()
    path = root / "keys" / journal.machine / journal.session
    assert path.stat().st_mode & 0o777 == 0o600
    assert (root / "keys").stat().st_mode & 0o777 == 0o700
    assert (root / "keys" / "anchor.key").stat().st_mode & 0o777 == 0o600
    direct = Direct(root)
    for message in journal.messages(0):
        direct.send(journal, message)
    ack = direct.next_ack(journal)
    assert ack.heads[journal.session][0] == 6 and ack.missing_keys == ()
    direct.close()


def test_a_second_key_does_not_replace_the_one_that_lines_were_taken_with(
    tmp_path: Path,
) -> None:
    root = tmp_path / "a"
    direct, journal = Direct(root), Journal().fill(3)
    direct.bring(journal)
    direct.send(journal, uplink.SessionKey("ab" * 32).encode())
    journal.fill(1)
    direct.send(journal, journal.lines[3])
    direct.ingest.commit()
    assert ask(root, COUNTS) == [(4, 4)]
    direct.close()


def test_a_hole_is_on_record_before_what_comes_after_it(tmp_path: Path) -> None:
    root = tmp_path / "a"
    direct, journal = Direct(root), Journal().fill(20)
    direct.send(journal, journal.offer(11))
    ack = direct.next_ack(journal)
    while ack.heads.get(journal.session, (0, ""))[0] == 0:
        ack = direct.next_ack(journal, len(direct.acks()))
    assert ack.heads == {journal.session: (10, journal.hashes[10])}
    assert ack.holes == {journal.session: ((1, 10),)}
    direct.bring(journal, 10)
    direct.close()
    direct = Direct(root)
    assert direct.ack(journal).heads == {journal.session: (20, journal.hashes[20])}
    assert direct.ingest.heads.holes == 1
    assert ask(root, EACH) == [("build-01", journal.session, 10, 11, 20)]
    [hole] = [r for r in read_records(Archive(root)) if r["op"] == "hole"]
    assert (hole["from"], hole["to"], hole["session"]) == (1, 10, journal.session)
    direct.close()


def test_a_wiped_archive_asks_for_everything_again_and_gets_it(tmp_path: Path) -> None:
    root, journal = tmp_path / "a", Journal().fill(50)
    direct = Direct(root)
    direct.bring(journal)
    direct.seal()
    direct.close()
    shutil.rmtree(root)
    direct = Direct(root)
    ack = direct.ack(journal)
    assert ack.heads == {journal.session: (0, "")} and ack.missing_keys == (journal.session,)
    direct.bring(journal)
    assert ask(root, COUNTS) == [(50, 50)]
    direct.close()


def test_an_older_copy_answers_with_its_own_numbers_and_is_filled_again(tmp_path: Path) -> None:
    root, copy, journal = tmp_path / "a", tmp_path / "copy", Journal().fill(30)
    direct = Direct(root)
    direct.bring(journal)
    direct.seal()
    journal.fill(30)
    direct.bring(journal, 30)
    direct.close()
    shutil.copytree(root, copy)
    direct = Direct(root)
    journal.fill(30)
    direct.bring(journal, 60)
    direct.seal()
    direct.close()
    shutil.rmtree(root)
    shutil.copytree(copy, root)
    direct = Direct(root)
    assert direct.ack(journal).heads == {journal.session: (60, journal.hashes[60])}
    direct.bring(journal, 60)
    assert ask(root, COUNTS) == [(90, 90)]
    direct.close()


def test_a_fork_is_told_kept_and_remembered_and_overwrites_nothing(tmp_path: Path) -> None:
    root, journal = tmp_path / "a", Journal().fill(10)
    rolled_back = Journal(session=journal.session).fill(6)
    rolled_back.fill(6, "after the snapshot {n}")
    direct = Direct(root)
    direct.bring(journal)
    direct.send(journal, b"".join(rolled_back.lines[6:]))
    assert direct.next_ack(journal).forks == {journal.session: 7}
    assert [entry["seq"] for entry in quarantined(root)] == [7]
    direct.send(journal, journal.lines[9])
    journal.fill(1)
    direct.send(journal, journal.lines[10])
    direct.ingest.commit()
    direct.close()
    direct = Direct(root)
    assert direct.ack(journal).forks == {journal.session: 7}
    assert ask(root, EACH) == [("build-01", journal.session, 10, 1, 10)]
    assert len(quarantined(root)) == 1
    direct.close()


def test_an_offer_of_another_history_is_a_fork(tmp_path: Path) -> None:
    root, journal = tmp_path / "a", Journal().fill(10)
    other = Journal(session=journal.session).fill(20, "x{n}")
    direct = Direct(root)
    direct.bring(journal)
    direct.send(journal, other.offer(11))
    assert direct.next_ack(journal).forks == {journal.session: 10}
    assert ask(root, COUNTS) == [(10, 10)]
    direct.close()


def test_a_bad_line_that_comes_again_and_again_is_kept_once(tmp_path: Path) -> None:
    root, journal = tmp_path / "a", Journal().fill(2)
    direct = Direct(root)
    direct.bring(journal)
    for _ in range(20):
        direct.send(journal, b'{"at":1 garbage}\n')
    assert len(quarantined(root)) == 1
    assert direct.ack(journal).forks == {}
    direct.close()


def test_a_session_cannot_be_sent_under_another_project_or_machine(tmp_path: Path) -> None:
    root, journal = tmp_path / "a", Journal().fill(2)
    direct = Direct(root)
    direct.bring(journal)
    journal.fill(2)
    for m, p in (("build-01", "api"), ("build-02", "web")):
        topic = topics.build("session.journal", m=m, p=p, s=journal.session)
        direct.ingest.message(topic, uplink.SessionKey(journal.key.hex()).encode(), False)
        direct.ingest.message(topic, journal.lines[2], False)
    direct.ingest.commit()
    assert ask(root, COUNTS) == [(2, 2)]
    direct.close()


def test_the_hubs_own_record_is_kept_under_the_machine_hub(tmp_path: Path) -> None:
    root = tmp_path / "a"
    direct, journal = Direct(root), Journal(machine="hub", project="-").fill(3)
    topic = topics.build("hub.record.journal", s=journal.session)
    direct.ingest.message(topic, uplink.SessionKey(journal.key.hex()).encode(), False)
    direct.ingest.message(topic, b"".join(journal.lines), False)
    direct.ingest.commit()
    assert ask(root, EACH) == [("hub", journal.session, 3, 1, 3)]
    forged = Journal(machine="hub").fill(1)
    direct.ingest.message(forged.topic, uplink.SessionKey(forged.key.hex()).encode(), False)
    direct.ingest.message(forged.topic, forged.lines[0], False)
    direct.ingest.commit()
    assert ask(root, COUNTS) == [(3, 3)]
    direct.close()


def test_a_retained_journal_message_is_not_taken(tmp_path: Path) -> None:
    root, journal = tmp_path / "a", Journal().fill(2)
    direct = Direct(root)
    direct.bring(journal)
    journal.fill(1)
    direct.ingest.message(journal.topic, journal.lines[2], True)
    direct.ingest.commit()
    assert ask(root, COUNTS) == [(2, 2)]
    direct.close()


def test_a_thousand_offers_are_answered_in_messages_that_fit(tmp_path: Path) -> None:
    direct = Direct(tmp_path / "a")
    journals = [Journal().fill(1) for _ in range(1_000)]
    for journal in journals:
        direct.send(journal, journal.offer())
    told: set[str] = set()
    while len(told) < 1_000:
        direct.ingest.pulse(drained=True)
        told = {session for ack in direct.acks() for session in ack.heads}
    assert all(len(payload) <= 64 * 1024 for _, payload in direct.published)
    numbers = [ack.n for ack in direct.acks()]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= 5
    direct.close()


def test_hashes_are_remembered_until_their_segment_is_gone(tmp_path: Path) -> None:
    direct, journal = Direct(tmp_path / "a"), Journal().fill(10)
    direct.bring(journal)
    direct.seal()
    head = direct.ingest.heads.get("build-01", journal.session)
    assert head is not None and len(head.window) == 10 * PREFIX
    journal.fill(5)
    direct.bring(journal, 10)
    direct.seal()
    assert head.window_from == 11 and len(head.window) == 5 * PREFIX
    direct.close()
