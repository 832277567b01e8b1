# shellcheck shell=sh disable=SC2034,SC2154 # df has more columns than are read; common.sh and end.sh come before
# HOME ID DEAD WHO DIRECTORY SNAP SNAPS CURRENT CURRENT HASH COUNT [PATH]... [SHOW...]: looks at everything a deployment has to know.
# A line for each finding; the last ones are the output of the command SHOW. An ID of - neither locks nor sweeps, a HASH of - computes no
# hashes and is the first look of a session.
home=$1 id=$2 dead=$3 whoami=$4 directory=$5
shift 5
[ -e "$directory" ] || { echo missing; exit; }
[ -d "$directory" ] || { echo file; exit; }
[ -w "$directory" ] || { echo 'readonly 0'; exit; }
if [ "$id" = - ]; then
  if holder "$home" && living; then held working; fi
else
  mkdir -p -- "$home/objects" || exit
  take "$home" "$id" "$dead" "$whoami" || { held held; exit; }
  # The first look of a session, which has no other calls on the way.
  if [ "$5" = - ]; then
    [ -z "$had" ] || { echo twice; exit; }
    rm -f -- "$home"/.lock.* "$home"/objects/*.part
  fi
  rm -f -- "$home"/.ledger.*
  for leftover in "$home"/.hook.*; do
    [ ! -f "$leftover" ] || end_hook "${leftover%.*}"
  done
fi
echo "arch $(uname -m)"
df -Pk -- "$directory" | {
  read -r heading
  read -r filesystem blocks used free rest
  echo "free $free"
}
for current in "$3" "$4"; do
  revision=$(readlink -- "$current") || continue
  echo "revision $revision"
  tried=$(readlink -- "$2/${1}_$revision.snap") && echo "tried $tried"
  break
done
if [ -f "$home/ledger.json" ]; then
  echo "ledger $(tr '\n' ' ' < "$home/ledger.json")"
elif [ -n "$(ls -A -- "$home/objects" 2> /dev/null)" ]; then
  echo lost
fi
hash=$5
shift 5
# Nobody waits for hashes yet, and somebody for the prompt.
[ "$hash" = - ] || renice -n 19 -p $$ > /dev/null 2>&1
left=$1 number=0
shift
while [ "$left" -gt 0 ]; do
  path=$1 left=$((left - 1)) number=$((number + 1))
  shift
  place=${path%/*}
  if [ -d "$place" ]; then
    [ -w "$place" ] || { echo "readonly $number"; exit; }
    if [ "$id" != - ]; then
      for leftover in "$place/.${path##*/}.rebuilder-"*; do
        if [ -f "$leftover" ] && rm -f -- "$leftover"; then echo "swept $number ${leftover##*.rebuilder-}"; fi
      done
    fi
  fi
  if [ -f "$path" ]; then
    sum=-
    [ "$hash" = - ] || sum=$(digest "$path")
    echo "seen $number $sum $(stat -L -c '%a %u:%g %i:%s:%Y' -- "$path")"
  elif [ -e "$path" ]; then
    echo "other $number"
  else
    echo "absent $number"
  fi
done
echo fit
[ $# -eq 0 ] || "$@"
