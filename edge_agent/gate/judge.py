"""Judges a shell command: its parts, each with its program, its paths and its doubts. Pure.

Every simple command of pipelines, lists, substitutions, subshells and here-documents is a part, and
so is each one behind a wrapper, and each file that is redirected to or from. A part is without
doubt only when its word is literal and resolves to a file that no session can write, nothing but
harmless variables is assigned, and no expansion stands where a path, an address or an option could.
"""

from __future__ import annotations

import re

from edge_agent.gate import builtins, syntax, wrappers
from edge_agent.gate.parts import Judgement, Part, What
from edge_agent.gate.script import Redirect
from edge_agent.gate.words import Word
from edge_agent.gate.world import Place, World

MAX_NESTED = 8
"""Shells within shells, and wrappers within wrappers."""
MAX_PARTS = 500
MAX_PATH = 4096
"""Characters; no call of the system takes a longer path, but a program may shorten it first."""
MAX_PLACES = 4000
"""Paths that are looked at, each from every folder where it may start: 50 µs each."""
MAX_FOLDERS = 8
SHELLS = frozenset({"bash"})
"""Shells whose syntax this is; text for any other asks."""

_OF_THE_SHELL = frozenset({"builtin", "command", "time"})
"""Wrappers behind which a builtin is one still."""
_INLINE = re.compile(r"--(eval|print|exec|command|require|import|loader)\b.*|-[A-Za-z]*[cemrEpx].*")


def judge(text: str, world: World, shell: str = "bash") -> Judgement:
    """Judge what an agent hands to a shell. `shell`: which one, by its plain name."""
    if shell not in SHELLS:
        return Judgement((), ((f"another shell than bash: {shell[:40]}", text[:200]),))
    judging = _Judging(world)
    judging.script(text, 0, ())
    return Judgement(tuple(judging.parts), tuple(judging.unclear))


class _Judging:
    """One request. `folders`: where relative paths may start, since each `cd` may also fail."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.parts: list[Part] = []
        self.unclear: list[tuple[str, str]] = []
        self.folders = [world.folder]
        self.full = False
        self.placed = 0

    def add(self, part: Part) -> None:
        if len(self.parts) < MAX_PARTS:
            self.parts.append(part)
        else:
            self.stop(f"more than {MAX_PARTS} commands and files")

    def stop(self, why: str) -> None:
        """Go no further: it asks anyway."""
        if not self.full:
            self.full = True
            self.unclear.append((why, ""))

    def script(self, text: str, nested: int, via: tuple[str, ...]) -> None:
        if nested > MAX_NESTED:
            self.unclear.append((f"more than {MAX_NESTED} shells in each other", text[:200]))
            return
        read = syntax.read(text, nested)
        self.unclear += read.unclear
        for simple in read.commands:
            if self.full:
                return
            if simple.words or simple.assigns:
                doubt = self.assigned(simple.assigns)
                self.command(simple.source, simple.words, doubt, simple.fed, nested, via)
            for redirect in simple.redirects:
                if self.full:
                    return
                self.redirect(redirect)

    def assigned(self, assigns: tuple[tuple[str, Word], ...]) -> str:
        for name, value in assigns:
            if name not in wrappers.SAFE_VARIABLES:
                return f"it sets {name}"
            if value.open:
                return f"{value.open} sets {name}"
        return ""

    # ----- commands

    def command(
        self,
        source: str,
        words: tuple[Word, ...],
        doubt: str,
        fed: bool,
        nested: int,
        via: tuple[str, ...],
        program_only: bool = False,
    ) -> None:
        """`program_only`: a program starts it, which knows no builtins of the shell."""
        argv = tuple(self.value(word) for word in words)
        known = all(not word.open for word in words)
        if not words:
            self.add(Part("command", source, doubt=doubt, harmless=not doubt, via=via))
            return
        if words[0].open or not argv[0]:
            why = words[0].open or "nothing"
            self.add(Part("command", source, argv, False, f"{why} is the command's word", via=via))
            return
        name = argv[0]
        plain = name.rsplit("/", 1)[-1]
        program_only = program_only or "/" in name
        if name == "cd" and not program_only:
            self.add(self.moved(source, argv, words, doubt, via))
            return
        told = None if program_only else builtins.doubt(name, words[1:])
        inner = wrappers.inner(plain, words[1:], fed)
        if told is not None and not inner:
            doubt = doubt or told
            sourced = _scripts(argv, self.places(words)) if name in (".", "source") else ()
            self.add(
                Part(
                    "command",
                    source,
                    argv,
                    known,
                    doubt,
                    harmless=not doubt,
                    fed=fed,
                    via=via,
                    scripts=sourced,
                )
            )
            return
        program = ""
        if told is None and (name != "time" or program_only):
            found = self.world.program(name, self.folders[0])
            program = found.path
            doubt = doubt or found.trouble
            if "/" in name and not name.startswith("/") and len(self.folders) > 1:
                doubt = doubt or "its word depends on the folder it starts in"
        if not doubt:
            doubt = self.words_doubt(plain, words, fed, bool(inner))
        for one in inner:
            doubt = doubt or one.doubt
        places = self.places(words)
        runs = wrappers.interprets(plain) or plain in wrappers.SHELLS | wrappers.OTHER_SHELLS
        self.add(
            Part(
                "command",
                source,
                argv,
                known,
                doubt,
                program,
                # A wrapper does nothing by itself: what it runs are parts of their own.
                harmless=bool(inner) and not doubt and plain != "find",
                places=places,
                fed=fed,
                via=via,
                scripts=_scripts(argv, places) if runs else (),
            )
        )
        for one in inner:
            within = program_only or plain not in _OF_THE_SHELL
            self.inner(one, source, plain, fed, nested, via, within)

    def inner(
        self,
        one: wrappers.Inner,
        source: str,
        plain: str,
        fed: bool,
        nested: int,
        via: tuple[str, ...],
        program_only: bool,
    ) -> None:
        """What a wrapper runs is a part of its own."""
        if self.full:
            return
        if len(via) >= MAX_NESTED:
            self.unclear.append((f"more than {MAX_NESTED} wrappers in each other", source[:200]))
        elif one.text is not None:
            self.script(one.text, nested + 1, (*via, plain))
        elif one.words:
            doubt = one.doubt or self.assigned(one.assigns)
            text = " ".join(word.source or word.text for word in one.words)
            self.command(text, one.words, doubt, fed, nested, (*via, plain), program_only)

    def words_doubt(self, plain: str, words: tuple[Word, ...], fed: bool, wraps: bool) -> str:
        """Expansions among the arguments, and programs that are given as text."""
        if not wraps:
            for word in words[1:]:
                if word.open:
                    return f"{word.open} decides an argument"
        if wrappers.interprets(plain):
            given = [self.value(word) for word in words[1:]]
            if not given or given[0] == "-":
                return f"{plain} runs what it is fed" if fed else f"{plain} by itself"
            for option in given:
                if not option.startswith("-"):
                    break
                if _INLINE.fullmatch(option) and option not in ("-m", "--version"):
                    return f"{plain} with a program as text"
        return ""

    def moved(
        self,
        source: str,
        argv: tuple[str, ...],
        words: tuple[Word, ...],
        doubt: str,
        via: tuple[str, ...],
    ) -> Part:
        """`cd FOLDER`: what follows may start there, or where it would have started."""
        if len(argv) != 2 or words[1].open or argv[1].startswith("-") or not argv[1]:
            doubt = doubt or "cd of another form"
            self.unclear.append(("what follows a cd of another form", source[:200]))
            return Part("command", source, argv, False, doubt, via=via)
        places = [self.world.place(argv[1], folder) for folder in self.folders]
        for place in places:
            if place.path not in self.folders:
                self.folders.append(place.path)
        if len(self.folders) > MAX_FOLDERS:
            self.unclear.append(("too many changes of folder", source[:200]))
        if not all(place.inside for place in places):
            doubt = doubt or "it leaves the project"
        told = tuple((1, place) for place in places)
        return Part("command", source, argv, True, doubt, harmless=not doubt, places=told, via=via)

    # ----- paths

    def value(self, word: Word) -> str:
        """A word as its program gets it: `~` is the home, where bash would say so."""
        if not word.open and word.source.startswith("~"):
            return self.world.home + word.text[1:]
        return word.text

    def places(self, words: tuple[Word, ...]) -> tuple[tuple[int, Place], ...]:
        """Where each argument would lie if it were a path, from each folder: what is no file now
        may be one by the time it runs."""
        found: list[tuple[int, Place]] = []
        for at, word in enumerate(words):
            if at == 0 or word.open:
                continue
            for path in paths_in(self.value(word)):
                if len(path) > MAX_PATH:
                    self.unclear.append(("a word that is longer than any path", path[:200]))
                    continue
                self.placed += len(self.folders)
                if self.placed > MAX_PLACES:
                    self.stop(f"more than {MAX_PLACES} paths")
                    return ()
                found += [(at, self.world.place(path, folder)) for folder in self.folders]
        return tuple(found)

    def redirect(self, redirect: Redirect) -> None:
        target = redirect.target
        way: What = "write" if redirect.way == "write" else "read"
        path = self.value(target)
        if target.open or not path or len(path) > MAX_PATH:
            why = target.open or ("a word that is longer than any path" if path else "nothing")
            self.add(Part(way, target.source, (), False, f"{why} names the file"))
            return
        if path == "/dev/null":
            return
        places = tuple((0, self.world.place(path, folder)) for folder in self.folders)
        network = re.match(r"/dev/(tcp|udp)/", path)
        doubt = "bash opens a connection for this name" if network else ""
        self.add(Part(way, path, (path,), True, doubt, places=places))


def _scripts(argv: tuple[str, ...], places: tuple[tuple[int, Place], ...]) -> tuple[str, ...]:
    """The first operand that is a file, and files that may belong to an option before it."""
    found: list[str] = []
    after_option = False
    for at in range(1, len(argv)):
        files = [one.path for spot, one in places if spot == at and one.exists and not one.folder]
        found += files
        option = argv[at].startswith("-")
        if not option and not after_option:
            break
        # Whether an option takes a word of its own is each program's affair; most do not.
        after_option = option and not files
    return tuple(dict.fromkeys(found))


def paths_in(word: str) -> list[str]:
    """What in an argument may be a path: all of it, what stands behind `=`, and what an option of
    one letter is joined with (`-I/usr/include`)."""
    if "://" in word:
        return []
    if not word.startswith("-"):
        found = [word] if word else []
        if "=" in word:
            found.append(word.partition("=")[2])
        return [path for path in found if path]
    if "=" in word:
        return [path for path in [word.partition("=")[2]] if path]
    if not word.startswith("--") and len(word) > 2:
        return [word[2:]]
    return []
