# shellcheck shell=sh disable=SC2154 # common.sh comes before
# HOME ID: gives the lock up.
if holder "$1" && [ "$holder" = "$2" ]; then rm -f -- "$1/lock" "$1/.ledger.$2."*; fi
