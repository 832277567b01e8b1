# shellcheck shell=sh disable=SC2154 # common.sh comes before
# SECONDS PLUG...: connects those that the snap has and that lead nowhere; writes how many. snapd refuses while services start.
seconds=$1 count=0
shift
list=$(snap connections microovn) || exit 1
lacking=$(printf '%s\n' "$list" |
  awk -v asked=" $* " 'sub(/^microovn:/, "", $2) && $3 == "-" && index(asked, " " $2 " ") { print $2 }')
for plug in $lacking; do
  await "$seconds" snap connect "microovn:$plug" || exit 1
  count=$((count + 1))
done
[ "$count" -eq 0 ] || await "$seconds" snap restart microovn.daemon || exit 1
echo "$count"
