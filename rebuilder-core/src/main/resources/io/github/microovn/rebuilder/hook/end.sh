# shellcheck shell=sh
# end_hook MARK: ends the hook that was started so, with what it started, and removes what is left of it.
end_hook() {
  hook=
  { read -r hook < "$1.pid"; } 2> /dev/null
  if hooked "$1" "$hook"; then
    kill "$hook"
    moments=80
    while [ "$moments" -gt 0 ] && hooked "$1" "$hook"; do
      sleep 0.05
      moments=$((moments - 1))
    done
  fi
  rm -f -- "$1.out" "$1.pid" "$1.end" "$1.code" "$1.script"
}

# hooked MARK PID: whether that is still the hook. Numbers of processes are used again.
hooked() {
  [ -n "$2" ] && grep -qaF -- "$1" "/proc/$2/cmdline" 2> /dev/null
}
