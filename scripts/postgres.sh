#!/usr/bin/env bash
# A throw-away PostgreSQL 17 with pgvector for tests, on 127.0.0.1 only and without passwords.
#
#   scripts/postgres.sh start   prints DATABASE_URL; a new, empty cluster each time it starts
#   scripts/postgres.sh url     prints DATABASE_URL (`url superuser` for the role postgres)
#   scripts/postgres.sh stop    ends it and deletes its data
#   scripts/postgres.sh crash   ends it as a crash would, and keeps its data
#   scripts/postgres.sh resume  starts it again after that
#   scripts/postgres.sh run …   runs one of its programs, such as pg_dump
#
# Debian's own packages in a folder of their own (35-60 s and 680 MB, once), because the release a
# machine runs may have neither this PostgreSQL nor pgvector. Needs root or sudo on a Debian-like
# system; elsewhere use any PostgreSQL 17 with pgvector and scripts/postgres.sql.
#
#   ECHOAI_PG_DIR   where the system lies     (/var/tmp/echoai-postgres-17)
#   ECHOAI_PG_PORT  port; one cluster a port  (55432)

set -euo pipefail

dir=${ECHOAI_PG_DIR:-/var/tmp/echoai-postgres-17}
port=${ECHOAI_PG_PORT:-55432}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bin=/usr/lib/postgresql/17/bin
cluster=/var/lib/postgresql/echoai-$port # inside $dir

say() { echo "$*" >&2; }
die() { say "$*"; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# PostgreSQL refuses to run as root.
in_chroot() {
  as_root chroot --userspec=postgres:postgres "$dir" /usr/bin/env -i \
    PATH="$bin:/usr/bin:/bin" LANG=C.UTF-8 HOME=/var/lib/postgresql "$@"
}

is_made() {
  [ -x "$dir$bin/postgres" ] && [ -f "$dir/usr/share/postgresql/17/extension/vector.control" ] &&
    [ ! -d "$dir/debootstrap" ]
}

is_running() { in_chroot pg_ctl status -D "$cluster" >/dev/null 2>&1; }

# The mirror this machine's apt uses, if it has the release; debootstrap does not read apt's settings.
mirror() {
  local uri probe
  probe=$(mktemp -d)
  for uri in $(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    grep -v security | sort -u) http://deb.debian.org/debian/; do
    if /usr/lib/apt/apt-helper download-file "${uri%/}/dists/trixie/InRelease" "$probe/InRelease" >/dev/null 2>&1; then
      rm -rf "$probe"
      echo "${uri%/}"
      return
    fi
  done
  rm -rf "$probe"
  die "No Debian mirror with the release trixie could be reached."
}

use_apt_proxy() {
  local http='' https=''
  eval "$(apt-config shell http Acquire::http::Proxy https Acquire::https::Proxy)"
  if [ -n "$http" ] && [ "$http" != DIRECT ]; then export http_proxy=$http; fi
  if [ -n "$https" ] && [ "$https" != DIRECT ]; then export https_proxy=$https; fi
}

# Deletes a folder debootstrap was making; an interrupted one can still have file systems mounted.
discard() {
  awk -v below="$1/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r |
    while read -r mounted; do as_root umount "$mounted"; done
  as_root rm -rf --one-file-system "$1"
}

# Made beside its place and moved there when complete, so that nothing half-made is ever used.
make() {
  [ -x /usr/bin/apt-get ] || die "This needs a Debian-like system. Elsewhere: any PostgreSQL 17 with pgvector and scripts/postgres.sql."
  [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || die "This needs root, or sudo without a password."
  if [ -e "$dir" ]; then
    [ -d "$dir/debootstrap" ] || [ -z "$(ls -A "$dir")" ] ||
      die "$dir exists and is not ours; set ECHOAI_PG_DIR to another folder."
    discard "$dir"
  fi
  if ! command -v debootstrap >/dev/null && [ ! -x /usr/sbin/debootstrap ]; then
    say "Installing debootstrap ..."
    as_root apt-get -qq update >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
      debootstrap debian-archive-keyring >&2
  fi
  discard "$dir.partial"
  local log source
  log=$(mktemp)
  source=$(mirror)
  use_apt_proxy
  say "Making PostgreSQL 17 with pgvector in $dir from $source (35-60 s) ..."
  if ! as_root env PATH="$PATH:/usr/sbin:/sbin" http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" \
    debootstrap --variant=minbase --include=postgresql-17,postgresql-17-pgvector \
    trixie "$dir.partial" "$source" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "debootstrap failed."
  fi
  rm -f "$log"
  as_root mv "$dir.partial" "$dir"
}

url() { echo "postgres://${2:-echoai}@127.0.0.1:$port/${1:-echoai_test}"; }

start() {
  if ! is_made; then
    # Two starts at once wait for each other.
    exec 9>"$dir.lock"
    flock 9
    is_made || make
    exec 9>&-
  fi
  if is_running; then
    url
    return
  fi
  as_root rm -rf "$dir$cluster"
  # Other than PGlite's C, as on most servers; nothing here outlives a crash, so nothing waits for the disk.
  in_chroot initdb -D "$cluster" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  in_chroot tee -a "$cluster/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 200
shared_preload_libraries = ''
fsync = off
synchronous_commit = off
full_page_writes = off
CONF
  resume
  if ! in_chroot psql -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U postgres <"$here/postgres.sql" >&2; then
    stop
    die "The roles and databases could not be created."
  fi
  url
}

stop() {
  if is_running; then in_chroot pg_ctl stop -D "$cluster" -m immediate >/dev/null; fi
  as_root rm -rf "$dir$cluster"
}

resume() {
  in_chroot pg_ctl start -w -D "$cluster" -l "$cluster/log" >/dev/null 2>&1 && return
  as_root tail -n 20 "$dir$cluster/log" >&2
  die "PostgreSQL did not start on port $port."
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  crash) in_chroot pg_ctl stop -D "$cluster" -m immediate >/dev/null ;;
  resume) resume ;;
  run) in_chroot "${@:2}" ;;
  url) if [ "${2:-}" = superuser ]; then url postgres postgres; else url; fi ;;
  *) die "usage: $0 start | stop | crash | resume | run program … | url [superuser]" ;;
esac
