#!/usr/bin/env bash
# What simulcast, RTX, NACK and transport-wide feedback cost: one publisher to FEATURES_WATCHERS over the hub, with and without each,
# at FEATURES_LOSS percent of loss on the way to the watchers, interleaved: bench/features.sh [ROUNDS] [FOLDER]
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
rounds="${1:-3}"
folder="${2:-$root/bench/results/$(date -u +%Y-%m-%d)-features}"
watchers="${FEATURES_WATCHERS:-100}"
loss="${FEATURES_LOSS:-1}"
seconds="${FEATURES_SECONDS:-15}"
warm_up="${FEATURES_WARM_UP:-30}"
mkdir -p "$folder"

measure() {
  local name="$1" round="$2" log
  shift 2
  log="$(mktemp)"
  printf 'round %s  %-22s ' "$round" "$name"
  "$root/vidrn" load --watchers "$watchers" --loss "$loss" --duration "$seconds" --warm-up "$warm_up" --quiet --label "$name" --name vidrn \
    --json "$folder/$name-$round.json" "$@" >"$log" 2>&1 || true
  grep -E 'forwarded per|forwarding delay' "$log" | tr '\n' ' ' | tr -s ' '
  echo
  rm -f "$log"
}

for ((round = 1; round <= rounds; round++)); do
  measure all "$round" --simulcast
  measure no-simulcast "$round"
  measure no-twcc "$round" --simulcast --no-twcc
  measure no-rtx "$round" --simulcast --no-rtx
  measure no-rtx-no-nack "$round" --simulcast --no-rtx --no-nack
  measure none "$round" --no-rtx --no-nack --no-twcc
done
