# shellcheck shell=bash
# Where tools that are not the system's are put: never in the checkout, never over the system's own.
# Started by root they lie outside /root, because PostgreSQL runs as an unprivileged user who must reach them.

if [ "$(id -u)" -eq 0 ]; then
  cache_folder=/var/cache/redress
  data_folder=/var/lib/redress-demo
else
  cache_folder=${XDG_CACHE_HOME:-${HOME:?is not set}/.cache}/redress
  data_folder=${XDG_DATA_HOME:-$HOME/.local/share}/redress
fi

# make_once FOLDER RECIPE COMMAND...: runs COMMAND to fill FOLDER unless it was already filled by this
# very RECIPE (a file). The mark is written last, so a run that was cut off is done again.
make_once() {
  local folder=$1 recipe=$2 mark
  shift 2
  mark=$(cksum <"$recipe")
  [ "$(cat "$folder/.made-by" 2>/dev/null)" = "$mark" ] && return
  rm -rf "$folder"
  mkdir -p "$folder"
  "$@" || return
  printf '%s\n' "$mark" >"$folder/.made-by"
}
