# shellcheck shell=sh disable=SC2154 # common.sh comes before
# LOCK SECONDS: founds a cluster, unless this is a member of one.
locked "$1" "$2"
is_member || timeout -k 5 "$2" microovn cluster bootstrap 9>&-
