"""The console in a real browser: one command each, printing one table or two.

`python -m benchmarks.console.NAME`. A hub and a machine of real processes, Debian's Chromium
without a screen; docs/benchmarks.md keeps what they printed. No test reads a time.
"""
