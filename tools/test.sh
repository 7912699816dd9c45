# Sourced by dev.sh: the stages of ./dev test and their tally.

passed=0
failed=0
skipped=0
failures=()

# count NAME PASSED FAILED SKIPPED
count() {
  passed=$((passed + $2))
  failed=$((failed + $3))
  skipped=$((skipped + $4))
  [ "$3" -gt 0 ] && failures+=("$1")
  printf '  %-44s %5d passed %3d failed %3d skipped\n' "$1" "$2" "$3" "$4"
}

cpp_files() {
  git ls-files -z --cached --others --exclude-standard 'server/*.cpp' 'server/*.h' 'tests/*.cpp' 'tests/*.h'
}

# one NAME COMMAND...: a check that passes or fails as a whole.
one() {
  local name=$1 log
  shift
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    count "$name" 1 0 0
  else
    tail -n 60 "$log"
    count "$name" 0 1 0
  fi
  rm -f "$log"
}

# gtest NAME BINARY ARGUMENT...: counts what GoogleTest says.
gtest() {
  local name=$1 log
  shift
  log=$(mktemp)
  "$@" --gtest_brief=1 >"$log" 2>&1 && local status=0 || local status=$?
  gtest_said "$name" "$log" "$status"
}

# gtest_halves NAME BINARY ARGUMENT...: the same, both halves at once: for tests that wait for real time.
gtest_halves() {
  local name=$1 half log
  local -a logs=() runs=()
  shift
  for half in 0 1; do
    log=$(mktemp)
    logs+=("$log")
    GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=$half "$@" --gtest_brief=1 >"$log" 2>&1 &
    runs+=($!)
  done
  for half in 0 1; do
    wait "${runs[half]}" && local status=0 || local status=$?
    gtest_said "$name, half $((half + 1))" "${logs[half]}" "$status"
  done
}

# gtest_said NAME LOG STATUS
gtest_said() {
  local name=$1 log=$2 status=$3 good bad skip
  good=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) tests\{0,1\}.*/\1/p' "$log" | tail -n 1)
  bad=$(sed -n 's/^ *\([0-9]*\) FAILED TESTS\{0,1\}$/\1/p' "$log" | tail -n 1)
  skip=$(sed -n 's/^\[  SKIPPED \] \([0-9]*\) tests\{0,1\}.*/\1/p' "$log" | tail -n 1)
  if [ "$status" -ne 0 ] && [ -z "$bad" ]; then bad=1; fi
  if [ -n "$bad" ]; then tail -n 80 "$log"; fi
  count "$name" "${good:-0}" "${bad:-0}" "${skip:-0}"
  rm -f "$log"
}

# plain NAME COMMAND...: a program that ends with "N passed, N failed, N skipped" as its last line.
plain() {
  local name=$1 log line status=0
  shift
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  line=$(grep -E '[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1 || true)
  local good bad skip
  good=$(echo "$line" | sed -n 's/.*\b\([0-9][0-9]*\) passed.*/\1/p')
  bad=$(echo "$line" | sed -n 's/.*\b\([0-9][0-9]*\) failed.*/\1/p')
  skip=$(echo "$line" | sed -n 's/.*\b\([0-9][0-9]*\) skipped.*/\1/p')
  if [ "$status" -ne 0 ] && [ "${bad:-0}" = 0 ]; then bad=1; fi
  if [ "${bad:-1}" != 0 ]; then
    # What failed may stand far above the end.
    grep -E -A 25 '^ *(FAIL|FAILED|✘|[0-9]+\)) ' "$log" | head -n 300 || true
    echo "… and the end:"
    tail -n 60 "$log"
  fi
  count "$name" "${good:-0}" "${bad:-1}" "${skip:-0}"
  rm -f "$log"
}

stage_lint() {
  echo "lint"
  one "format of C++" check_format
  one "imports point one way" tools/lint_imports.sh
  one "engine is pure" tools/lint_purity.sh build
  one "banned calls and words" tools/lint_banned.sh
  one "contract is what the structs say" check_contract
  install_web_modules
  one "web: lint" run_in web npm run --silent lint
  one "web: types" run_in web npm run --silent check
}

check_format() { cpp_files | xargs -0 clang-format --dry-run -Werror; }

check_contract() {
  local document
  for document in openapi errors; do
    ./build/server/main/centralino contract "$document" | diff -u "contract/$document.json" - || {
      echo "contract/$document.json is not what the structs say: run ./dev contract"
      return 1
    }
  done
}

unit_tests="server/base/base_test server/platform/platform_test server/platform/http/http_test server/engine/engine_test server/voice/media_test server/voice/voice_media_test server/voice/voice_sip_test"

# stage_unit FOLDER
stage_unit() {
  local folder=${1:-build} test
  echo "unit ($folder)"
  for test in $unit_tests; do
    # How good audio sounds in real time says nothing of a program that sanitizers slow down.
    local without=
    [ "$folder" != build ] && without=--gtest_filter=-Telephones.LossAndDisorderAreHardlyHeard
    [ -x "$folder/$test" ] || continue
    case "$test" in
      */voice_media_test) gtest_halves "$(basename "$test")" "$folder/$test" $without ;;
      *) gtest "$(basename "$test")" "$folder/$test" $without ;;
    esac
  done
  for test in "$folder"/tests/fuzz/replay_*; do
    [ -f "$test" ] && [ -x "$test" ] && one "$(basename "$test")" "$test" "tests/fuzz/corpus/${test##*/replay_}" 20000
  done
  if [ "$folder" = build ]; then one "web: models" run_in web npm run --silent test; fi
}

stage_scenarios() {
  local folder=${1:-build}
  echo "scenarios ($folder)"
  # Databases in memory where there is such a folder: what is proved here is behaviour, not the disk.
  local folder_in_memory=/tmp
  [ -d /dev/shm ] && [ -w /dev/shm ] && folder_in_memory=/dev/shm
  plain "scenarios on SQLite and PostgreSQL" env TMPDIR=$folder_in_memory tools/postgres.sh "$folder/tests/scenario_runner" tests/scenarios
}

stage_store() {
  local folder=${1:-build}
  echo "store ($folder)"
  gtest "store contract on both databases" tools/postgres.sh "$folder/server/platform/store_test"
}

stage_sanitize() {
  echo "sanitize"
  configure build/sanitize -DCENTRALINO_SANITIZE=ON
  run cmake --build build/sanitize --target sanitized
  export UBSAN_OPTIONS=print_stacktrace=1 ASAN_OPTIONS=detect_leaks=1
  stage_unit build/sanitize
  stage_scenarios build/sanitize
  stage_store build/sanitize
}

# Not among the usual ones, for its time: real calls into a build that reports data races.
stage_threads() {
  echo "threads"
  configure build/threads -DCENTRALINO_THREADS=ON
  run cmake --build build/threads --target centralino
  local reports
  reports=$(mktemp -d)
  export TSAN_OPTIONS="log_path=$reports/race" CENTRALINO_BINARY=$PWD/build/threads/server/main/centralino
  plain "calls under ThreadSanitizer" tools/e2e.sh telephone
  one "no data race" bash -c "cat $reports/* 2>/dev/null; [ -z \"\$(ls -A $reports)\" ]"
  unset TSAN_OPTIONS CENTRALINO_BINARY
  rm -rf "$reports"
}

stage_e2e() {
  echo "e2e"
  install_web_modules
  plain "real peers and browsers" tools/e2e.sh
}

dev_test() {
  local stages=("$@") stage
  [ ${#stages[@]} -eq 0 ] && stages=(lint unit scenarios store sanitize e2e)
  setup build web test
  build_web
  build_server
  for stage in "${stages[@]}"; do
    case "$stage" in
      lint | unit | scenarios | store | sanitize | e2e | threads) "stage_$stage" ;;
      *)
        echo "./dev test: no stage \"$stage\"" >&2
        exit 2
        ;;
    esac
  done
  if [ "$failed" -gt 0 ]; then printf 'failed: %s\n' "${failures[@]}"; fi
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
