# shellcheck shell=sh disable=SC2154 # common.sh comes before
# SECONDS: waits until MicroOVN's daemon answers.
await "$1" timeout "$1" microovn waitready -t "$1"
