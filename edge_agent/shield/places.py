"""What a shielded session must not reach, as tables. Pure.

Each of these would run something outside of the shield, or show what others type: our own home and
sockets, service managers, terminals' servers, agents that hold keys, containers, the desktop, cron.
"""

from __future__ import annotations

from collections.abc import Mapping

PLACES = (
    # service managers, and all else that a log-in keeps: D-Bus, gpg, keyring, Wayland, podman
    "/run/user",
    "/run/dbus/system_bus_socket",
    "/run/systemd/private",
    "/run/initctl",
    "/run/runit",
    "/run/snapd.socket",
    "/run/supervisor.sock",
    "{home}/.local/state/watchman",
    "{home}/.pm2/rpc.sock",
    # another system around this one that starts programs
    "/run/WSL",
    # terminals that others sit at
    "/tmp/tmux-{uid}",
    "/run/screen",
    "/tmp/screens",
    "/tmp/uscreens",
    "{home}/.screen",
    "/tmp/zellij-{uid}",
    "/tmp/.X11-unix",
    "/tmp/emacs{uid}",
    "{home}/.emacs.d/server",
    "/tmp/tmate-{uid}",
    # containers: whoever may speak to these is root
    "/run/docker.sock",
    "/run/docker",
    "/run/containerd",
    "/run/podman",
    "/run/crio",
    "/run/buildkit",
    "/run/libvirt",
    "/run/incus",
    "/var/lib/incus/unix.socket",
    "/var/lib/lxd/unix.socket",
    "/var/snap/lxd/common/lxd/unix.socket",
    "{home}/.docker/run",
    "{home}/.docker/desktop",
    "{home}/.colima",
    "{home}/.lima",
    # keys that answer to whoever asks
    "{home}/.gnupg/S.gpg-agent",
    "{home}/.gnupg/S.gpg-agent.browser",
    "{home}/.gnupg/S.gpg-agent.extra",
    "{home}/.gnupg/S.keyboxd",
    "/run/pcscd",
    # what runs later
    "/var/spool/cron",
    "/var/spool/at",
    "/var/spool/atjobs",
    # what agents leave for each other
    "/tmp/claude-{uid}",
    "/tmp/codex-daemon-{uid}",
)
"""Paths to hide where they are there. `{home}`: the account's, `{uid}`: its number."""

OWNED = (
    "/tmp/cc-socks*",
    "/tmp/qwen-socks-*",
    "/tmp/nvim.*",
    "/tmp/vscode-ipc-*.sock",
)
"""Patterns of which only what this account owns is hidden: anybody may make such names."""

SSH_AGENT = ("{home}/.ssh/agent", "{home}/.gnupg/S.gpg-agent.ssh", "{home}/.1password/agent.sock")
SSH_AGENT_OWNED = ("/tmp/ssh-*",)
"""Hidden unless `shield.ssh_agent` is set."""

ADDRESSES = frozenset(
    {
        "ALACRITTY_SOCKET",
        "BUILDKIT_HOST",
        "CONTAINERD_ADDRESS",
        "CONTAINER_HOST",
        "DBUS_SESSION_BUS_ADDRESS",
        "DBUS_SYSTEM_BUS_ADDRESS",
        "DOCKER_HOST",
        "I3SOCK",
        "KITTY_LISTEN_ON",
        "NOTIFY_SOCKET",
        "NVIM",
        "NVIM_LISTEN_ADDRESS",
        "SWAYSOCK",
        "TMUX",
        "VSCODE_GIT_IPC_HANDLE",
        "VSCODE_IPC_HOOK_CLI",
        "WEZTERM_UNIX_SOCKET",
        "WSL_INTEROP",
    }
)
"""Variables that name a socket: the socket is hidden, and the program is not told of it."""

FOLDERS = frozenset({"SCREENDIR", "XDG_RUNTIME_DIR"})
"""Variables that name a folder of sockets: likewise."""

UNTOLD = frozenset(
    {
        "DISPLAY",
        "DOCKER_CONTEXT",
        "GNOME_KEYRING_CONTROL",
        "GPG_AGENT_INFO",
        "SESSION_MANAGER",
        "STY",
        "TMUX_PANE",
        "TMUX_TMPDIR",
        "WAYLAND_DISPLAY",
        "XAUTHORITY",
        "ZELLIJ",
        "ZELLIJ_SESSION_NAME",
    }
)
"""Variables that tell of what is hidden, without naming a socket."""

_SSH_AGENT_NAMES = frozenset({"SSH_AGENT_PID", "SSH_AUTH_SOCK"})


def scrubbed(environment: Mapping[str, str], ssh_agent: bool) -> dict[str, str]:
    """The variables without those that lead to something hidden."""
    gone = ADDRESSES | FOLDERS | UNTOLD | (frozenset() if ssh_agent else _SSH_AGENT_NAMES)
    return {name: value for name, value in environment.items() if name not in gone}


def paths(uid: int, homes: tuple[str, ...], ssh_agent: bool) -> list[str]:
    """All plain paths to hide, whether they are there or not."""
    wanted = (*PLACES, *(() if ssh_agent else SSH_AGENT))
    return _filled(wanted, uid, homes)


def patterns(uid: int, homes: tuple[str, ...], ssh_agent: bool) -> list[str]:
    """All patterns of which this account's own are to be hidden."""
    return _filled((*OWNED, *(() if ssh_agent else SSH_AGENT_OWNED)), uid, homes)


def sockets_named(environment: Mapping[str, str], ssh_agent: bool) -> list[str]:
    """Absolute paths that variables name as sockets."""
    names = ADDRESSES | (frozenset() if ssh_agent else _SSH_AGENT_NAMES)
    found = [one for name in sorted(names) for one in _of_address(environment.get(name, ""))]
    return [path for path in found if path.startswith("/")]


def folders_named(environment: Mapping[str, str], uid: int) -> list[str]:
    """Absolute paths that variables name as folders of sockets."""
    found = [environment.get(name, "") for name in sorted(FOLDERS)]
    found.append(environment.get("TMUX_TMPDIR", "") + f"/tmux-{uid}")
    return [path for path in found if path.startswith("/")]


def _of_address(value: str) -> list[str]:
    """`/a`, `/a,1,0` (tmux), `unix:///a`, `unix:/a` and `unix:path=/a,guid=…;unix:…` (D-Bus)."""
    found = []
    for one in value.split(";"):
        path = one.partition(",")[0].removeprefix("unix:").removeprefix("path=")
        found.append("/" + path.lstrip("/") if path.startswith("/") else path)
    return found


def _filled(wanted: tuple[str, ...], uid: int, homes: tuple[str, ...]) -> list[str]:
    found = []
    for text in wanted:
        for home in homes if "{home}" in text else ("",):
            found.append(text.replace("{home}", home).replace("{uid}", str(uid)))
    return found
