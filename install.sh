#!/bin/sh
# Makes this computer a machine of a Signalbox hub: finds Python, makes an environment of its own,
# joins by the line and the code from the hub, and starts the daemon as a service that sessions
# outlive. Twice is the same as once; a failure is one line, and what was begun is taken back.
# All of it is one function, called in the last line: from a pipe that breaks, nothing is run.
set -eu
umask 077

usage() {
  cat <<'TEXT'
sh install.sh --hub mqtts://HOST:8883 --pin PIN --wheel FILE-OR-URL [options]
sh install.sh --uninstall [options]

  --hub URL, --pin PIN   from the line that `signalbox machine add NAME` prints on the hub
  --wheel FILE-OR-URL    the signalbox_fleet wheel, from the hub or from a release
  --wheel-sha256 HEX     what it must be, whoever hands it over (the console's line has it)
  --code-file FILE       the code; without it, it is read from standard input or asked for
  --name NAME            where the code leaves the name open (default: the host's name)
  --service KIND         user, system, launchd or none (default: what this computer has)
  --account NAME         as root: whose sessions these are (default: root's own)
  --dry-run              say what would be done, and do nothing
  --uninstall            stop the service and remove what was installed; journals stay
  --purge                with --uninstall: remove journals and keys of this machine too
TEXT
}

# ----- saying things

made_env='' made_up='' made_home='' made_folders='' joined='' scratch='' asking='' placed='' left='' launcher='' unit=''

say() { printf '%s\n' "$*"; }

die() {
  trap - EXIT
  if [ -n "$joined" ]; then
    set -- "$*; it stays joined and the rest is taken back: the same line again goes on from here, without a code"
  elif asked_already; then
    set -- "$*; the keys that it asked with are kept: the same line again, with the same code, goes on from here"
  fi
  take_back
  printf 'install.sh: %s%s\n' "$*" "${left:+; not removed:$left}" >&2
  exit 1
}

# Whatever stops the script without a word of its own ends here.
fell() { [ "$1" -eq 0 ] || die 'stopped in the middle'; }

# The hub may have let these keys in and used the code up, though its answer was never kept.
asked_already() { [ -n "$asking" ] && [ -d "$home/edge/keys/joining" ]; }

# The hub knows this computer from the join on and its code is used up, so the keys are kept: they
# are what the same line needs to go on. All else that was made goes, and what it replaced is back.
take_back() {
  if asked_already; then joined=perhaps; fi
  case $placed in *"|$unit|"*) unplace_unit >/dev/null 2>&1 || : ;; esac
  [ -z "$made_up" ] || signalbox down >/dev/null 2>&1 || :
  case $placed in *"|$launcher|"*) unplace "$launcher" ;; esac
  [ -z "$made_env" ] || gone "$made_env"
  [ -z "$scratch" ] || rm -rf "$scratch"
  if [ -n "$made_home" ] && [ -z "$joined" ]; then gone "$home"; fi
  # Folders that were not there before and are empty again.
  set -f
  old_ifs=$IFS
  IFS='
'
  for folder in $made_folders; do
    rmdir "$folder" 2>/dev/null || [ ! -d "$folder" ] || [ -n "$(ls -A "$folder")" ] || left="$left $folder"
  done
  IFS=$old_ifs
  made_env='' made_up='' made_home='' made_folders='' joined='' scratch='' placed=''
}

gone() {
  rm -rf "$1" 2>/dev/null || :
  [ ! -e "$1" ] || left="$left $1"
}

# place MODE PATH TEXT: a file whole or not at all; what it replaces stays beside it until the end.
place() {
  # shellcheck disable=SC2016 # the inner shell's own
  said=$(printf '%s\n' "$3" | place_as "$2" sh -c '
    if mkdir -p "$(dirname "$2")" && cat >"$2.new" && chmod "$1" "$2.new" &&
      { [ ! -e "$2" ] || ln -f "$2" "$2.before"; } && mv -f "$2.new" "$2"; then exit 0; fi
    rm -f "$2.new" "$2.before"
    exit 1
  ' sh "$1" "$2" 2>&1) || die "cannot write $2: $(reason "$said")"
  placed="$placed|$2|"
}

place_as() {
  if [ "$1" = "$unit" ] && [ "$service" != user ]; then
    shift
    "$@"
  else
    shift
    as_account "$@"
  fi
}

unplace() {
  if [ -e "$1.before" ]; then
    mv -f "$1.before" "$1" 2>/dev/null || left="$left $1.before"
  else
    rm -f "$1" 2>/dev/null || left="$left $1"
  fi
}

# The service of before goes on as it was; one that is new goes.
unplace_unit() {
  if [ ! -e "$unit.before" ]; then
    remove_service
    [ ! -e "$unit" ] || left="$left $unit"
    return 0
  fi
  unplace "$unit"
  case $service in
    user) systemctl --user daemon-reload && systemctl --user restart "${unit##*/}" ;;
    system) systemctl daemon-reload && systemctl restart "${unit##*/}" ;;
    launchd) launchctl bootout "gui/$(id -u)" "$unit"; launchctl bootstrap "gui/$(id -u)" "$unit" ;;
  esac
}

# What a tool says of a failure: its own words for it, without its name and the path.
reason() {
  last=$(printf '%s\n' "$1" | grep -v '^ *$' | tail -n 1)
  printf '%s' "${last##*: }"
}

# Which folders above a path are not there yet, the innermost first.
not_there() {
  folder=$1
  while [ ! -e "$folder" ]; do
    printf '%s\n' "$folder"
    folder=$(dirname "$folder")
  done
}

interrupted() {
  trap - INT TERM HUP
  { stty echo </dev/tty; } 2>/dev/null || :
  die 'interrupted'
}

run() {
  if [ -n "$dry" ]; then
    say "would run: $(printf '%s' "$*" | sed 's/^gone /rm -rf /')"
  else
    "$@"
  fi
}

# ----- arguments

read_arguments() {
  hub='' pin='' wheel='' wheel_sha256='' code_file='' name='' service=auto account='' dry='' remove='' purge=''
  while [ $# -gt 0 ]; do
    case $1 in
      --hub | --pin | --wheel | --wheel-sha256 | --code-file | --name | --service | --account)
        [ $# -ge 2 ] || { printf 'install.sh: %s needs a value\n' "$1" >&2; exit 2; }
        ;;
    esac
    case $1 in
      --hub) hub=$2; shift 2 ;;
      --pin) pin=$2; shift 2 ;;
      --wheel) wheel=$2; shift 2 ;;
      --wheel-sha256) wheel_sha256=$2; shift 2 ;;
      --code-file) code_file=$2; shift 2 ;;
      --name) name=$2; shift 2 ;;
      --service) service=$2; shift 2 ;;
      --account) account=$2; shift 2 ;;
      --dry-run) dry=1; shift ;;
      --uninstall) remove=1; shift ;;
      --purge) purge=1; shift ;;
      -h | --help) usage; exit 0 ;;
      *) printf 'install.sh: what is %s? See --help\n' "$1" >&2; exit 2 ;;
    esac
  done
}

find_places() {
  me=$(id -un)
  [ -n "$account" ] || account=$me
  prefix='' home=''
  if [ "$account" != "$me" ]; then
    [ "$(id -u)" -eq 0 ] || die "only root can install for $account"
    id "$account" >/dev/null 2>&1 || die "there is no account $account"
    command -v runuser >/dev/null 2>&1 || die 'runuser is missing; log in as the account instead'
    their=$(awk -F: -v who="$account" '$1 == who { print $6 }' /etc/passwd)
    [ -d "$their" ] || die "the account $account has no home folder"
    HOME=$their
    export HOME
  fi
  [ -n "${HOME:-}" ] || die 'HOME is not set'
  home=${SIGNALBOX_HOME:-$HOME/.signalbox}
  prefix=${XDG_DATA_HOME:-$HOME/.local/share}/signalbox
  launcher=$HOME/.local/bin/signalbox
  case "$home$prefix" in
    *[\"\\%\$\']* | *'
'*) die "quotes, \\, % and \$ are more than a service file can hold: $home" ;;
  esac
}

as_account() {
  if [ "$account" = "$me" ]; then
    "$@"
  else
    runuser -u "$account" -- env HOME="$HOME" SIGNALBOX_HOME="$home" "$@"
  fi
}

# ----- the service

find_service() {
  if [ "$service" = auto ]; then
    if [ "$(uname -s)" = Darwin ]; then
      service=launchd
    elif ! has_systemd; then
      service=missing
    elif [ "$(id -u)" -eq 0 ]; then
      service=system
    else
      service=user
    fi
  fi
  case $service in
    user) unit=${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user/signalbox-edge.service ;;
    system) unit=/etc/systemd/system/signalbox-edge-$account.service ;;
    launchd) unit=$HOME/Library/LaunchAgents/org.signalbox.edge.plist ;;
    none) unit='' ;;
    missing)
      unit=''
      [ -n "$remove" ] || die 'no systemd and no launchd here; use --service none, and start it by "signalbox up" after each boot'
      ;;
    *) die "--service $service: user, system, launchd or none" ;;
  esac
}

has_systemd() { [ -d /run/systemd/system ] && command -v systemctl >/dev/null 2>&1; }

check_service() {
  case $service in
    user | system) has_systemd || die "--service $service: systemd does not run here; use --service none" ;;
    launchd) command -v launchctl >/dev/null 2>&1 || die '--service launchd: there is no launchctl here' ;;
  esac
  if [ "$service" = system ] && [ "$(id -u)" -ne 0 ]; then
    die '--service system: only root can; use --service user'
  fi
  if [ "$service" = user ]; then
    systemctl --user show-environment >/dev/null 2>&1 ||
      die 'the systemd of this account cannot be reached (a plain su?); log in properly, or use --service none'
  fi
}

# Stopping it ends the daemon alone: sessions are processes of their own, and KillMode=process
# leaves them what they are. What a daemon needs from its own home it reads there.
unit_text() {
  cat <<TEXT
[Unit]
Description=Signalbox: the daemon of this machine
After=network-online.target
Wants=network-online.target

[Service]
Type=exec
ExecStart="$env_dir/bin/python" -I -m signalbox.supervisor --home "$home" --sides edge
KillMode=process
Restart=on-failure
RestartSec=2
TasksMax=infinity
UMask=0077
TEXT
  if [ "$service" = system ]; then
    printf 'User=%s\nWorkingDirectory=/\n\n[Install]\nWantedBy=multi-user.target\n' "$account"
  else
    printf '\n[Install]\nWantedBy=default.target\n'
  fi
}

plist_text() {
  cat <<TEXT
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>org.signalbox.edge</string>
  <key>ProgramArguments</key>
  <array>
    <string>$env_dir/bin/python</string>
    <string>-I</string><string>-m</string><string>signalbox.supervisor</string>
    <string>--home</string><string>$home</string>
    <string>--sides</string><string>edge</string>
  </array>
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
  <key>AbandonProcessGroup</key><true/>
  <key>Umask</key><integer>63</integer>
</dict>
</plist>
TEXT
}

service_text() { if [ "$service" = launchd ]; then plist_text; else unit_text; fi; }

install_service() {
  [ -n "$unit" ] || return 0
  if [ -n "$dry" ]; then
    say "would write $unit:"
    service_text | sed 's/^/  | /'
    return 0
  fi
  text=$(service_text) || die "no text for $unit"
  place 644 "$unit" "$text"
  case $service in
    user)
      start_unit systemctl --user
      # Without it systemd ends everything of this account, sessions too, when its last log-in ends.
      loginctl enable-linger "$account" 2>/dev/null ||
        say "note: lingering could not be switched on, so sessions end when you log out; ask root for: loginctl enable-linger $account"
      ;;
    system)
      start_unit systemctl
      ;;
    launchd)
      launchctl bootout "gui/$(id -u)" "$unit" 2>/dev/null || :
      launchctl bootstrap "gui/$(id -u)" "$unit" || die "launchd did not take $unit"
      ;;
  esac
}

start_unit() {
  if "$@" daemon-reload && "$@" enable --quiet "${unit##*/}" && "$@" restart "${unit##*/}"; then
    return 0
  fi
  die "systemd did not start the service; see: $* status ${unit##*/}"
}

remove_service() {
  [ -n "$unit" ] && [ -f "$unit" ] || return 0
  case $service in
    user) run systemctl --user disable --quiet --now signalbox-edge.service || : ;;
    system) run systemctl disable --quiet --now "$(basename "$unit")" || : ;;
    launchd) run launchctl bootout "gui/$(id -u)" "$unit" || : ;;
  esac
  run rm -f "$unit"
  case $service in
    user) run systemctl --user daemon-reload || : ;;
    system) run systemctl daemon-reload || : ;;
  esac
}

# ----- Python

find_python() {
  bare=''
  for python in ${PYTHON:+"$PYTHON"} python3.14 python3.13 python3.12 python3.11 python3; do
    command -v "$python" >/dev/null 2>&1 || continue
    "$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    if "$python" -I -c 'import venv, ensurepip, ssl' 2>/dev/null; then
      python=$(command -v "$python")
      return 0
    fi
    bare=$python
  done
  if [ -n "$bare" ]; then
    version=$("$bare" -I -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    die "$version is here but cannot make environments; on Debian and Ubuntu: sudo apt-get install $version-venv"
  fi
  if [ "$(uname -s)" = Darwin ]; then
    die 'Python 3.11 or newer is missing; get it by: brew install python@3.13 (or from python.org)'
  fi
  die 'Python 3.11 or newer is missing; on Debian and Ubuntu: sudo apt-get install python3 python3-venv'
}

check_writable() {
  folder=$1
  while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
  place_as "$1" test -w "$folder" || die "$account may not write to $folder"
}

check_room() {
  check_writable "$1"
  room=$(df -Pk "$folder" | awk 'NR == 2 { print $4 }')
  [ "$room" -ge 307200 ] || die "$folder has $((room / 1024)) MiB left; 300 MiB are needed"
}

check_hub() {
  # Nothing secret is sent: is there anybody at that address who speaks TLS?
  "$python" -I - "$hub" <<'TEXT' || die "$hub cannot be reached, or does not speak TLS"
import socket, ssl, sys
from urllib.parse import urlsplit

try:
    parts = urlsplit(sys.argv[1])
    if parts.scheme != "mqtts" or not parts.hostname:
        sys.exit(1)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection((parts.hostname, parts.port or 8883), 10) as plain:
        context.wrap_socket(plain, server_hostname=parts.hostname).close()
except (OSError, ValueError):
    sys.exit(1)
TEXT
}

fetch_wheel() {
  case $wheel in
    https://*)
      got=$scratch/$(basename "${wheel%%\?*}")
      # With its digest known it does not matter who hands it over, so no certificate is asked for.
      "$python" -I -c 'import shutil, ssl, sys, urllib.request as u
url, path, digest = sys.argv[1:]
context = ssl.create_default_context()
if digest: context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
with u.urlopen(url, timeout=60, context=context) as a, open(path, "wb") as b: shutil.copyfileobj(a, b)' \
        "$wheel" "$got" "$wheel_sha256" 2>/dev/null || die "$wheel cannot be fetched"
      ;;
    http://*) die '--wheel: what is fetched without TLS may be anybody'"'"'s; use https:// or a file' ;;
    *)
      [ -f "$wheel" ] || die "there is no file $wheel"
      got=$scratch/$(basename "$wheel")
      said=$(cp "$wheel" "$got" 2>&1) || die "$wheel cannot be copied to $scratch: $(reason "$said")"
      ;;
  esac
  case $got in *.whl) ;; *) die "$wheel is no wheel" ;; esac
  digest=$("$python" -I -c 'import hashlib, sys
print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$got") || die "$got cannot be read"
  [ "${wheel_sha256:-$digest}" = "$digest" ] ||
    die "$wheel is not what the line says: its sha256 is $digest"
  if [ "$account" != "$me" ]; then chmod 711 "$scratch"; chmod 644 "$got"; fi
}

make_environment() {
  env_dir=$prefix/env-$(printf '%.12s' "$digest")
  [ -f "$env_dir/.whole" ] && { say "environment  $env_dir (as before)"; return 0; }
  say "environment  $env_dir"
  said=$(as_account mkdir -p "$prefix" 2>&1) || die "cannot make $prefix: $(reason "$said")"
  made_env=$env_dir
  said=$(rm -rf "$env_dir" 2>&1) || die "cannot make room for $env_dir: $(reason "$said")"
  said=$(as_account "$python" -I -m venv "$env_dir" 2>&1) || die "no environment: $(last_line "$said")"
  said=$(as_account "$env_dir/bin/python" -I -m pip install --quiet --no-input --disable-pip-version-check \
    "signalbox-fleet[edge] @ file://$got" 2>&1) || die "pip could not install it: $(last_line "$said")"
  said=$(as_account touch "$env_dir/.whole" 2>&1) || die "cannot write $env_dir: $(reason "$said")"
}

# pip says more after what is wrong; a disk that is full comes first.
last_line() {
  printf '%s\n' "$1" | grep 'No space left on device' | head -n 1 | grep . ||
    printf '%s\n' "$1" | grep -v '^ *$' | tail -n 1
}

signalbox() { as_account env SIGNALBOX_HOME="$home" "$env_dir/bin/python" -I -m signalbox "$@"; }

write_launcher() {
  text=$(launcher_text) || die "no text for $launcher"
  place 755 "$launcher" "$text"
}

launcher_text() {
  cat <<TEXT
#!/bin/sh
# Written by Signalbox's install.sh.
SIGNALBOX_HOME=\${SIGNALBOX_HOME:-"$home"}
export SIGNALBOX_HOME
exec "$env_dir/bin/python" -I -m signalbox "\$@"
TEXT
}

join() {
  if is_member; then
    joined=before
    if [ -z "$code_file" ]; then
      say "joined       already"
      return 0
    fi
  fi
  asking=1
  if said=$(printf '%s\n' "$code" | join_now 2>&1); then
    joined=now
    printf '%s\n' "$said" | sed 's/^/  /'
  else
    join_failed
  fi
}

is_member() {
  [ -f "$home/edge/keys/machine.secret" ] && grep -qF "\"$hub\"" "$home/config.toml" 2>/dev/null
}

# Before anything is made, so that nobody has to wait for the question. Standard input is this very
# script where curl has piped it: it is at its end then, and the terminal is asked.
read_code() {
  code=''
  if [ -z "$code_file" ] && is_member; then return 0; fi
  if [ -n "$code_file" ]; then
    # Read by whoever started this: the account may not be allowed to.
    code=$(cat "$code_file") || die "$code_file cannot be read"
  elif [ -t 0 ] || { IFS= read -r code || :; [ -z "$code" ]; }; then
    # In a shell of its own: where it cannot be opened, sh would end here without a word.
    (: </dev/tty) 2>/dev/null || die 'no code: give it by --code-file or standard input'
    printf 'Code (it is not shown): ' >/dev/tty
    stty -echo </dev/tty 2>/dev/null || :
    IFS= read -r code </dev/tty || :
    stty echo </dev/tty 2>/dev/null || :
    printf '\n' >/dev/tty
  fi
  [ -n "$code" ] || die 'no code: give it by --code-file or standard input'
}

join_now() {
  if [ -n "$name" ]; then
    signalbox join "$hub" --pin "$pin" --name "$name"
  else
    signalbox join "$hub" --pin "$pin"
  fi
}

# The same line again, with the same file: its code was used up by the first time.
join_failed() {
  why=$(refusal "$said")
  case $joined:$why in
    before:*'used already'*)
      say "joined       already"
      return 0
      ;;
  esac
  # It may be a member all the same, and only unable to say so.
  [ -n "$joined" ] || ! is_member || joined=now
  [ "$joined" != before ] || joined=''
  die "$why"
}

# Of what a command line of ours has said: why not.
refusal() {
  printf '%s\n' "$1" | sed -n 's/^signalbox: //p' | head -n 1 | grep . || last_line "$1"
}

running_sessions() {
  # shellcheck disable=SC2009 # pgrep is not everywhere, and cuts long lines
  ps -axo args= 2>/dev/null | grep -F -- "-m edge_agent.host" | grep -cF "$home/" || :
}

# ----- what is asked for

main() {
  read_arguments "$@"
  find_places
  trap interrupted INT TERM HUP

  if [ -n "$remove" ]; then
    find_service
    alive=$(running_sessions)
    [ "$alive" -eq 0 ] || die "$alive sessions run here; end them first: signalbox ls, signalbox stop S"
    remove_service
    if [ -x "$launcher" ] && [ -z "$unit" ]; then run as_account "$launcher" down >/dev/null 2>&1 || :; fi
    run gone "$launcher"
    run gone "$prefix"
    [ -z "$purge" ] || run gone "$home"
    [ -z "$left" ] || die 'not everything could be removed'
    [ -n "$purge" ] || say "kept         $home (journals and keys; --purge removes them)"
    [ -n "$dry" ] || say 'removed. On the hub: signalbox machine revoke NAME'
    exit 0
  fi

  for given in "--hub:$hub" "--pin:$pin" "--wheel:$wheel"; do
    [ -n "${given#*:}" ] || { printf 'install.sh: %s is missing; see --help\n' "${given%%:*}" >&2; exit 2; }
  done
  case $hub in mqtts://*) ;; *) die "--hub $hub: mqtts://HOST:8883 is wanted" ;; esac
  case $code_file in '') ;; *) [ -r "$code_file" ] || die "$code_file cannot be read" ;; esac

  trap 'fell $?' EXIT
  find_service
  [ -n "$dry" ] || check_service
  find_python
  check_room "$prefix"
  check_room "$home"
  check_writable "$launcher"
  [ -z "$unit" ] || check_writable "$unit"
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/signalbox-install.XXXXXX" 2>/dev/null) || die "no room for temporary files in ${TMPDIR:-/tmp}"
  check_hub
  say "python       $python ($("$python" -V 2>&1))"
  if [ -n "$dry" ]; then
    env_dir=$prefix/env-...
    say "would make   an environment in $prefix from $wheel"
    say "would join   $hub, with the code from ${code_file:-standard input}"
    say "would write  $launcher"
    install_service
    rm -rf "$scratch"
    exit 0
  fi
  read_code
  fetch_wheel
  [ -e "$home" ] || made_home=1
  made_folders=$(for path in "$prefix" "$home" "${launcher%/*}" ${unit:+"${unit%/*}"}; do not_there "$path"; done | sort -ru)
  make_environment
  join
  write_launcher
  install_service
  if [ "$service" = none ]; then
    if said=$(signalbox up 2>&1); then
      made_up=1
    else
      case $said in
        *'running already'*) ;;
        *)
          made_up=1
          die "it does not start: $(refusal "$said")"
          ;;
      esac
    fi
  fi
  machine=$(as_account "$env_dir/bin/python" -I -m signalbox.joining.seen --home "$home" --within 30) ||
    die "it runs, and the hub has not let it in within 30 s: $machine"
  rm -f "$launcher.before" ${unit:+"$unit.before"} 2>/dev/null || :
  made_env='' made_up='' made_home='' made_folders='' joined='' asking='' placed=''
  for old in "$prefix"/env-*; do
    # A session that still runs reads from the environment that it was started by.
    # shellcheck disable=SC2009
    [ "$old" = "$env_dir" ] || ps -axo args= 2>/dev/null | grep -qF "$old/" || rm -rf "$old"
  done
  rm -rf "$scratch"
  say "seen by      $hub as $machine"
  case :$PATH: in *":$HOME/.local/bin:"*) run_as=signalbox ;; *) run_as=$launcher ;; esac
  [ "$service" != none ] || say "note         after a boot: $run_as up"
  say "next         $run_as run bash    (or any agent; watch it from the hub)"
}

main "$@"
