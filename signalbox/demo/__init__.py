"""A scripted agent that needs no key and no network, and the script that `demo` plays.

`signalbox demo` runs it as a session, and the system tests drive it. It is a program like any
other under a host: nothing here knows of sessions, and no real agent's behaviour moves in.
"""
