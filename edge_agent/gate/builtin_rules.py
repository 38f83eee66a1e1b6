"""The rules that every machine has, as tables. Pure.

They stand beside the policy's rules and can only make a decision stricter. A rule of the policy
that says `despite = ["NAME"]` may allow what the row NAME would ask for; a row that denies, and the
row of Signalbox itself, cannot be passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from edge_agent.gate import options, patterns
from edge_agent.gate.parts import Part
from edge_agent.gate.rules import Where, might_fit, spellings
from edge_agent.gate.words import names


@dataclass(frozen=True, slots=True)
class PathRow:
    """Files by pattern. `ways`: what is done to them."""

    name: str
    reason: str
    ways: frozenset[str]
    match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommandRow:
    """Commands by pattern, or by a function for what no pattern says."""

    name: str
    reason: str
    match: tuple[str, ...] = ()
    check: Callable[[Part, Where], bool] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A built-in rule that a part meets."""

    name: str
    decide: str
    reason: str


_BOTH = frozenset({"read", "write"})
_WRITE = frozenset({"write"})

PATHS: tuple[PathRow, ...] = (
    PathRow(
        "secrets",
        "it holds secrets",
        _BOTH,
        (
            "**/.env", "**/.env.*", "**/*.pem", "**/*.key", "**/*.p12", "**/*.pfx", "**/*.jks",
            "**/id_rsa", "**/id_ecdsa", "**/id_ed25519", "**/id_dsa", "**/.netrc", "**/.npmrc",
            "**/.pypirc", "**/.git-credentials", "**/.pgpass", "**/.my.cnf", "**/.htpasswd",
            "**/.vault-token", "**/credentials.json", "**/secrets.y*ml", "**/*.kdbx",
            "**/.terraformrc", "**/*.tfstate", "**/.docker/config.json",
            "~/.ssh/**", "~/.gnupg/**", "~/.aws/**", "~/.azure/**", "~/.kube/**",
            "~/.config/gh/**", "~/.config/gcloud/**", "~/.password-store/**",
            "~/.local/share/keyrings/**", "~/.mozilla/**", "~/.config/google-chrome/**",
            "~/.claude/.credentials.json", "~/.claude.json", "~/.codex/auth.json",
            "~/.gemini/**", "~/.copilot/**", "~/.bash_history", "~/.zsh_history",
            "/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/etc/sudoers.d/**",
            "/proc/*/environ", "/proc/*/mem", "/proc/kcore", "/dev/mem", "/run/secrets/**",
        ),
    ),
    PathRow(
        "runs-later",
        "later commands run something because of it",
        _WRITE,
        (
            "**/.git/**", "**/.git", "**/.gitattributes", "**/.gitmodules", "**/.gitconfig",
            "**/.githooks/**", "**/.husky/**", "**/.pre-commit-config.yaml", "**/lefthook.y*ml",
            "**/.envrc", "**/.direnv/**", "**/mise.toml", "**/.mise.toml", "**/.tool-versions",
            "**/conftest.py", "**/sitecustomize.py", "**/usercustomize.py", "**/*.pth",
            "**/pytest.ini", "**/tox.ini", "**/noxfile.py", "**/setup.py", "**/setup.cfg",
            "**/pyproject.toml", "**/package.json", "**/node_modules/.bin/**", "**/.npmrc",
            "**/.yarnrc*", "**/.pnp.*", "**/Makefile", "**/makefile", "**/GNUmakefile", "**/*.mk",
            "**/justfile", "**/Justfile", "**/Taskfile.y*ml", "**/Rakefile", "**/Gemfile",
            "**/build.rs", "**/.cargo/**", "**/build.gradle*", "**/gradlew", "**/mvnw",
            "**/pom.xml", "**/CMakeLists.txt", "**/Dockerfile*", "**/docker-compose*.y*ml",
            "**/compose.y*ml", "**/.devcontainer/**", "**/.vscode/**", "**/.idea/**",
            "**/.github/**", "**/.gitlab-ci.yml", "**/.circleci/**", "**/Jenkinsfile",
            "**/.ci/**", "**/.travis.yml", "**/azure-pipelines.yml", "**/.buildkite/**",
            "**/.claude/**", "**/.claude.json", "**/.mcp.json", "**/CLAUDE.md", "**/AGENTS.md",
            "**/.codex/**", "**/.gemini/**", "**/GEMINI.md", "**/.opencode/**", "**/opencode.json*",
            "**/.qwen/**", "**/.copilot/**", "**/.cursor/**", "**/.aider*",
            "~/.bashrc", "~/.bash_profile", "~/.bash_login", "~/.bash_logout", "~/.bash_aliases",
            "~/.profile", "~/.zshrc", "~/.zshenv", "~/.zprofile", "~/.zlogin", "~/.inputrc",
            "~/.config/fish/**", "~/.config/systemd/**", "~/.config/autostart/**",
            "~/.config/git/**", "~/.local/bin/**", "~/bin/**", "~/.ssh/**", "~/.vimrc", "~/.vim/**",
            "~/.config/nvim/**", "~/.tmux.conf", "~/.pythonrc*", "~/Library/LaunchAgents/**",
            "~/.local/lib/**", "~/.config/environment.d/**", "~/.pam_environment", "~/.xprofile",
            "/etc/**", "/usr/**", "/bin/**", "/sbin/**", "/lib/**", "/opt/**", "/boot/**",
            "/var/spool/cron/**", "/Library/**", "/System/**", "/dev/**", "/proc/**", "/sys/**",
        ),
    ),
)  # fmt: skip

_WRITERS = names("cp dd install ln mv patch rsync tar tee touch unzip truncate")
"""Programs whose arguments are written to."""


def _removes_outside(part: Part, _: Where) -> bool:
    if part.argv[0].rsplit("/", 1)[-1] not in ("rm", "rmdir", "shred", "unlink"):
        return False
    return not part.known or any(not place.inside for _, place in part.places)


def _removes_project(part: Part, where: Where) -> bool:
    if part.argv[0].rsplit("/", 1)[-1] != "rm" or not part.known:
        return False
    letters = {
        letter for word in part.argv[1:] if word[:1] == "-" and word[:2] != "--" for letter in word
    }
    if not letters & {"r", "R"} and "--recursive" not in part.argv:
        return False
    return any(place.path == where.root for _, place in part.places)


def _feeds_a_shell(part: Part, _: Where) -> bool:
    name = part.argv[0].rsplit("/", 1)[-1]
    shells = (
        "sh",
        "bash",
        "dash",
        "zsh",
        "ksh",
        "fish",
        "python",
        "python3",
        "node",
        "perl",
        "ruby",
        "php",
    )
    return name in shells and part.fed and all(word.startswith("-") for word in part.argv[1:])


def _copies_unseen(part: Part, _: Where) -> bool:
    """Whole folders, and archives: what they hold is not looked at here."""
    name = part.argv[0].rsplit("/", 1)[-1]
    if name in ("tar", "unzip", "patch", "rsync", "cpio", "7z"):
        return True
    if name not in _WRITERS:
        return False
    whole = any(word[:1] == "-" and set(word[1:]) & set("rRa") for word in part.argv[1:])
    return whole or (name == "mv" and any(place.folder for _, place in part.places[:-1]))


COMMANDS: tuple[CommandRow, ...] = (
    CommandRow("git-push", "it sends commits to others", ("git push", "git push *",
    "git send-email *")),
    CommandRow(
        "publish",
        "it publishes for others",
        (
            "npm publish", "npm publish *", "yarn publish *", "yarn npm publish *",
            "pnpm publish *",
            "twine upload *", "uv publish *", "poetry publish *", "flit publish *",
            "hatch publish *",
            "cargo publish *", "gem push *", "docker push *", "podman push *", "helm push *",
            "gh release *", "gh pr merge *", "terraform apply *", "kubectl apply *",
            "kubectl delete *", "mvn deploy *", "dotnet nuget push *", "go mod publish *",
        ),
    ),
    CommandRow("remove-outside", "it removes what lies outside the project",
    check=_removes_outside),
    CommandRow("remove-project", "it removes the project as a whole", check=_removes_project),
    CommandRow("pipe-to-shell", "it runs what it is fed", check=_feeds_a_shell),
    CommandRow("copies-unseen", "it writes files that nobody sees in the request",
    check=_copies_unseen),
    CommandRow(
        "credentials",
        "it reads or changes stored credentials",
        (
            "security *", "secret-tool *", "pass *", "op *", "bw *", "vault *", "gpg *", "gpg2 *",
            "ssh-add *", "ssh-keygen *", "ssh-agent *", "git credential *", "git credential-* *",
            "gh auth *", "glab auth *", "aws configure *", "aws sts *", "gcloud auth *",
            "az account *",
            "kubectl config *", "npm token *", "npm login *", "docker login *", "keyctl *",
            "git config *", "npm config *", "pip config *",
        ),
    ),
    CommandRow(
        "runs-elsewhere",
        "what it starts runs later, elsewhere or for somebody else",
        (
            "crontab *", "crontab", "at *", "batch", "batch *", "systemd-run *", "systemctl *",
            "launchctl *", "loginctl *", "sudo *", "su *", "su", "doas *", "pkexec *", "run0 *",
            "tmux *", "screen *", "dtach *", "abduco *", "zellij *", "docker *", "podman *",
            "nsenter *", "unshare *", "chroot *", "busctl *", "dbus-send *", "gdbus *", "ssh *",
            "kubectl exec *", "at", "nohup *", "setsid *", "disown *", "gdb *", "strace *",
        ),
    ),
)  # fmt: skip

_OURS = ("signalbox", "signalbox *")


def hits(part: Part, where: Where) -> list[Hit]:
    """All built-in rules that a part meets."""
    found: list[Hit] = []
    if any(place.ours for _, place in part.places):
        found.append(Hit("signalbox", "deny", "it touches Signalbox itself"))
    if part.what == "command":
        if not part.argv or not part.argv[0]:
            return found
        for argv in spellings(part.argv):
            if argv[0] and any(patterns.command_might_fit(one, argv) for one in _OURS):
                found.append(Hit("signalbox", "deny", "an agent may not steer Signalbox"))
        for command in COMMANDS:
            checked = command.check is not None and command.check(part, where)
            if checked or any(might_fit(one, part) for one in command.match):
                found.append(Hit(command.name, "ask", command.reason))
    found += _path_hits(part, where)
    return list(dict.fromkeys(found))


def only_reads(part: Part) -> bool:
    """Whether a command writes none of the paths that it names."""
    return part.harmless or (part.known and bool(part.argv) and not options.doubt(part.argv))


def _path_hits(part: Part, where: Where) -> list[Hit]:
    """A command without a row as a reader may write each path that it names."""
    ways = {part.what}
    if part.what == "command":
        ways = {"read"} if only_reads(part) else {"read", "write"}
    found: list[Hit] = []
    for row in PATHS:
        if not ways & row.ways:
            continue
        for _, place in part.places:
            if any(
                patterns.path_fits(one, place.path, where.root, where.home) for one in row.match
            ):
                found.append(Hit(row.name, "ask", f"{place.path}: {row.reason}"))
        if part.what == "command" and part.argv[0].rsplit("/", 1)[-1] in _WRITERS:
            # `mv x/Makefile .` writes a Makefile where no argument says so.
            for word in part.argv[1:]:
                name = "/" + word.rstrip("/").rsplit("/", 1)[-1]
                if any(
                    one.startswith("**/") and patterns.glob(one).fullmatch(name)
                    for one in row.match
                ):
                    found.append(Hit(row.name, "ask", f"{word}: {row.reason}"))
    return found
