# shellcheck shell=sh
# KIND VALUE LINES FIELDS UNIT...: the next entries of the journals of units, as journalctl's JSON, at most LINES of them. KIND
# says where they begin: from the entry with the cursor VALUE on; at VALUE, in seconds since 1970; VALUE seconds ago; or at the
# last deploy, as far as the host knows. Before the entries: "since SECONDS", and "missing UNIT" for each unit there is not;
# after them "failed" if the journal could not be read.
kind=$1 value=$2 lines=$3 fields=$4
shift 4

# started UNIT: when somebody last had it started, in seconds. systemd may have started it again since, after a crash, and has
# counted that; the journal has each start, and the earlier one is meant.
started() {
  state=$(TZ=UTC0 systemctl show -p ExecMainStartTimestamp,NRestarts "$1")
  at=$(echo "$state" | sed -n 's/^ExecMainStartTimestamp=//p')
  [ -n "$at" ] || return 0
  again=$(echo "$state" | sed -n 's/^NRestarts=//p')
  first=
  if [ "${again:-0}" -gt 0 ]; then
    first=$(journalctl -q --no-pager -o short-unix -t systemd -n 500 -u "$1" |
      sed -n 's/^\([0-9]*\)[.][0-9]* .*: Started .*/\1/p' | tail -n $((again + 1)) | head -n 1)
  fi
  echo "${first:-$(date -u -d "$at" +%s)}"
}

case $kind in
  from) ;;
  ago) value=$(($(date +%s) - value)) ;;
  deploy)
    # A deployment restarts one after the other: starts that lie less than a minute apart belong to it.
    value=0
    for at in $(for unit; do started "$unit"; done | sort -rn); do
      if [ "$value" -eq 0 ] || [ $((value - at)) -lt 60 ]; then value=$at; fi
    done
    ;;
esac
if [ "$kind" != from ]; then
  echo "since $value"
  for unit; do
    [ "$(systemctl show --value -p LoadState "$unit")" != not-found ] || echo "missing $unit"
  done
fi
count=$#
for unit; do set -- "$@" -u "$unit"; done
shift "$count"
if [ "$kind" = from ]; then
  # Not --after-cursor: where that entry is gone, after a reboot, systemd 252 skips another one in its place.
  set -- "$@" "--cursor=$value"
else
  set -- "$@" --since "@$value"
fi
{ journalctl -q -a --no-pager -o json "--output-fields=$fields" "$@" || echo failed; } | head -n "$lines"
