"""The shapes of what is published as a whole: presence, info, state, policy, access, inbox, reply.

Everybody but session hosts reads and writes them here (hosts have no pydantic and need none of
it); `catalogue` names the reader of each topic. Nothing here does I/O, and what a document means
for anybody (who may, what runs) is decided elsewhere and never moves in.
"""
