# shellcheck shell=bash
# The system's packages: which manager there is, whether this user may install, and the names by which
# each manager knows what the house wants. Everything wanted goes in one call, or is named in one command.

wanted=()
wished=()

package_manager() {
  local manager
  for manager in apt-get dnf brew; do
    if command -v "$manager" >/dev/null; then
      printf '%s' "$manager"
      return
    fi
  done
}

package_names() {
  case "$(package_manager) $1" in
    'apt-get compiler') echo gcc libc6-dev ca-certificates ;;
    'apt-get python') echo python3 python3-venv ca-certificates ;;
    'apt-get postgres') echo postgresql ;;
    'apt-get chromium') echo chromium fonts-liberation ;;
    'apt-get heif') echo libheif-examples ;;
    'dnf compiler') echo gcc glibc-devel ;;
    'dnf python') echo python3 ;;
    'dnf postgres') echo postgresql-server ;;
    'dnf chromium') echo chromium liberation-fonts ;;
    'dnf heif') echo libheif-tools ;;
    'brew python') echo python@3.13 ;;
    'brew postgres') echo postgresql@17 ;;
    'brew chromium') echo chromium ;;
    'brew heif') echo libheif ;;
  esac
}

# For people on a system whose package manager the house does not know.
plain_names() {
  case $1 in
    compiler) echo 'a C compiler as "cc" with the C library headers (gcc or clang)' ;;
    python) echo 'Python 3.9 or newer as "python3", with its venv module' ;;
    postgres) echo 'PostgreSQL 15 or newer (initdb, pg_ctl, postgres); REDRESS_PG_BIN names the folder' ;;
    chromium) echo 'Chromium as "chromium"' ;;
    heif) echo 'heif-convert (from the examples of libheif): officers must download photographs in HEIC' ;;
  esac
}

all_names() {
  local want
  for want in "$@"; do package_names "$want"; done | tr ' ' '\n' | sort -u | paste -sd' ' -
}

install_command() {
  case $(package_manager) in
    apt-get) echo 'apt-get install -y --no-install-recommends' ;;
    dnf) echo 'dnf install -y' ;;
    brew) echo 'brew install' ;;
  esac
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
  case $(package_manager) in
    brew) true ;;
    apt-get | dnf) [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null ;;
    *) false ;;
  esac
}

install_packages() {
  local names
  read -ra names <<<"$(all_names "$@")"
  note "installing ${names[*]}"
  case $(package_manager) in
    apt-get) apt_install "${names[@]}" ;;
    dnf) as_root dnf install -y "${names[@]}" >&2 ;;
    brew) brew install "${names[@]}" >&2 ;;
  esac
}

# Debian makes and starts a cluster on 5432 when a server is installed. The house runs its own, so that
# is turned off for this one call and left as it was found.
apt_install() {
  local drop_in=/etc/postgresql-common/createcluster.d/redress.conf status=0
  as_root mkdir -p "${drop_in%/*}"
  echo 'create_main_cluster = false' | as_root tee "$drop_in" >/dev/null
  as_root apt-get update -qq || status=$?
  [ "$status" -ne 0 ] || as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends "$@" >/dev/null || status=$?
  as_root rm -f "$drop_in"
  return "$status"
}

stop_naming_packages() {
  local want lines=()
  if [ -n "$(package_manager)" ]; then
    lines=("ask someone who may, to run:" "  $(install_command) $(all_names "$@")" "and then run this again")
  else
    for want in "$@"; do lines+=("- $(plain_names "$want")"); done
  fi
  stop 'something must be installed that this user cannot install' "${lines[@]}"
}

# Installs all that is in `wanted`, or stops and names it; tries for what is in `wished`, and goes on.
install_wanted() {
  local wish
  if [ "${#wanted[@]}" -gt 0 ]; then
    may_install || stop_naming_packages "${wanted[@]}"
    install_packages "${wanted[@]}" || stop_naming_packages "${wanted[@]}"
  fi
  for wish in ${wished[@]+"${wished[@]}"}; do
    { may_install && install_packages "$wish"; } ||
      note "going on without $(plain_names "$wish")"
  done
}
