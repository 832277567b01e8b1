# shellcheck shell=sh disable=SC2154 # common.sh comes before
# SECONDS BIN APP...: gives the commands that the snap has their own names. Writes how many, and then a line for each that got none:
# its name and why. A name that is taken stays taken.
seconds=$1 bin=$2 count=0 refused=
shift 2
lacking() {
  for app; do
    if [ -e "$bin/microovn.$app" ] && [ ! -e "$bin/$app" ]; then echo "$app"; fi
  done
}
asked=$(lacking "$@")
# Whoever waits for snapd looks every 100 ms, and a name takes 20: only the last one is waited for. snapd does one at a time.
last=${asked##*[!a-z-]}
for app in $asked; do
  [ "$app" = "$last" ] || patiently "$seconds" snap alias --no-wait "microovn.$app" "$app"
done
for app in $asked; do
  if [ -e "$bin/$app" ] || patiently "$seconds" snap alias "microovn.$app" "$app"; then
    count=$((count + 1))
  else
    refused="$refused
$app $(printf %s "$said" | tr '\n' ' ')"
  fi
done
echo "$count$refused"
