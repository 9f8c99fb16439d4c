# shellcheck shell=bash
# Makes this machine able to build and run the house: looks first, installs only what is missing.
# Afterwards cargo, node and npm are on PATH and REDRESS_PG_BIN names PostgreSQL's folder.

. ops/machine/say.sh
. ops/machine/folders.sh
. ops/machine/packages.sh
. ops/machine/rust.sh
. ops/machine/python.sh
. ops/machine/node.sh
. ops/machine/postgres.sh
. ops/machine/chromium.sh

has_heif() { command -v heif-convert >/dev/null || command -v heif-dec >/dev/null; }

want_machine() {
  want_rust
  want_compiler
  [ -n "${REDRESS_ASSETS:-}" ] || has_node || has_python || wanted+=(python)
  find_postgres || ! may_install || wanted+=(postgres)
  has_heif || wished+=(heif)
  install_wanted
  [ -n "${REDRESS_ASSETS:-}" ] || want_node
  find_postgres || { want_node && fetch_postgres; }
  note "Rust $(rust_version), PostgreSQL $(postgres_major "$REDRESS_PG_BIN") in $REDRESS_PG_BIN"
}
