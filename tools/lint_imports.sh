#!/usr/bin/env bash
# Imports point one way (ARCHITECTURE.md): base ← engine ← subjects ← channels ← main, base ← platform ← subjects;
# voice stands beside the engine: base, and of the platform crypto and log only.
# Checks every #include "room/…" under server/.
set -euo pipefail
bad=0
forbid() { # forbid FOLDER ROOM...: files below FOLDER may not include these rooms
  local folder=$1 rooms
  shift
  rooms=$(IFS='|'; echo "$*")
  if grep -rnE "^#include \"($rooms)/" "server/$folder" --include='*.h' --include='*.cpp'; then
    echo "server/$folder may not include: $*"
    bad=1
  fi
}
forbid base engine platform voice subjects channels main
forbid engine platform voice subjects channels main
forbid platform engine voice subjects channels main
forbid voice engine 'platform/[abd-km-z][a-z]*' 'platform/l[a-np-z][a-z]*' 'platform/loop' 'platform/c[a-qs-z][a-z]*' subjects channels main
forbid subjects voice channels main
forbid channels main
# One way to include: from the root, never by a relative path.
if grep -rnE '^#include "\.\.?/' server tests --include='*.h' --include='*.cpp'; then bad=1; fi
# The technology of HTTP stays in its room.
if grep -rlE 'boost/(beast|asio)' server --include='*.h' --include='*.cpp' | grep -v '^server/platform/http/'; then
  echo "Beast and Asio belong to server/platform/http"
  bad=1
fi
exit $bad
