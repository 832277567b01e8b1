# shellcheck shell=sh disable=SC2154 # common.sh comes before
# SECONDS BIN APP...: gives the commands that the snap has their own names; writes how many. A name that is taken stays taken.
seconds=$1 bin=$2 count=0
shift 2
for app; do
  if [ -e "$bin/microovn.$app" ] && [ ! -e "$bin/$app" ] && await "$seconds" snap alias "microovn.$app" "$app"; then
    count=$((count + 1))
  fi
done
echo "$count"
