#!/usr/bin/env bash
# Backs up Polisflow's database, proves that the copy can be read, and drops old copies.
#
#   backup.sh             one backup now
#   backup.sh nightly     one at each BACKUP_AT, for ever: the container `backup` of docker-compose.yml
#   backup.sh healthy     ends with 0 while the last backup is what was written and younger than BACKUP_STALE_HOURS
#   backup.sh rehearse    restores the last backup into a database beside the real one, compares them, drops it
#
# The server is named as for any program of PostgreSQL: PGHOST, PGPORT, PGUSER, PGPASSFILE or PGPASSWORD, PGDATABASE;
# PGPASSWORD_FILE may name a file that holds the password alone.
set -euo pipefail

: "${PGDATABASE:=polisflow}"
: "${BACKUP_DIR:=/backups}"      # where copies lie: on another disk than the database
: "${BACKUP_AT:=01:30}"          # when, in the zone TZ
: "${BACKUP_KEEP:=14}"           # how many copies are kept; what the law wants erased may live on in them for 30 days
: "${BACKUP_STALE_HOURS:=26}"
: "${BACKUP_REHEARSE_ON:=7}"     # the day of the week (1: Monday) on which the copy is restored on trial; 0: never
: "${BACKUP_KEY_FILE:=}"         # the file of polisflow.encryption.key-file; without its keys stored files stay closed
: "${BACKUP_KEYS_DIR:=}"         # where that file is copied to; not where the copies of the database lie
: "${BACKUP_METRICS_DIR:=}"      # the folder that node-exporter's textfile collector reads
export PGDATABASE
if [ -n "${PGPASSWORD_FILE:-}" ]; then PGPASSWORD=$(<"$PGPASSWORD_FILE"); export PGPASSWORD; fi

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { echo "$(date -u +%FT%TZ) backup: $*"; }
fail() { say "$*" >&2; exit 1; }

copies() { find "$BACKUP_DIR" -maxdepth 1 -name 'polisflow-*.dump' | sort -r; }

last() {
  local newest
  newest=$(copies | head -n 1)
  [ -n "$newest" ] || fail "there is none in $BACKUP_DIR"
  echo "$newest"
}

# Counts and dump see one snapshot, or what is written meanwhile would set them apart.
dump() {
  local to=$1 counts=$2 snapshot line
  coproc SESSION { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1; }
  local session=$SESSION_PID answers=${SESSION[0]} questions=${SESSION[1]}
  {
    echo "set idle_in_transaction_session_timeout = 0; set statement_timeout = 0;"
    echo "begin isolation level repeatable read read only; select pg_export_snapshot();"
  } >&"$questions"
  read -r snapshot <&"$answers" || fail "the database does not answer"
  pg_dump --format=custom --compress=6 --lock-wait-timeout=60s --snapshot="$snapshot" --file="$to" || fail "pg_dump failed"
  { cat "$here/counts.sql"; printf '%s\n' '\echo end' '\q'; } >&"$questions"
  while read -r line <&"$answers" && [ "$line" != end ]; do echo "$line"; done >"$counts"
  if [ "$line" != end ] || [ ! -s "$counts" ]; then fail "the rows could not be counted"; fi
  wait "$session"
}

keep_keys() {
  if [ -z "$BACKUP_KEY_FILE" ] || [ -z "$BACKUP_KEYS_DIR" ]; then return 0; fi
  [ -r "$BACKUP_KEY_FILE" ] || fail "$BACKUP_KEY_FILE cannot be read: this backup's stored files could not be opened"
  local kept
  kept=$BACKUP_KEYS_DIR/file-keys-$(sha256sum "$BACKUP_KEY_FILE" | cut -c1-12)
  [ -e "$kept" ] || install -m 400 "$BACKUP_KEY_FILE" "$kept"
}

tell_metrics() {
  [ -n "$BACKUP_METRICS_DIR" ] || return 0
  local file=$BACKUP_METRICS_DIR/polisflow-backup.prom
  {
    echo "# HELP polisflow_backup_last_success_timestamp_seconds When the last backup ended that was read back whole."
    echo "# TYPE polisflow_backup_last_success_timestamp_seconds gauge"
    echo "polisflow_backup_last_success_timestamp_seconds $(date +%s)"
    echo "# HELP polisflow_backup_bytes Its size."
    echo "# TYPE polisflow_backup_bytes gauge"
    echo "polisflow_backup_bytes $1"
    echo "# HELP polisflow_backup_duration_seconds How long it took, reading it back included."
    echo "# TYPE polisflow_backup_duration_seconds gauge"
    echo "polisflow_backup_duration_seconds $2"
  } >"$file.part"
  chmod 644 "$file.part"
  mv "$file.part" "$file"
}

once() {
  mkdir -p "$BACKUP_DIR"
  exec 9>"$BACKUP_DIR/.lock"
  flock --nonblock 9 || fail "another one is running"
  umask 077
  rm -f "$BACKUP_DIR"/polisflow-*.part
  local began=$SECONDS name size
  name=polisflow-$(date -u +%Y%m%dT%H%M%SZ).dump
  cd "$BACKUP_DIR"
  keep_keys
  dump "$name.part" "$name.counts.part"
  # Every byte is unpacked and read as the SQL that a restore would run.
  pg_restore --file=/dev/null "$name.part" || fail "the copy cannot be read back"
  mv "$name.counts.part" "$name.counts"
  mv "$name.part" "$name"
  sha256sum "$name" "$name.counts" >"$name.sha256"
  copies | tail -n +"$((BACKUP_KEEP + 1))" | while read -r old; do rm -f "$old" "$old.counts" "$old.sha256"; done
  size=$(stat --format=%s "$name")
  tell_metrics "$size" $((SECONDS - began))
  say "$BACKUP_DIR/$name, $size bytes in $((SECONDS - began)) s, read back whole"
}

healthy() {
  local file
  file=$(last)
  [ -n "$(find "$file" -mmin "-$((BACKUP_STALE_HOURS * 60))")" ] || fail "$file is older than $BACKUP_STALE_HOURS hours"
  cd "$BACKUP_DIR"
  sha256sum --check --quiet "$file.sha256" || fail "$file is not what was written"
}

rehearse() {
  local file trial=${PGDATABASE}_rehearsal
  file=$(last)
  dropdb --if-exists --maintenance-db=postgres "$trial"
  bash "$here/restore.sh" --into "$trial" "$file"
  dropdb --maintenance-db=postgres "$trial"
  say "$file restores whole"
}

nightly() {
  trap 'exit 0' TERM INT
  local next
  # The first at once: a new house does not wait for the night.
  [ -n "$(copies)" ] || bash "$here/backup.sh" || true
  while true; do
    next=$(date -d "$BACKUP_AT" +%s)
    [ "$next" -gt "$(date +%s)" ] || next=$(date -d "tomorrow $BACKUP_AT" +%s)
    # Not in the foreground, where it would keep the container from stopping.
    sleep $((next - $(date +%s))) &
    wait $!
    if bash "$here/backup.sh" && [ "$(date +%u)" = "$BACKUP_REHEARSE_ON" ]; then
      bash "$here/backup.sh" rehearse || true
    fi
  done
}

case ${1:-once} in
  once | nightly | healthy | rehearse) "${1:-once}" ;;
  *) fail "unknown command: $1" ;;
esac
