"""The gate's judgement: what an agent's request would do, which rule decides it, and what becomes
of a question to people. Hosts, the daemon and `signalbox rule test` ask it, each with the facts
about files that they read themselves. No I/O, no clock and no journal may ever move in here: what
the gate decides must be the same when it is asked again with the same facts.
"""
