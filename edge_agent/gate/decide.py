"""The decision about one request: locks, the owner's veto, built-in rules, the policy's, the mode.

Pure, and it explains itself: each part bears the rule that decided it and why. The strictest part
decides the whole. Nothing but an explicit *allow* without any doubt is an *allow*.
"""

from __future__ import annotations

from dataclasses import replace

from edge_agent.gate import builtin_rules, options, patterns, rules, wrappers
from edge_agent.gate.decision import (
    NO_RULE,
    Decision,
    Explained,
    Guard,
    Request,
    denied,
    refused,
)
from edge_agent.gate.judge import MAX_PATH, judge
from edge_agent.gate.parts import Judgement, Part, What
from edge_agent.gate.rules import DECISIONS, Ask, Rule, Where
from edge_agent.gate.world import World


def decide(request: Request, guard: Guard, world: World, where: Where) -> Decision:
    """Decide one request."""
    found = refused(request, guard)
    if found is not None:
        return found
    judged = parts_of(request, world)
    if judged.unclear and guard.never_commands:
        why = "the owner of this machine forbids commands, and nobody can tell whether this is one"
        return denied("never.toml", f"{why}: {judged.unclear[0][0]}")
    explained = tuple(_explain(part, guard, where, request) for part in judged.parts)
    verdicts = [one.decide for one in explained] + ["ask"] * bool(judged.unclear or not explained)
    final = max(verdicts, key=DECISIONS.index)
    if final == "ask" and guard.mode == "watch-only":
        final = "deny" if any(_changes(one.part) for one in explained) or judged.unclear else "ask"
    deciding = [one for one in explained if one.decide == final] or list(explained)
    reason = deciding[0].why if deciding else "no rule fits"
    rule = deciding[0].rule if deciding else NO_RULE
    if judged.unclear and final != "deny":
        reason, rule = judged.unclear[0][0], "syntax"
    if final == "deny" and "deny" not in verdicts:
        reason, rule = "this session is for watching only", "mode"
    asks = tuple(dict.fromkeys(one.ask or Ask() for one in explained if one.decide == "ask"))
    waiting = [one for one in explained if one.decide == "ask"]
    return Decision(
        final,
        explained,
        judged.unclear,
        reason,
        rule,
        (asks or (Ask(),)) if final == "ask" else (),
        _one_rule(waiting) and not judged.unclear,
        final == "ask" and _repeatable(judged),
        judged.programs(),
    )


def _one_rule(waiting: list[Explained]) -> bool:
    """People may say *this rule* only where one rule alone asks, and is marked so."""
    return len({one.rule for one in waiting}) == 1 and all(one.grantable for one in waiting)


def parts_of(request: Request, world: World) -> Judgement:
    """What the request comes down to. An unknown kind is unclear."""
    if request.kind == "command":
        return judge(request.subject, world, request.shell)
    if request.kind == "path" and len(request.subject) > MAX_PATH:
        return Judgement((), (("longer than any path", request.subject[:200]),))
    if request.kind == "path" and request.way in ("read", "write") and "\0" not in request.subject:
        what: What = "read" if request.way == "read" else "write"
        place = world.place(request.subject, world.folder)
        return Judgement((Part(what, request.subject, (request.subject,), places=((0, place),)),))
    if request.kind in ("url", "mcp", "start"):
        kinds: dict[str, What] = {"url": "url", "mcp": "mcp", "start": "start"}
        return Judgement((Part(kinds[request.kind], request.subject, (request.subject,)),))
    return Judgement((), ((f"a request of an unknown kind: {request.kind[:40]}", ""),))


def _repeatable(judged: Judgement) -> bool:
    """Never for what runs a file that the session can write: the same words would do another thing
    the next time."""
    if judged.unclear:
        return False
    for part in judged.parts:
        if part.what == "command" and (part.doubt or not part.known):
            return False
        if part.what == "command" and part.argv and wrappers.runs_files(part.argv[0]):
            return False
    return True


def _explain(part: Part, guard: Guard, where: Where, request: Request) -> Explained:
    """Veto, then the strictest of built-in rules, policy and mode."""
    veto = _vetoed(part, guard, where)
    if veto:
        return Explained(part, "deny", "never.toml", veto)
    hits = builtin_rules.hits(part, where)
    for hit in hits:
        if hit.decide == "deny":
            return Explained(part, "deny", hit.name, hit.reason)
    found = _by_rules(part, guard.rules, where)
    rule = next((one for one in guard.rules if one.name == found.rule), None)
    for listed in (guard.stricter, guard.custom if guard.mode == "custom" else ()):
        for extra in (_by_rules(part, listed, where), _by_paths(part, listed, where)):
            if extra.rule != NO_RULE and _stricter(extra.decide, found.decide):
                return extra
    if found.decide == "deny":
        return found
    for hit in hits:
        if rule is None or hit.name not in rule.despite:
            if found.ask is not None:
                # The rule says whom to ask; a built-in one takes back what may be granted.
                return replace(found, grantable=False)
            return Explained(part, "ask", hit.name, hit.reason)
    if found.decide == "ask":
        return found
    if part.what == "mcp":
        server = request.subject.partition("/")[0]
        accepted = guard.mcp_accepted.get(server)
        if not accepted or accepted != request.server_digest:
            return Explained(
                part, "ask", "mcp-server", "nobody accepted this MCP server as it is now"
            )
    if part.harmless and found.rule == "builtin":
        return (
            found if guard.mode != "ask-all" else Explained(part, "ask", "mode", "everything asks")
        )
    if not guard.fresh:
        return Explained(part, "ask", found.rule, "the policy has not been refreshed in time")
    if guard.mode == "ask-all":
        return Explained(part, "ask", "mode", "everything asks")
    if guard.mode == "watch-only" and _changes(part):
        return Explained(part, "deny", "mode", "this session is for watching only")
    return found


def _by_rules(part: Part, listed: tuple[Rule, ...], where: Where) -> Explained:
    """The first rule that fits; a part with a doubt is allowed by none."""
    for rule in listed:
        if not rules.fits(rule, part, where):
            continue
        if rule.decide != "allow":
            why = rule.reason or f"the rule {rule.name!r} says so"
            if rule.decide == "deny" and not part.known:
                return Explained(
                    part,
                    "ask",
                    rule.name,
                    f"{part.doubt}, so it may be what is denied: {why}",
                    Ask(),
                )
            ask = rule.ask if rule.decide == "ask" else None
            return Explained(part, rule.decide, rule.name, why, ask, rule.grantable)
        if part.doubt:
            return Explained(part, "ask", rule.name, part.doubt)
        return Explained(part, "allow", rule.name, f"the rule {rule.name!r} says so")
    if part.harmless:
        return Explained(part, "allow", "builtin", "it changes nothing")
    return Explained(
        part, "ask", NO_RULE, part.doubt or _nearly(part, listed, where) or "no rule fits"
    )


def _by_paths(part: Part, listed: tuple[Rule, ...], where: Where) -> Explained:
    """What rules about paths say of a command that names such a path: a word may be a path or not,
    so it is asked. The policy's own rules do not reach so far; built-in rules and the veto do."""
    if part.what == "command":
        ways: list[What] = ["read"] if builtin_rules.only_reads(part) else ["read", "write"]
        paths = [rule for rule in listed if rule.kind == "path" and rule.match]
        for rule in paths:
            named = any(rules.fits(rule, replace(part, what=way), where) for way in ways)
            if named and rule.decide != "allow":
                return Explained(part, "ask", rule.name, rule.reason, Ask())
    return Explained(part, "ask", NO_RULE, "")


def _nearly(part: Part, listed: tuple[Rule, ...], where: Where) -> str:
    """Why the wildcard of a rule that allows does not reach so far."""
    if part.what != "command" or not part.argv:
        return ""
    for rule in listed:
        if rule.decide != "allow" or rule.kind != "command" or not rules.applies(rule, where):
            continue
        for one in rule.match:
            named = patterns.command_fits(one, part.argv)
            if named is not None:
                return f"beyond {one!r} of {rule.name!r}: {rules.beyond(part, named)}"
    return ""


def _vetoed(part: Part, guard: Guard, where: Where) -> str:
    """Why the owner of the machine forbids it; what cannot be known is taken for it."""
    if guard.never_commands:
        rule = Rule("never.toml", "command", "deny", guard.never_commands)
        if rules.fits(rule, part, where):
            return "the owner of this machine forbids this command"
    for _, place in part.places:
        for one in guard.never_paths:
            if patterns.path_fits(one, place.path, where.root, where.home):
                return f"the owner of this machine forbids {place.path}"
    return ""


def _changes(part: Part) -> bool:
    """Whether it could change anything: everything but reading and builtins without effect."""
    if part.harmless or part.what == "read":
        return False
    if part.what == "command" and part.argv and part.known and not part.doubt:
        return bool(options.doubt(part.argv))
    return True


def _stricter(left: str, right: str) -> bool:
    return DECISIONS.index(left) > DECISIONS.index(right)
