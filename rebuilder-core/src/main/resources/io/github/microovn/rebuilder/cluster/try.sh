# shellcheck shell=sh disable=SC2154 # common.sh comes before
# SECONDS TREE: has snapd run the tree. One that asked for it before and is gone may have snapd at it still.
patiently "$1" snap try "$2" || {
  printf '%s\n' "$said" >&2
  exit 1
}
