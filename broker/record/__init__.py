"""The hub's own record: what its processes tell auditors, as journals like any machine's.

Broker and steward each write one record a start (`book`), ship it to the archiver and follow its
acks; `told` is what the broker's data path reports, `quota` keeps it from filling a disk. Nothing
that decides anything may move in, nor anything that only one of the processes could import.
"""
