# shellcheck shell=bash
# What the scripts in ops/ say, and how they stop. Everything goes to stderr, so that
# `ops/up --json` leaves its one line alone on stdout.

SECONDS=0

step() { printf '\n[%2d:%02d] %s\n' "$((SECONDS / 60))" "$((SECONDS % 60))" "$*" >&2; }

note() { printf '        %s\n' "$@" >&2; }

stop() {
  printf '\nStopped: %s\n' "$1" >&2
  shift
  [ "$#" -eq 0 ] || note "$@"
  exit 1
}
