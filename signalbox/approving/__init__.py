"""Approvals in a shell: what waits, shown whole; an answer, sent and followed.

`signalbox approvals`, `allow` and `deny` live on it. Whether anybody may answer is the machine's to
judge: no decision and no right ever moves in.
"""
