"""One command each, printing one table; docs/benchmarks.md keeps what they printed.

`python -m benchmarks.NAME`. Rivals run in the same run, interleaved, because this kind of
machine is never quiet. Nothing here is a test, and no test reads a time.
"""
