"""Recorded tool calls of agents, judged once more by other rules.

`signalbox rule replay` reads them from the archive and has them judged here. Nothing is decided for
any session, and no rule or record is ever changed from here.
"""
