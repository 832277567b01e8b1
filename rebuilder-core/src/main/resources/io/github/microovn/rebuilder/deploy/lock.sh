# shellcheck shell=sh disable=SC2154 # common.sh comes before
# HOME ID: keeps the lock; says so when it is lost.
keep "$1" "$2" || echo lost
