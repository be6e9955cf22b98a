#!/usr/bin/env bash
# The scenarios of bench/README.md on Vidrn by its hub, interleaved, several rounds each: bench/measure.sh [ROUNDS] [FOLDER]
# MEASURE_SET=features measures what simulcast, RTX, NACK and transport-wide feedback cost instead: one to 100 with and without each,
# 1 % of the packets lost on the way to the watchers. For other servers beside it: bench/peers/compare.sh
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
rounds="${1:-3}"
folder="${2:-$root/bench/results/$(date -u +%Y-%m-%d)}"
seconds="${MEASURE_SECONDS:-15}"
warm_up="${MEASURE_WARM_UP:-30}" # most of what the JIT compiles again is done by then; bench/README.md tells of the rest
# On an otherwise idle machine nothing is needed. MEASURE_REALTIME=1 takes real-time priority, which starves everything else here.
prefix=()
if [[ "${MEASURE_REALTIME:-}" == 1 ]]; then prefix=(chrt -r 1); fi
read -ra more <<<"${MEASURE_LOAD:-}" # further options for each run of the generator, such as "--recorded"
mkdir -p "$folder"

measure() {
  local name="$1" round="$2"
  shift 2
  printf '%-22s round %s: ' "$name" "$round"
  "${prefix[@]}" "$root/vidrn" load --duration "$seconds" --warm-up "$warm_up" --quiet --label "$name" \
    --json "$folder/$name-$round.json" "$@" "${more[@]}" 2>"$folder/$name-$round.log" \
    | grep -E 'forwarded per|forwarding delay' | tr '\n' ' ' | tr -s ' ' || { echo failed; cat "$folder/$name-$round.log"; exit 1; }
  echo
  if grep -vq 'server: .* info: ' "$folder/$name-$round.log"; then
    grep -v 'server: .* info: ' "$folder/$name-$round.log"
  fi
  rm -f "$folder/$name-$round.log"
}

floor() {
  "${prefix[@]}" "$root/vidrn" load --floor --watchers "$1" --duration 24 --label "floor-$1" --json "$folder/floor-$1-$2.json"
}

scenarios() {
  floor 100 "$1"
  measure one-to-20 "$1" --watchers 20
  measure one-to-100 "$1" --watchers 100
  measure one-to-300 "$1" --watchers 300 --join-rate 30
  measure one-to-100-frames "$1" --watchers 100 --pattern frames
  measure meeting-of-10 "$1" --publishers 10 --watchers 0 --mesh
  measure rooms-of-2 "$1" --rooms 100 --publishers 2 --watchers 0 --mesh
  measure audio-3-to-300 "$1" --publishers 3 --watchers 300 --audio-only --join-rate 30
}

features() {
  local load=(--watchers 100 --loss 1)
  measure all "$1" "${load[@]}" --simulcast
  measure no-simulcast "$1" "${load[@]}"
  measure no-twcc "$1" "${load[@]}" --simulcast --no-twcc
  measure no-rtx "$1" "${load[@]}" --simulcast --no-rtx
  measure no-rtx-no-nack "$1" "${load[@]}" --simulcast --no-rtx --no-nack
  measure none "$1" "${load[@]}" --no-rtx --no-nack --no-twcc
}

case "${MEASURE_SET:-scenarios}" in
  scenarios | features) ;;
  *) echo "MEASURE_SET: scenarios or features" >&2; exit 2 ;;
esac
for ((round = 1; round <= rounds; round++)); do
  "${MEASURE_SET:-scenarios}" "$round"
done
