#!/usr/bin/env bash
# Vidrn, its peers and the kernel floor in one sitting, interleaved: bench/peers/compare.sh [ROUNDS] [FOLDER]
# One PeerConnection a stream on every server; server on CPU 0, generator on CPU 1; JSON of each run, then report.html.
#   COMPARE_SERVERS    vidrn vidrn-hub janus pion (default: all that are here: vidrn, janus, and pion where it builds)
#   COMPARE_SCENARIOS  one-to-20 one-to-100 one-to-300 one-to-100-frames meeting-of-10 rooms-of-2 audio-3-to-300 (default: all)
#   COMPARE_SECONDS    measured, 10     COMPARE_SETTLE  seconds before that, after all have joined, 4     COMPARE_FLOOR_SECONDS  6
#   COMPARE_WARM_UP    seconds of load before anything is measured on Vidrn, 120     COMPARE_FIRST  the same before each scenario on all, 15
#   COMPARE_LOAD       more options for each run of the generator, such as "--recorded --simulcast"; not for the floor
#   COMPARE_RUN        what to run the generator and the servers with, such as "chrt -r 1": only where the machine is yours alone
set -euo pipefail

peers="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$peers/../.." && pwd)"
rounds="${1:-5}"
folder="${2:-$root/bench/results/$(date -u +%Y-%m-%d)-peers}"
seconds="${COMPARE_SECONDS:-10}"
settle="${COMPARE_SETTLE:-4}"
warm_up="${COMPARE_WARM_UP:-120}"
first="${COMPARE_FIRST:-15}"
floor_seconds="${COMPARE_FLOOR_SECONDS:-6}"
read -ra scenarios <<<"${COMPARE_SCENARIOS:-one-to-20 one-to-100 one-to-300 one-to-100-frames meeting-of-10 rooms-of-2 audio-3-to-300}"
read -ra more <<<"${COMPARE_LOAD:-}"
read -ra prefix <<<"${COMPARE_RUN:-}"
server_cpu=0
generator_cpu=1
declare -A folder_of pid_of url_of name_of

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

# The script that starts a server.
script_of() { printf '%s/%s.sh' "$peers" "${1%-hub}"; }

start_server() {
  local server="$1" started FOLDER PID URL NAME
  started="$("${prefix[@]}" "$(script_of "$server")" start "$server_cpu")" || return 1
  eval "$started"
  folder_of[$server]="$FOLDER" pid_of[$server]="$PID" url_of[$server]="$URL" name_of[$server]="$NAME"
}

stop_server() {
  if [[ -n "${folder_of[$1]:-}" ]]; then
    "$(script_of "$1")" stop "${folder_of[$1]}" || true
    folder_of[$1]=""
  fi
}

stop_all() {
  local server
  for server in "${!folder_of[@]}"; do stop_server "$server"; done
}
trap stop_all EXIT

# run_load SERVER SCENARIO OPTIONS...: the generator against a server that runs.
run_load() {
  local server="$1" scenario="$2" url="${url_of[$1]}" to
  shift 2
  case "$server" in
    vidrn) to=(--protocol whip --url "$url" --data "${folder_of[$server]}") ;;
    vidrn-hub) to=(--url "$url" --data "${folder_of[$server]}") ;;
    janus) to=(--janus "$url") ;;
    *) to=(--whip "$url/whip/{room}/{publisher}" --whep "$url/whep/{room}/{publisher}") ;;
  esac
  # shellcheck disable=SC2046
  "${prefix[@]}" "$root/vidrn" load $(load_of "$scenario") "${more[@]}" "${to[@]}" --pid "${pid_of[$server]}" --pin "$generator_cpu" \
    --name "${name_of[$server]/#vidrn/$server}" --label "$scenario" --quiet "$@"
}

# Servers that were compiled ahead are new for each scenario. Vidrn goes on, as it would: what .NET compiles again while it runs is over then.
prepare() {
  local server="$1" scenario="$2" length="$first"
  if [[ "$server" != vidrn* ]]; then
    stop_server "$server"
  fi

  if [[ -z "${folder_of[$server]:-}" ]]; then
    start_server "$server" || { say "$server did not start"; return 1; }
    if [[ "$server" == vidrn* ]]; then length="$warm_up"; fi
  fi

  run_load "$server" "$scenario" --duration 1 --warm-up "$length" >/dev/null 2>&1 || true
}

measure() {
  local server="$1" scenario="$2" round="$3" log
  log="$(mktemp)"
  printf 'round %s  %-18s %-12s ' "$round" "$scenario" "$server"
  if run_load "$server" "$scenario" --duration "$seconds" --warm-up "$settle" --json "$folder/$server-$scenario-$round.json" >"$log" 2>"$log.errors"; then
    grep -E 'forwarded per|forwarding delay' "$log" | tr '\n' ' ' | tr -s ' '
    echo
  else
    echo "failed"
    cat "$log" "$log.errors"
  fi
  rm -f "$log" "$log.errors"
}

# The floor that a scenario is held against.
measure_floor() {
  local scenario="$1" round="$2" load
  case "$scenario" in
    one-to-20 | one-to-100 | one-to-300) load=(--watchers "${scenario#one-to-}") ;;
    one-to-100-frames) load=(--watchers 100 --pattern frames) ;;
    audio-3-to-300) load=(--watchers 300 --audio-only) ;;
    *) return 0 ;;
  esac
  printf 'round %s  %-18s %-12s ' "$round" "$scenario" floor
  "${prefix[@]}" "$root/vidrn" load --floor --gso-only "${load[@]}" --duration "$floor_seconds" --server-cpu "$server_cpu" --pin "$generator_cpu" \
    --label "floor-$scenario" --json "$folder/floor-$scenario-$round.json" | grep -oE '[0-9,]+ packets/CPU-second'
}

for scenario in "${scenarios[@]}"; do
  load_of "$scenario" >/dev/null || { say "There is no scenario $scenario."; exit 2; }
done
"$root/vidrn" load --help >/dev/null # builds what changed before anything is measured
mkdir -p "$folder"
ulimit -n "$(ulimit -Hn)"
for scenario in "${scenarios[@]}"; do
  here=()
  for server in "${servers[@]}"; do
    if prepare "$server" "$scenario"; then here+=("$server"); fi
  done
  for ((round = 1; round <= rounds; round++)); do
    # There and back: the machine drifts within minutes.
    if ((round % 2 == 1)); then
      measure_floor "$scenario" "$round"
      for server in "${here[@]}"; do measure "$server" "$scenario" "$round"; done
    else
      for ((at = ${#here[@]} - 1; at >= 0; at--)); do measure "${here[at]}" "$scenario" "$round"; done
      measure_floor "$scenario" "$round"
    fi
  done
done
"$root/vidrn" bench --report "$folder"
