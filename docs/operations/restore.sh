#!/usr/bin/env bash
# Brings Polisflow's database back from a file of backup.sh.
#
#   restore.sh polisflow-….dump              stop all nodes first; what was there stays as polisflow_before_<time>
#   restore.sh --into NAME polisflow-….dump  into a new database of that name; touches nothing else
#
# The server is named as for any program of PostgreSQL: PGHOST, PGPORT, PGUSER, PGPASSFILE or PGPASSWORD, PGDATABASE;
# PGPASSWORD_FILE may name a file that holds the password alone.
set -euo pipefail

: "${PGDATABASE:=polisflow}"
: "${RESTORE_JOBS:=2}"           # how many tables and indexes at once
if [ -n "${PGPASSWORD_FILE:-}" ]; then PGPASSWORD=$(<"$PGPASSWORD_FILE"); export PGPASSWORD; fi

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
into=
if [ "${1:-}" = --into ]; then
  into=$2
  shift 2
fi
file=${1:-}

say() { echo "$(date -u +%FT%TZ) restore: $*"; }
fail() { say "$*" >&2; exit 1; }
ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"; }

[ -f "$file" ] || fail "name the file of a backup"
if [ -f "$file.sha256" ]; then
  (cd "$(dirname "$file")" && sha256sum --check --quiet "$(basename "$file").sha256") || fail "$file is not what was written"
fi

busy() { ask --dbname=postgres --command="select count(*) from pg_stat_activity where datname = '$PGDATABASE'"; }
exists() { ask --dbname=postgres --command="select count(*) from pg_database where datname = '$1'"; }

# What migrations have set for a role in this database (`alter role … in database … set`) is none of its objects, but the dump knows it.
settings() {
  local former
  former=$(pg_restore --list "$1" | sed -n 's/^; *dbname: //p')
  pg_restore --create --schema-only --file=- "$1" | grep -E '^ALTER (ROLE .+ IN )?DATABASE .+ SET ' |
    sed -E "s/ DATABASE \"?$former\"? SET / DATABASE \"$PGDATABASE\" SET /" || true
}

if [ -z "$into" ] && [ "$(busy)" != 0 ]; then
  fail "$PGDATABASE has $(busy) connections: stop all nodes (docker compose stop polisflow-1 polisflow-2 backup database-metrics) and come again"
fi

fresh=${into:-${PGDATABASE}_restoring}
[ -n "$into" ] || dropdb --if-exists --maintenance-db=postgres "$fresh"
# As the present one, or as the server makes them, when there is none: names are searched and sorted by its locale.
locale=$(ask --dbname=postgres --command="select datcollate from pg_database where datname in ('$PGDATABASE', 'template1')
  order by datname = '$PGDATABASE' desc limit 1")
createdb --maintenance-db=postgres --template=template0 --encoding=UTF8 --locale="$locale" "$fresh"
say "$file into $fresh"
pg_restore --dbname="$fresh" --jobs="$RESTORE_JOBS" --exit-on-error "$file"
ask --dbname="$fresh" --command="analyze"
if [ -f "$file.counts" ]; then
  ask --dbname="$fresh" --file="$here/counts.sql" | diff "$file.counts" - || fail "rows are missing in $fresh; nothing else was touched"
  say "$(wc -l <"$file.counts") tables hold what they held"
fi
# Whoever was signed on then signs on anew: a session may have been ended since.
ask --dbname="$fresh" --command="truncate spring_session cascade"

[ -z "$into" ] || exit 0

if [ "$(exists "$PGDATABASE")" = 1 ]; then
  before=${PGDATABASE}_before_$(date -u +%Y%m%d%H%M%S)
  ask --dbname=postgres --command="alter database \"$PGDATABASE\" rename to \"$before\""
  say "what was there is now $before: drop it when nobody misses anything"
fi
ask --dbname=postgres --command="alter database \"$fresh\" rename to \"$PGDATABASE\""
settings "$file" | ask --dbname=postgres
say "$PGDATABASE is as it was when $file was made. Check the audit's chain, then start the nodes: docs/running-it-for-real.md, «Restore»."
