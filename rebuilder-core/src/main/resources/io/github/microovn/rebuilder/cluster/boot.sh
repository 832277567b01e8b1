# shellcheck shell=sh disable=SC2154 # common.sh comes before
# SECONDS: waits until snapd is seeded. Ends with 4 where there is no snapd.
command -v snap > /dev/null || exit 4
await "$1" timeout 10 snap wait system seed.loaded
