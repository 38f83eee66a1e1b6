"""The table of processes, on those that a test starts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from edge_agent.host import processes
from edge_agent.host.processes import Process
from tests.waiting import until


def test_descendants_are_found_parents_first_and_a_branch_can_be_left_out() -> None:
    found = {
        2: Process(1, 7),
        3: Process(2, 8),
        4: Process(3, 9),
        5: Process(2, 9),
        9: Process(1, 1),
    }
    listed = processes.below([2], found)
    assert sorted(listed) == [3, 4, 5] and listed.index(3) < listed.index(4)
    assert processes.below([2], found, without=(3,)) == [5]
    assert processes.below([4, 9], found) == []


def test_a_table_that_goes_in_a_circle_ends() -> None:
    assert sorted(processes.below([1], {1: Process(2, 1), 2: Process(1, 1)})) == [1, 2]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells when a process began")
def test_a_grandchild_is_in_the_table_and_a_zombie_is_not() -> None:
    child = subprocess.Popen(["sh", "-c", "cat; true"], stdin=subprocess.PIPE)
    assert child.stdin is not None
    try:
        one = until(lambda: processes.below([child.pid], processes.table()), "its cat", 5)
        table = processes.table()
        assert table[one[0]].parent == child.pid and table[child.pid].parent == os.getpid()
        assert (table[child.pid].started or 0) > 0
        child.kill()  # and nobody has waited for it yet
        until(lambda: child.pid not in processes.table(), "a zombie is none", 5)
    finally:
        child.stdin.close()
        child.kill()
        child.wait()
