#!/bin/sh
# `archive.sh FROM NAME`: a piece of the write-ahead log into /archive (or $ARCHIVE). It is whole under its name or not there;
# one that is there is not overwritten, and asked for again after a crash it is well where it is the same.
set -eu
to=${ARCHIVE:-/archive}/$2
[ ! -e "$to" ] || exec cmp -s "$1" "$to"
cp "$1" "$to.part"
sync "$to.part"
mv "$to.part" "$to"
sync "${ARCHIVE:-/archive}"
