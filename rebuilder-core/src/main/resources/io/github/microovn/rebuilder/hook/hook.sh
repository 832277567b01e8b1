# shellcheck shell=sh disable=SC2016 # what is quoted is another shell's
# MARK WAIT OFFSET [SECONDS COMMAND...]: starts COMMAND, where there is one, by itself: it goes on when nobody asks for it any more,
# and is ended after SECONDS. Then waits until it has ended, or has written something, or WAIT seconds have passed, but for a second if
# need be. Prints what it wrote after OFFSET; the last line of standard error is 'running OFFSET' or 'ended OFFSET EXITCODE'. What
# is left of it, the files MARK.*, is removed when it has ended.
mark=$1 wait=$2 offset=$3
shift 3
cd / || exit
if [ $# -gt 0 ]; then
  rm -f -- "$mark.code"
  : > "$mark.out" || exit
  # Not every login has the commands of snaps. A deadline ends a group of processes, and what does not mind is killed.
  PATH=$PATH:/snap/bin setsid sh -c '
    mark=$1 seconds=$2
    shift 2
    timeout -k 2 "$seconds" "$@" &
    child=$!
    trap "kill $child" TERM
    wait "$child"
    code=$?
    while kill -0 "$child" 2> /dev/null; do
      wait "$child"
      code=$?
    done
    case $code in 124 | 137 | 143) kill -s KILL -- "-$child" 2> /dev/null ;; esac
    if [ -f "$mark.out" ]; then echo "$code" > "$mark.end" && mv -f -- "$mark.end" "$mark.code"; fi
  ' microovn-rebuilder-hook "$mark" "$@" > "$mark.out" 2>&1 < /dev/null &
  echo $! > "$mark.pid"
fi
turns=0
while [ ! -f "$mark.code" ] && [ "$turns" -lt $((10 + wait * 10)) ]; do
  turns=$((turns + 1))
  if [ "$turns" -le 10 ]; then
    sleep 0.02
  elif [ "$turns" -le 20 ] || [ "$(stat -c %s -- "$mark.out")" -le "$offset" ]; then
    sleep 0.1
  else
    break
  fi
done
code=
{ read -r code < "$mark.code"; } 2> /dev/null
size=$(stat -c %s -- "$mark.out") || exit
if [ $((size - offset)) -gt 262144 ]; then
  echo "... ($((size - offset - 262144)) bytes are not shown)"
  offset=$((size - 262144))
fi
tail -c +$((offset + 1)) -- "$mark.out" | head -c $((size - offset))
if [ -n "$code" ]; then
  rm -f -- "$mark.out" "$mark.pid" "$mark.code" "$mark.script"
  echo "ended $size $code" >&2
else
  echo "running $size" >&2
fi
