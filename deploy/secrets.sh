#!/bin/sh
# Keys and passwords for compose.yaml, each in a file of `secrets`: made once, never over what is there. server.key opens every
# printed card: keep a copy of it somewhere else, and apart from backups.
set -eu
umask 077
mkdir -p secrets
# Only this user gets into the folder; in it the containers' users read.
chmod 700 secrets
secret() {
  [ -s "secrets/$1" ] || openssl rand -hex 24 >"secrets/$1"
  chmod 644 "secrets/$1"
}
secret superuser-password
secret postgres-password
secret replication-password
secret metrics-token
[ -s secrets/server.key ] || openssl rand -out secrets/server.key 32
# Both are named: after a failover nodes find by themselves which of them takes writes.
[ -s secrets/database-url ] ||
  printf 'postgres://tablee:%s@postgres-1,postgres-2/tablee?target_session_attrs=primary\n' \
    "$(cat secrets/postgres-password)" >secrets/database-url
chmod 644 secrets/server.key secrets/database-url
echo "secrets: $(ls secrets | tr '\n' ' ')"
