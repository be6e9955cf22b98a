#!/usr/bin/env bash
# Vidrn itself as the others are started here, on one CPU, listening on this machine alone:
#   bench/peers/vidrn.sh start [CPU]             prints FOLDER and PID and URL, a line each, as shell assignments
#   bench/peers/vidrn.sh stop FOLDER             ends it and removes its folder, which is its data folder
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

start_vidrn() {
  local cpu="${1:-0}" folder pid url
  "$root/vidrn" load --help >/dev/null # builds what changed
  folder="$(mktemp -d)"
  # Everybody joins from one address here.
  Vidrn__Bind=127.0.0.1 Vidrn__Media__BindAddress=127.0.0.1 \
    Vidrn__Media__JoinsPerSecondPerAddress=100000 Vidrn__Media__JoinBurstPerAddress=100000 \
    taskset -c "$cpu" dotnet "$root/SignalingApi/bin/Release/net10.0/Vidrn.SignalingApi.dll" run --port 0 --media-port 0 --data "$folder" \
    >"$folder/log" 2>&1 </dev/null &
  pid=$!
  printf '%s\n' "$pid" >"$folder/pid"
  for _ in $(seq 300); do
    url="$(grep -oE 'is ready at [^ ,]+' "$folder/log" | cut -d' ' -f4 || true)"
    if [[ -n "$url" ]]; then
      printf 'FOLDER=%q\nPID=%q\nURL=%q\nNAME=%q\n' "$folder" "$pid" "${url%/}" vidrn
      return 0
    fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$folder/log" >&2
  stop_vidrn "$folder"
  die "Vidrn did not start."
}

stop_vidrn() {
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

case "${1:-}" in
  start)
    shift
    start_vidrn "$@"
    ;;
  stop) stop_vidrn "${2:?the folder that start printed}" ;;
  *) die "Usage: bench/peers/vidrn.sh start [CPU] | stop FOLDER" ;;
esac
