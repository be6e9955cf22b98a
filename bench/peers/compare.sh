#!/usr/bin/env bash
# Vidrn, its peers and the kernel floor in one sitting, interleaved: bench/peers/compare.sh [ROUNDS] [FOLDER]
# One PeerConnection a stream on every server; server on CPU 0, generator on CPU 1; JSON of each run, then report.html.
#   COMPARE_SERVERS    vidrn vidrn-hub janus pion (default: all that are here: vidrn, janus, and pion where it builds)
#   COMPARE_SCENARIOS  one-to-20 one-to-100 one-to-300 one-to-100-frames meeting-of-10 rooms-of-2 audio-3-to-300 (default: all)
#   COMPARE_SECONDS    measured, 15     COMPARE_WARM_UP  before, 30     COMPARE_FLOOR_SECONDS  24
#   COMPARE_LOAD       more options for each run of the generator, such as "--recorded --simulcast"; not for the floor
#   COMPARE_RUN        what to run the generator and the servers with, such as "chrt -r 1": only where the machine is yours alone
set -euo pipefail

peers="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$peers/../.." && pwd)"
rounds="${1:-3}"
folder="${2:-$root/bench/results/$(date -u +%Y-%m-%d)-peers}"
seconds="${COMPARE_SECONDS:-15}"
warm_up="${COMPARE_WARM_UP:-30}"
floor_seconds="${COMPARE_FLOOR_SECONDS:-24}"
read -ra scenarios <<<"${COMPARE_SCENARIOS:-one-to-20 one-to-100 one-to-300 one-to-100-frames meeting-of-10 rooms-of-2 audio-3-to-300}"
read -ra more <<<"${COMPARE_LOAD:-}"
read -ra prefix <<<"${COMPARE_RUN:-}"
server_cpu=0
generator_cpu=1
running=""

say() { printf '%s\n' "$*" >&2; }

if [[ -n "${COMPARE_SERVERS:-}" ]]; then
  read -ra servers <<<"$COMPARE_SERVERS"
else
  servers=(vidrn janus)
  "$peers/pion.sh" install && servers+=(pion) || say "Without pion."
fi

# What each scenario asks of the generator.
load_of() {
  case "$1" in
    one-to-100-frames) echo "--watchers 100 --pattern frames --join-rate 30" ;;
    one-to-*) echo "--watchers ${1#one-to-} --join-rate 30" ;;
    meeting-of-10) echo "--publishers 10 --watchers 0 --mesh --join-rate 10" ;;
    rooms-of-2) echo "--rooms 100 --publishers 2 --watchers 0 --mesh --join-rate 30" ;;
    audio-3-to-300) echo "--publishers 3 --watchers 300 --audio-only --join-rate 15" ;;
    *) return 1 ;;
  esac
}

stop_peer() {
  if [[ -n "$running" ]]; then
    "$peers/${running%% *}.sh" stop "${running#* }" || true
    running=""
  fi
}
trap stop_peer EXIT

# run_load SERVER SCENARIO ROUND OPTIONS...: a run of the generator.
run_load() {
  local server="$1" scenario="$2" round="$3" log
  shift 3
  log="$(mktemp)"
  printf 'round %s  %-18s %-12s ' "$round" "$scenario" "$server"
  # shellcheck disable=SC2046
  if "${prefix[@]}" "$root/vidrn" load $(load_of "$scenario") "${more[@]}" --duration "$seconds" --warm-up "$warm_up" --quiet --label "$scenario" \
    --json "$folder/$server-$scenario-$round.json" "$@" >"$log" 2>"$log.errors"; then
    grep -E 'forwarded per|forwarding delay' "$log" | tr '\n' ' ' | tr -s ' '
    echo
  else
    echo "failed"
    cat "$log"
    grep -v 'server: .* info: ' "$log.errors" || true
  fi
  rm -f "$log" "$log.errors"
}

# Each run has a server of its own, so that none inherits what another left.
measure() {
  local server="$1" scenario="$2" round="$3" FOLDER PID URL NAME started
  case "$server" in
    vidrn) run_load vidrn "$scenario" "$round" --protocol whip --server-cpu "$server_cpu" --pin "$generator_cpu" --name vidrn ;;
    vidrn-hub) run_load vidrn-hub "$scenario" "$round" --server-cpu "$server_cpu" --pin "$generator_cpu" --name vidrn-hub ;;
    *)
      if ! started="$("${prefix[@]}" "$peers/$server.sh" start "$server_cpu")"; then
        echo "round $round  $scenario  $server  did not start"
        return 0
      fi
      eval "$started"
      running="$server $FOLDER"
      if [[ "$server" == janus ]]; then
        run_load "$server" "$scenario" "$round" --janus "$URL" --pid "$PID" --pin "$generator_cpu" --name "$NAME"
      else
        run_load "$server" "$scenario" "$round" --whip "$URL/whip/{room}/{publisher}" --whep "$URL/whep/{room}/{publisher}" \
          --pid "$PID" --pin "$generator_cpu" --name "$NAME"
      fi
      stop_peer
      ;;
  esac
}

floor() {
  local name="$1" round="$2"
  shift 2
  "${prefix[@]}" "$root/vidrn" load --floor --duration "$floor_seconds" --server-cpu "$server_cpu" --pin "$generator_cpu" --label "$name" \
    --json "$folder/$name-$round.json" "$@"
}

for scenario in "${scenarios[@]}"; do
  load_of "$scenario" >/dev/null || { say "There is no scenario $scenario."; exit 2; }
done
"$root/vidrn" load --protocol whip --help >/dev/null # builds what changed before anything is measured
mkdir -p "$folder"
ulimit -n "$(ulimit -Hn)"
for ((round = 1; round <= rounds; round++)); do
  for scenario in "${scenarios[@]}"; do
    # Each right before what is held against it: the machine drifts within minutes.
    case "$scenario" in
      one-to-20) floor floor-20 "$round" --watchers 20 ;;
      one-to-100) floor floor-100 "$round" --watchers 100 ;;
      one-to-100-frames) floor floor-100-frames "$round" --watchers 100 ;;
      one-to-300) floor floor-300 "$round" --watchers 300 ;;
      audio-3-to-300) floor floor-audio-300 "$round" --watchers 300 --audio-only ;;
    esac
    for server in "${servers[@]}"; do
      measure "$server" "$scenario" "$round"
    done
  done
done
"$root/vidrn" bench --report "$folder"
