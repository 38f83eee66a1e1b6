"""From a program's terminal to the archive, through a real daemon and a broker that is not ours."""

from __future__ import annotations

from tests.edge_agent.daemon.rig import daemon
from tests.edge_agent.host.session import Session
from tests.waiting import until


def journal(session: Session) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(session.folder.journal.glob("*.jsonl")))


def wait_archived(hub, session: Session, seconds: float = 15) -> None:
    def equal() -> bool:
        wanted = journal(session)
        return bool(wanted) and hub.archived(session.id) == wanted

    until(equal, "the archive to equal the journal", seconds)


def test_what_a_program_prints_is_in_the_archive_byte_for_byte(hub, home, start):
    with daemon(home):
        session = start("/bin/sh", "-c", "seq 1 3000; exit 3")
        assert session.ended()["status"] == 3
        wait_archived(hub, session)
        assert b'"kind":"ended"' in hub.archived(session.id).splitlines()[-1]
        until(lambda: hub.document(session.id).get("phase") == "ended", "the last document")


def test_a_session_that_was_there_before_the_daemon_is_adopted(hub, home, start):
    session = start("/bin/cat")
    with daemon(home):
        wait_archived(hub, session)
        assert session.id in hub.offers
        desk = session.desk()
        desk.attach()
        desk.type(b"hello\r")
        until(lambda: b"hello" in hub.archived(session.id), "the echo in the archive")
