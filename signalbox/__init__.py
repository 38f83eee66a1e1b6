"""The command line, the supervisor, home, doctor and demo: what a person types.

It may import every other folder, and none of them imports it. What a session, a broker or the
archive *does* never moves in here; this folder only asks them.
"""
