# shellcheck shell=sh disable=SC2154 # common.sh comes before
# DIRECTORY CHANNEL: downloads the snap from the store; an empty channel is the snap's default.
mkdir -p -- "$1"
snap download microovn ${2:+"--channel=$2"} --basename=microovn --target-directory="$1" > /dev/null
