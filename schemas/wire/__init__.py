"""Ids, topics, journal lines and their chain, frames, life cycles, rights, verbs, error codes.

Standard library only: session hosts import this folder and nothing else of ours, so it must stay
small and quick to load. Anything that needs a model, a network or a third-party package belongs
in `schemas.documents` or above.
"""
