#!/usr/bin/env bash
# A minimal forwarder over Pion (pion/main.go) as a peer to compare with, on one CPU, listening on 127.0.0.1 alone:
#   bench/peers/pion.sh install                 Debian's Go and Pion, where they are missing, and the build
#   bench/peers/pion.sh start [CPU] [PORT]      prints FOLDER, PID, URL and NAME, a line each, as shell assignments
#   bench/peers/pion.sh stop FOLDER             ends it and removes its folder
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
binary="$here/pion/bin/forwarder"
library=/usr/share/gocode
package=golang-github-pion-webrtc.v3-dev

# shellcheck source=peer.sh
source "$here/peer.sh"

install_pion() {
  local path
  if ! command -v go >/dev/null 2>&1 || [[ ! -d "$library/src/github.com/pion/webrtc" ]]; then
    command -v apt-get >/dev/null 2>&1 && [[ "$(id -u)" == 0 ]] || die "Go and Pion are not installed (Debian: apt install golang-go $package)."
    say "Installing golang-go and $package"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends golang-go "$package"; } >/dev/null 2>&1 \
      || die "apt could not install golang-go and $package."
  fi
  if [[ ! -f "$binary" || "$here/pion/main.go" -nt "$binary" ]]; then
    say "Building the forwarder over Pion"
    # Debian's Go libraries are a GOPATH; module paths such as webrtc/v3 are found there from a folder with a go.mod inside a GOPATH.
    path="$(mktemp -d)"
    mkdir -p "$path/src/vidrn/pion" "$here/pion/bin"
    cp "$here/pion/main.go" "$here/pion/go.mod" "$path/src/vidrn/pion/"
    (cd "$path/src/vidrn/pion" && GO111MODULE=off GOPATH="$path:$library" GOFLAGS='' go build -o "$binary" .) || die "The forwarder could not be built."
    rm -rf "$path"
  fi
}

version() {
  dpkg-query -W -f '${Version}' "$package" 2>/dev/null | sed 's/-[^-]*$//' || true
}

start_pion() {
  local cpu="${1:-0}" port="${2:-8089}" folder
  install_pion
  folder="$(mktemp -d)"
  # One thread that runs Go: it has one CPU.
  launch "$folder" env GOMAXPROCS=1 taskset -c "$cpu" "$binary" -listen "127.0.0.1:$port"
  await "$folder" "The forwarder over Pion" 10 curl -fsS "http://127.0.0.1:$port/health"
  tell "$folder" "http://127.0.0.1:$port" "pion-$(version)"
}

main install_pion start_pion "$@"
