#!/usr/bin/env bash
# The engine's objects reference no clock, randomness, environment, streams, threads or sockets.
#   tools/lint_purity.sh BUILD_FOLDER
set -euo pipefail
library=$1/server/engine/libcentralino_engine.a
[ -f "$library" ] || { echo "$library is not built"; exit 1; }
banned='steady_clock|system_clock|clock_gettime|gettimeofday|\btime$|random_device|\brand\b|getenv|basic_[io]?f?stream|\bcout\b|pthread_create|std::thread|std::mutex|\bsocket$|\bsleep\b|nanosleep|\bfopen|locale'
found=$(nm -C --undefined-only "$library" 2>/dev/null | grep -E "$banned" | sort -u || true)
if [ -n "$found" ]; then
  echo "The engine must be pure, but refers to:"
  echo "$found"
  exit 1
fi
