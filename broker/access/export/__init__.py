"""The same rights for other brokers: files that are generated, never edited.

The system tests and operators of an existing broker use them. Nothing here decides anything that
broker.access.compile has not decided, and no broker's answers are read here.
"""
