# shellcheck shell=sh disable=SC2154 # common.sh comes before
# LOCK SECONDS FILE NAME: makes a token for a new member. It cannot be made twice and lasts for three hours, so it is kept.
locked "$1" "$2"
if [ -s "$3" ] && [ -z "$(find "$3" -mmin +170)" ]; then exit 0; fi
timeout -k 5 "$2" microovn cluster add "$4" > "$3.new" 9>&- && mv -- "$3.new" "$3"
