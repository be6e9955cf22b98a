# Runs every test and counts. Sourced by ./vidrn, which has defined $root, say, need_node, install_packages and build_web.
# The last line is always "N passed, N failed"; what does not build, start or report counts as one failure.
# shellcheck shell=bash

passed=0
failed=0
troubles=()
results="$root/artifacts/tests"

# count NAME PASSED FAILED
count() {
  passed=$((passed + $2))
  failed=$((failed + $3))
  say "$(printf '%-28s %6d passed %4d failed' "$1" "$2" "$3")"
  if (($3 > 0)); then troubles+=("$1"); fi
}

# What the browsers' and the other stacks' tests need, where it can be installed.
install_test_packages() {
  command -v apt-get >/dev/null 2>&1 && [[ "$(id -u)" == 0 ]] || return 0
  local missing=() package
  for package in chromium firefox-esr redis-server postgresql iproute2 pulseaudio coturn caddy libsqlite3-0 \
    python3-aiortc gstreamer1.0-plugins-{base,good,bad} gstreamer1.0-nice python3-gst-1.0 gir1.2-gst-plugins-bad-1.0; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  say "Installing ${missing[*]}"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } \
    >"$results/apt.log" 2>&1 || say "Not all could be installed (artifacts/tests/apt.log); the tests that need them will fail."
}

# A step that only succeeds or fails. step NAME COMMAND...
step() {
  local name="$1" log
  shift
  log="$results/${name// /-}.log"
  if timeout 1200 "$@" >"$log" 2>&1; then
    count "$name" 1 0
  else
    tail -n 60 "$log" >&2
    count "$name" 0 1
    return 1
  fi
}

# One dotnet test project; its counts come from the trx file, which is not there when it does not start.
dotnet_project() {
  local project="$1" name trx counters total ok crashed=""
  name="$(basename "$project")"
  trx="$results/$name.trx"
  if ! timeout "${test_timeout:-1200}" dotnet test "$project" -c Release --no-build --nologo -v q \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results" >"$results/$name.log" 2>&1; then
    # Failures with their messages; the whole is in the log.
    grep -vE '^\s*$' "$results/$name.log" | tail -n 80 >&2
    crashed=1
  fi
  counters="$(grep -o '<Counters [^>]*>' "$trx" 2>/dev/null | head -n 1 || true)"
  if [[ -z "$counters" ]] || [[ "$counters" == *' total="0"'* ]]; then
    if [[ -z "$crashed" ]] && ! grep -rqE '\[(Fact|Theory)' "$project" --include='*.cs'; then
      return 0 # a project that has no test yet
    fi
    count "$name" 0 1
    return 0
  fi
  total="$(sed -E 's/.* total="([0-9]+)".*/\1/' <<<"$counters")"
  ok="$(sed -E 's/.* passed="([0-9]+)".*/\1/' <<<"$counters")"
  # A skipped test did not run, so it did not pass. A run cut short has a failure that no test tells of.
  local bad=$((total - ok))
  if [[ -n "$crashed" ]] && ((bad == 0)); then bad=1; fi
  count "$name" "$ok" "$bad"
}

web_tests() {
  [[ -f "$root/web/package.json" ]] || return 0
  if ! need_node || ! build_web; then
    count "web" 0 1
    return 0
  fi
  step "web lint" npm --prefix "$root/web" run lint || true
  step "web types" npm --prefix "$root/web" run types || true
  local report="$results/web.json" totals broken=""
  rm -f "$report"
  if ! (cd "$root/web" && timeout 600 npm test -- --reporter=default --reporter=json --outputFile="$report") >"$results/web.log" 2>&1; then
    tail -n 60 "$results/web.log" >&2
    broken=1
  fi
  totals="$(node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    console.log(r.numPassedTests, Math.max(r.numTotalTests - r.numPassedTests, r.success ? 0 : 1))' "$report" 2>/dev/null || echo "0 1")"
  local ok="${totals% *}" bad="${totals#* }"
  if [[ -n "$broken" ]] && ((bad == 0)); then bad=1; fi
  count "web unit tests" "$ok" "$bad"
}

# node_tests FOLDER WORD NAME: the tests of a folder that say "WORD: N passed, N failed" at their end.
node_tests() {
  local folder="$root/tests/$1" word="$2" name="$3" log="$results/$1.log" line code=0
  [[ -f "$folder/package.json" ]] || return 0
  if ! need_node || ! install_packages "$folder"; then
    count "$name" 0 1
    return 0
  fi
  (cd "$folder" && timeout "${test_timeout:-1200}" npm test) 2>&1 | tee "$log" >&2 || code=$?
  line="$(grep -E "^$word: [0-9]+ passed, [0-9]+ failed" "$log" | tail -n 1 || true)"
  if [[ "$line" =~ ^$word:\ ([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
    local ok="${BASH_REMATCH[1]}" bad="${BASH_REMATCH[2]}"
    if ((code != 0 && bad == 0)); then bad=1; fi
    if ((ok + bad == 0)); then bad=1; fi
    count "$name" "$ok" "$bad"
  else
    count "$name" 0 1
  fi
}

finish() {
  if ((${#troubles[@]})); then say "Failed: ${troubles[*]} (logs in artifacts/tests)"; fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  ((failed == 0 && passed > 0))
}

run_tests() {
  test_timeout=1200
  while (($#)); do
    case "$1" in
      --soak)
        export VIDRN_SOAK=1
        test_timeout=86400
        ;;
      *)
        say "test has no option $1."
        return 2
        ;;
    esac
    shift
  done
  rm -rf "$results"
  mkdir -p "$results"
  cd "$root"
  install_test_packages
  # One at a time: the tests measure nothing, but the browser ones want the machine to themselves.
  local project projects=()
  for project in "$root"/tests/*/*.csproj; do projects+=("$(dirname "$project")"); done
  if step "build" dotnet build Vidrn.sln -c Release -v q --nologo; then
    for project in "${projects[@]}"; do dotnet_project "$project"; done
  else
    for project in "${projects[@]}"; do count "$(basename "$project")" 0 1; done
  fi
  web_tests
  node_tests E2E E2E "browser tests"
  node_tests Interop Interop "WHIP and WHEP"
  node_tests Deploy Deploy "compose file"
  finish
}
