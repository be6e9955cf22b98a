#!/usr/bin/env bash
# Janus as a peer to compare with, on one CPU, listening on this machine alone:
#   bench/peers/janus.sh install                 the package janus of Debian or Ubuntu, where it is missing
#   bench/peers/janus.sh start [CPU] [PORT]      prints FOLDER, PID, URL and NAME, a line each, as shell assignments
#   bench/peers/janus.sh stop FOLDER             ends it and removes its folder
# JANUS_EVENT_LOOPS=0 runs it as packaged: a thread a handle. JANUS_INTERFACE names where its ICE candidates come from.
set -euo pipefail

# shellcheck source=peer.sh
source "$(dirname "${BASH_SOURCE[0]}")/peer.sh"

install_janus() {
  command -v janus >/dev/null 2>&1 && return 0
  command -v apt-get >/dev/null 2>&1 && [[ "$(id -u)" == 0 ]] || die "Janus is not installed (Debian and Ubuntu: apt install janus)."
  say "Installing janus"
  # The package would start a server of its own: that is stopped again, and not enabled.
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends janus; } >/dev/null 2>&1 \
    || die "apt could not install janus."
  if command -v systemctl >/dev/null 2>&1; then systemctl disable --now janus >/dev/null 2>&1 || true; fi
}

# The interface that carries the default route: Janus takes no candidates from loopback, and what is sent to this
# machine's own address goes over loopback all the same.
media_interface() {
  if [[ -n "${JANUS_INTERFACE:-}" ]]; then
    printf '%s\n' "$JANUS_INTERFACE"
  else
    ip -4 -o addr show scope global up | awk 'NR == 1 { print $2 }'
  fi
}

write_config() {
  local folder="$1" port="$2" interface="$3" libraries
  libraries="$(dirname "$(find /usr/lib /usr/local/lib /opt -path '*janus/plugins' -type d 2>/dev/null | head -n 1)")"
  [[ -d "$libraries/plugins" ]] || die "Janus's plugins are not found."
  mkdir -p "$folder/plugins" "$folder/transports" "$folder/config"
  # Only what is used: links to the one plugin and the one transport.
  ln -s "$libraries/plugins/libjanus_videoroom.so" "$folder/plugins/"
  ln -s "$libraries/transports/libjanus_http.so" "$folder/transports/"
  cat >"$folder/config/janus.jcfg" <<TEXT
general: {
  plugins_folder = "$folder/plugins"
  transports_folder = "$folder/transports"
  events_folder = "$folder/none"
  loggers_folder = "$folder/none"
  debug_level = 3
  event_loops = ${JANUS_EVENT_LOOPS:-1}
}
media: {
  rtp_port_range = "20000-60000"
}
nat: {
  ice_lite = true
  ice_tcp = false
  ice_enforce_list = "$interface"
}
TEXT
  cat >"$folder/config/janus.transport.http.jcfg" <<TEXT
general: {
  json = "compact"
  base_path = "/janus"
  http = true
  port = $port
  interface = "lo"
  https = false
}
admin: {
  admin_http = false
}
TEXT
  printf 'general: {\n}\n' >"$folder/config/janus.plugin.videoroom.jcfg"
}

start_janus() {
  local cpu="${1:-0}" port="${2:-8088}" folder interface
  install_janus
  interface="$(media_interface)"
  [[ -n "$interface" ]] || die "No interface with an address but loopback: Janus takes no candidates from that. Name one with JANUS_INTERFACE."
  folder="$(mktemp -d)"
  write_config "$folder" "$port" "$interface"
  launch "$folder" taskset -c "$cpu" janus --configs-folder="$folder/config" --config="$folder/config/janus.jcfg" --disable-colors
  await "$folder" Janus 10 curl -fsS "http://127.0.0.1:$port/janus/info"
  tell "$folder" "http://127.0.0.1:$port/janus" "janus-$(janus --version 2>&1 | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | tail -n 1)"
}

main install_janus start_janus "$@"
