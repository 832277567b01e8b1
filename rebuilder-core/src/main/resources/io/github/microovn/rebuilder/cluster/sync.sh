# shellcheck shell=sh disable=SC2154 # common.sh comes before
# SECONDS: waits until a change of the northbound database reaches every chassis.
await "$1" microovn.ovn-nbctl --timeout=10 --wait=hv sync
