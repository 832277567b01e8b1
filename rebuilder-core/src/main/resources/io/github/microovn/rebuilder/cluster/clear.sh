# shellcheck shell=sh disable=SC2154 # common.sh comes before
# PATH...: removes what an upload that did not end has left.
rm -rf -- "$@"
