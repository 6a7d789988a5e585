#!/bin/sh
# Once, when the primary's folder is made: whose the database is, who copies it, and that from the first real start on every
# answer waits for the standby. That is said by ALTER SYSTEM and not in compose.yaml: this very script would wait for a standby
# that cannot be there yet.
set -eu
psql -v ON_ERROR_STOP=1 -q -U "${POSTGRES_USER:-postgres}" -d postgres \
  -v password="$(cat /run/secrets/postgres-password)" -v copies="$(cat /run/secrets/replication-password)" <<'SQL'
CREATE ROLE tablee LOGIN PASSWORD :'password';
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'copies';
CREATE DATABASE tablee OWNER tablee;
ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (standby)';
SQL
echo 'host replication replicator all scram-sha-256' >>"$PGDATA/pg_hba.conf"
