#!/usr/bin/env bash
# Vidrn itself as the others are started here, on one CPU, listening on this machine alone:
#   bench/peers/vidrn.sh install                 builds what changed
#   bench/peers/vidrn.sh start [CPU]             prints FOLDER, PID, URL and NAME, a line each, as shell assignments
#   bench/peers/vidrn.sh stop FOLDER             ends it and removes its folder, which is its data folder
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
# shellcheck source=peer.sh
source "$root/bench/peers/peer.sh"

install_vidrn() { "$root/vidrn" load --help >/dev/null; }

start_vidrn() {
  local cpu="${1:-0}" folder
  install_vidrn
  folder="$(mktemp -d)"
  # Everybody joins from one address here.
  launch "$folder" env Vidrn__Bind=127.0.0.1 Vidrn__Media__BindAddress=127.0.0.1 \
    Vidrn__Media__JoinsPerSecondPerAddress=100000 Vidrn__Media__JoinBurstPerAddress=100000 \
    taskset -c "$cpu" dotnet "$root/SignalingApi/bin/Release/net10.0/Vidrn.SignalingApi.dll" run --port 0 --media-port 0 --data "$folder"
  await "$folder" Vidrn 30 grep -q 'is ready at ' "$folder/log"
  tell "$folder" "$(grep -oE 'is ready at [^ ,]+' "$folder/log" | cut -d' ' -f4)" vidrn
}

main install_vidrn start_vidrn "$@"
