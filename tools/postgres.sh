#!/usr/bin/env bash
# Starts a PostgreSQL of our own in a temporary folder, on a Unix socket only, runs a command with
# CENTRALINO_TEST_POSTGRES set to its URI, stops it and removes the folder.
#   tools/postgres.sh COMMAND ARGUMENT...
# Tests kill clients, never this server: it need not wait for its disk. Benches set
# CENTRALINO_POSTGRES_DURABLE=1, because waiting for the disk is what they measure, and
# CENTRALINO_POSTGRES_FOLDER, because /tmp may be no disk at all.
set -euo pipefail

binaries=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$binaries" ] || { echo "PostgreSQL is not installed: run ./dev setup" >&2; exit 1; }
folder=$(mktemp -d "${CENTRALINO_POSTGRES_FOLDER:-/tmp}/centralino-pg.XXXXXX")
as_owner=()
# The server refuses to run as root; Debian's package made a user for it.
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as_owner=(setpriv --reuid=postgres --regid=postgres --clear-groups --)
fi

stop() {
  (cd / && "${as_owner[@]}" "$binaries/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1) || true
  rm -rf "$folder"
}
trap stop EXIT

(cd / && "${as_owner[@]}" "$binaries/initdb" -D "$folder/data" -U centralino --auth=trust -E UTF8 --locale=C >/dev/null)
chmod 755 "$folder"
durability="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
[ -n "${CENTRALINO_POSTGRES_DURABLE:-}" ] && durability=""
(cd / && "${as_owner[@]}" "$binaries/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
  -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c unix_socket_permissions=0777 -c max_connections=50 $durability" \
  start >/dev/null)
"$binaries/createdb" -h "$folder" -U centralino centralino
status=0
CENTRALINO_TEST_POSTGRES="postgres://centralino@/centralino?host=$folder" "$@" || status=$?
exit "$status"
