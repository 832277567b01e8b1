# shellcheck shell=sh
# LINES [UNIT SINCE]...: the last lines of each unit's journal since a time, after a line with their number.
lines=$1
shift
while [ $# -gt 1 ]; do
  found=$(journalctl --no-pager -q -n "$lines" -u "$1" --since "$2" 2>&1)
  echo "$found" | wc -l
  echo "$found"
  shift 2
done
