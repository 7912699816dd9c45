#!/usr/bin/env bash
# ./dev bench [routing|loop|chat|media|plane|voice…]: measures; copy what it prints into docs/benchmarks.md with machine and date.
# Databases are made below CENTRALINO_BENCH_FOLDER (default /var/tmp) and removed afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
names=("$@")
[ ${#names[@]} -eq 0 ] && names=(routing loop chat media plane voice)
cmake --build build --target bench_routing bench_loop bench_chat bench_media bench_plane bench_voice centralino >&2
# Databases of the benches: on a disk like the one that will be used, and gone at the end.
TMPDIR=$(mktemp -d "${CENTRALINO_BENCH_FOLDER:-/var/tmp}/centralino-bench.XXXXXX")
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //'
printf '%s cores, %s, %s, load before: %s\n' "$(nproc)" "$(free -h | awk '/^Mem/ {print $2}')" "$(date -u +%F)" "$(cut -d' ' -f1-3 /proc/loadavg)"
for name in "${names[@]}"; do
  printf '\n== %s\n' "$name"
  case "$name" in
    routing) ./build/server/engine/bench_routing ;;
    loop)
      CENTRALINO_POSTGRES_DURABLE=1 CENTRALINO_POSTGRES_FOLDER=$(dirname "$TMPDIR") \
        tools/postgres.sh ./build/tests/bench_loop
      ;;
    chat) ./build/tests/bench_chat ./build/server/main/centralino 1000 10000 ;;
    media) ./build/server/voice/bench_media ;;
    plane) ./build/server/voice/bench_plane 500 10 ;;
    voice) ./build/tests/bench_voice ./build/server/main/centralino ;;
    *)
      echo "no bench \"$name\": routing, loop, chat, media, plane, voice" >&2
      exit 2
      ;;
  esac
done
