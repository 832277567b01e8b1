# shellcheck shell=sh disable=SC2154 # common.sh comes before
# LOCK SECONDS TOKEN: joins a cluster by the token in a file, unless this is a member of one.
locked "$1" "$2"
is_member || timeout -k 5 "$2" microovn cluster join "$(cat -- "$3")" 9>&- || exit
rm -f -- "$3"
