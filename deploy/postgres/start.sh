#!/bin/sh
# How Postgres starts in compose.yaml: `start.sh NAME`, what follows is its settings. TABLEE_PRIMARY is the name of the one that
# takes writes: it makes its folder where there is none. The other one takes a copy of it, and follows.
set -eu
name=$1
shift
as() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }

if [ "$name" != "$TABLEE_PRIMARY" ] && [ -s "$PGDATA/PG_VERSION" ] && [ ! -e "$PGDATA/standby.signal" ]; then
  # Two that take writes are two truths.
  echo "$name was the primary, or was promoted; TABLEE_PRIMARY says that $TABLEE_PRIMARY is. Nothing is started. If it is really that one, empty this one's volume: it takes a new copy. docs/operations.md" >&2
  exit 1
fi
install -d -o postgres -g postgres -m 700 /archive
if [ "$name" != "$TABLEE_PRIMARY" ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
  PGPASSWORD=$(cat /run/secrets/replication-password)
  export PGPASSWORD
  # A copy that was cut short is none.
  rm -rf "$PGDATA"
  install -d -o postgres -g postgres -m 700 "$PGDATA"
  until as pg_basebackup -D "$PGDATA" -X stream --checkpoint=fast -R \
    -d "host=$TABLEE_PRIMARY user=replicator application_name=standby"; do
    echo "$TABLEE_PRIMARY gives no copy yet" >&2
    find "$PGDATA" -mindepth 1 -delete
    sleep 2
  done
  unset PGPASSWORD
fi
exec docker-entrypoint.sh postgres "$@"
