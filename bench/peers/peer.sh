# What the scripts that start one server have in common; sourced by them.

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# launch FOLDER COMMAND...: runs it in the background, with its log and its number in the folder.
launch() {
  local folder="$1"
  shift
  "$@" >"$folder/log" 2>&1 </dev/null &
  printf '%s\n' "$!" >"$folder/pid"
}

# await FOLDER WHAT SECONDS COMMAND...: until the command succeeds; shows the log and dies when the server ends, or takes too long.
await() {
  local folder="$1" what="$2" tries="$(($3 * 10))"
  shift 3
  for _ in $(seq "$tries"); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    kill -0 "$(cat "$folder/pid")" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$folder/log" >&2
  stop_peer "$folder"
  die "$what did not start."
}

# tell FOLDER URL NAME: where the server is, as shell assignments.
tell() { printf 'FOLDER=%q\nPID=%q\nURL=%q\nNAME=%q\n' "$1" "$(cat "$1/pid")" "$2" "$3"; }

# stop_peer FOLDER: ends the server, by force if it must be, and removes its folder.
stop_peer() {
  local folder="$1" pid
  pid="$(cat "$folder/pid")"
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 150); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null || true
  rm -rf "$folder"
}

# main INSTALL START ARGUMENTS...: the verbs of such a script; INSTALL and START are its functions.
main() {
  local install="$1" start="$2"
  shift 2
  case "${1:-}" in
    install) "$install" ;;
    start)
      shift
      "$start" "$@"
      ;;
    stop) stop_peer "${2:?the folder that start printed}" ;;
    *) die "Usage: ${0##*/} install | start [CPU] [PORT] | stop FOLDER" ;;
  esac
}
