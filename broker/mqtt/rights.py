"""The authority's answers, cached, and what is refused whatever it says."""

from __future__ import annotations

from broker.mqtt import faults
from broker.mqtt.authority import Action, Authority, Principal
from broker.mqtt.limits import ClientLimits, Limits

ALLOWED = ""
"""The verdict that allows; every other verdict is the reason of a refusal."""


class Rights:
    """Asks the authority and remembers at which revision."""

    def __init__(self, authority: Authority, limits: Limits) -> None:
        self.authority = authority
        self.limits = limits
        self.revision = 0

    def changed(self) -> None:
        """Forget every answer."""
        self.revision += 1

    def of(self, principal: Principal) -> View:
        """What this principal may do, for one session."""
        return View(self, principal)

    def valid(self, principal: Principal) -> bool:
        try:
            return self.authority.valid(principal)
        except Exception:
            faults.tell("the authority failed on valid()")
            return False

    def limits_of(self, principal: Principal) -> ClientLimits:
        try:
            return self.authority.limits(principal)
        except Exception:
            faults.tell("the authority failed on limits()")
            return ClientLimits()


class View:
    """One principal's answers; at most limits.decisions of them are kept."""

    __slots__ = ("_answers", "_delivered", "_revision", "_rights", "principal")

    def __init__(self, rights: Rights, principal: Principal) -> None:
        self.principal = principal
        self._rights = rights
        self._revision = rights.revision
        self._answers: dict[tuple[Action, str, bool, bool], str] = {}
        self._delivered: set[str] | None = set()
        """Topics that it could receive before the last change; None: more than are remembered."""

    def verdict(self, action: Action, topic: str, retain: bool = False, will: bool = False) -> str:
        """ALLOWED, or the reason of the refusal as Record.denied knows it."""
        if self._revision != self._rights.revision:
            self._follow()
        key = (action, topic, retain, will)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._ask(action, topic, retain, will)
            if len(self._answers) >= self._rights.limits.decisions:
                self._answers.clear()
                self._delivered = None
            self._answers[key] = answer
        return answer

    def narrowed(self) -> bool:
        """Is there a topic that was delivered, and would not be now?"""
        self._follow()
        if self._delivered is None:
            return True
        return any(self.verdict("receive", topic) != ALLOWED for topic in list(self._delivered))

    def forget_delivered(self) -> None:
        """Everything that was written has left."""
        self._follow()
        self._delivered = set()

    def _follow(self) -> None:
        """Forget the answers of older rights, but not what was delivered by them."""
        if self._revision == self._rights.revision:
            return
        if self._delivered is not None:
            self._delivered.update(
                topic
                for (action, topic, _, _), answer in self._answers.items()
                if action == "receive" and answer == ALLOWED
            )
            if len(self._delivered) > self._rights.limits.decisions:
                self._delivered = None
        self._answers.clear()
        self._revision = self._rights.revision

    def _ask(self, action: Action, topic: str, retain: bool, will: bool) -> str:
        if topic.startswith("$"):  # the broker's own by the standard (4.7.2); we have none
            return "reserved"
        if topic.count("/") >= self._rights.limits.levels:
            return "levels"
        try:
            allowed = self._rights.authority.may(
                self.principal, action, topic, retain=retain, will=will
            )
        except Exception:
            faults.tell("the authority failed on may()")
            allowed = False
        if allowed is True:
            return ALLOWED
        return "will" if will else "not-granted"
