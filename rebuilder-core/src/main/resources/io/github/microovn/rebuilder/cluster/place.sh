# shellcheck shell=sh disable=SC2154 # common.sh comes before
# STAGED TREE: puts a tree in place that was sent.
mkdir -p -- "${2%/*}" && mv -- "$1" "$2"
