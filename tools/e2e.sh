#!/usr/bin/env bash
# Real peers and browsers, against the built program: the system tests, calls by sipp, then Playwright's stories
# against a demo server of their own. The last line sums all up. Starts and stops all it needs, PostgreSQL included.
#   tools/e2e.sh                      all
#   tools/e2e.sh system [SUITE...]    the system tests, or the suites named
#   tools/e2e.sh telephone [SUITE...] calls by sipp, or the suites named
#   tools/e2e.sh browser [SPEC...]    the browser's stories, or the specs named
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -z "${CENTRALINO_TEST_POSTGRES:-}" ]; then exec tools/postgres.sh "$0" "$@"; fi

what=${1:-all}
[ $# -gt 0 ] && shift
binary=${CENTRALINO_BINARY:-build/server/main/centralino}
[ -x "$binary" ] || { echo "$binary is not there: run ./dev build" >&2; exit 1; }
work=$(mktemp -d /tmp/centralino-e2e.XXXXXX)
server=
passed=0
failed=0
skipped=0

stop() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap stop EXIT

# number LOG WORD: the number before the last "WORD" of the log, or 0.
number() {
  local found
  found=$(grep -oE "[0-9]+ $2\b" "$1" | tail -n 1 | grep -oE '^[0-9]+' || true)
  echo "${found:-0}"
}

# suites PROGRAM ARGUMENT...: one that ends with "N passed, N failed".
suites() {
  local status=0
  node "$@" 2>&1 | tee "$work/system.log" || status=$?
  tail -n 1 "$work/system.log" >"$work/system.last"
  local bad
  bad=$(number "$work/system.last" failed)
  if [ "$status" -ne 0 ] && [ "$bad" = 0 ]; then bad=1; fi  # it did not come to its end
  passed=$((passed + $(number "$work/system.last" passed)))
  failed=$((failed + bad))
  skipped=$((skipped + $(number "$work/system.last" skipped)))
}

system() { suites tests/system/run.mjs "$@"; }
telephone() { suites tests/sipp/run.mjs "$@"; }

browser() {
  mkdir "$work/data"
  : >"$work/server.out"  # it is looked at before a busy machine has started the server
  "$binary" serve --demo --http 127.0.0.1:0 --data "$work/data" >"$work/server.out" 2>"$work/server.log" &
  server=$!
  local url='' waited=0 status=0 bad
  while [ -z "$url" ] && kill -0 "$server" 2>/dev/null && [ "$waited" -lt 600 ]; do
    url=$(sed -n 's/.*serves on \(http[^ ]*\).*/\1/p' "$work/server.out" | head -n 1)
    waited=$((waited + 1))
    sleep 0.1
  done
  if [ -z "$url" ]; then
    echo "the demo server did not start:"
    cat "$work/server.out" "$work/server.log"
    failed=$((failed + 1))
    return
  fi
  echo "browser stories at $url"
  (cd web/e2e && CENTRALINO_URL=$url npx --no-install playwright test --reporter=list "$@") 2>&1 | tee "$work/browser.log" || status=$?
  tail -n 30 "$work/browser.log" | grep -E '^ +[0-9]+ (passed|failed|skipped|flaky|interrupted|did not run)' >"$work/browser.last" || true
  bad=$(($(number "$work/browser.last" failed) + $(number "$work/browser.last" interrupted) + $(number "$work/browser.last" flaky) + $(number "$work/browser.last" 'did not run')))
  if [ "$status" -ne 0 ] && [ "$bad" = 0 ]; then bad=1; fi
  if ! kill -0 "$server" 2>/dev/null; then
    echo "the server ended during the stories; the end of its log:"
    bad=$((bad + 1))
  fi
  if [ "$bad" -gt 0 ]; then
    tail -n 20 "$work/server.log"
    echo "traces: web/e2e/test-results; open one with: npx playwright show-trace FILE"
  fi
  passed=$((passed + $(number "$work/browser.last" passed)))
  failed=$((failed + bad))
  skipped=$((skipped + $(number "$work/browser.last" skipped)))
}

case "$what" in
  all) system; telephone; browser ;;
  system) system "$@" ;;
  telephone) telephone "$@" ;;
  browser) browser "$@" ;;
  *) echo "tools/e2e.sh: system, telephone or browser, not \"$what\"" >&2; exit 2 ;;
esac
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
