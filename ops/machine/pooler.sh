# shellcheck shell=bash
# A PgBouncer for the tests, as TESTS_PGBOUNCER. Unpacked beside the other test tools and never installed:
# the package would start a service that nobody asked for. Needs no rights.

# shellcheck source=ops/machine/folders.sh
. ops/machine/folders.sh
pooler_folder=$cache_folder/pooler

find_pooler() {
  TESTS_PGBOUNCER=${TESTS_PGBOUNCER:-$(command -v pgbouncer || true)}
  [ -n "$TESTS_PGBOUNCER" ] || TESTS_PGBOUNCER=$pooler_folder/pgbouncer
  export TESTS_PGBOUNCER
  "$TESTS_PGBOUNCER" --version >/dev/null 2>&1
}

# apt-get with lists and a cache of its own, so that it may be run by anyone.
own_apt() {
  local state=$pooler_folder/apt
  mkdir -p "$state/lists/partial" "$state/archives/partial"
  apt-get -qq -o Dir::State="$state" -o Dir::State::status=/var/lib/dpkg/status \
    -o Dir::Cache="$state" -o APT::Sandbox::User=root "$@"
}

# The libraries under both names that Debian has had for them; what the system has is fetched in vain.
unpack_pooler() {
  local package
  own_apt update || return
  cd "$pooler_folder" || return
  for package in pgbouncer libevent-2.1-7 libevent-2.1-7t64 libc-ares2 libcares2 libssl3 libssl3t64; do
    own_apt download "$package" >/dev/null 2>&1 || true
  done
  for package in *.deb; do dpkg-deb -x "$package" . || return; done
  rm -rf ./*.deb apt
  cat >pgbouncer <<'TEXT'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
for folder in "$here"/usr/lib/*-linux-*; do LD_LIBRARY_PATH=$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}; done
export LD_LIBRARY_PATH
exec "$here/usr/sbin/pgbouncer" "$@"
TEXT
  chmod 755 pgbouncer
}

# Answers whether there is one.
want_pooler() {
  find_pooler && return
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return
  (make_once "$pooler_folder" ops/machine/pooler.sh unpack_pooler)
  find_pooler
}
