# Sourced by the other shims here. A service is a directory of small files, one for each fact; the instance it belongs to is
# the directory above that of the shims.
instance=${0%/*}
instance=${instance%/*}

# unit NAME: sets unit, name and dir; fails if there is no such unit.
unit() {
  unit=$1
  case $unit in *.service) ;; *) unit=$unit.service ;; esac
  name=${unit#snap.}
  name=${name%.service}
  dir=$instance/services/$name
  [ "$unit" = "snap.$name.service" ] && [ -d "$dir" ]
}

# get FACT: sets fact.
get() {
  fact=
  [ ! -e "$dir/$1" ] || read -r fact < "$dir/$1"
}

# put FACT VALUE: whoever reads sees the old value or the new one.
put() {
  printf '%s\n' "$2" > "$dir/.$1" && mv -f "$dir/.$1" "$dir/$1"
}

is() {
  get state
  [ "$fact" = "$1" ]
}

# locked COMMAND...: runs it while nobody else changes the service.
locked() {
  (
    if command -v flock > /dev/null 2>&1; then flock 9; fi
    "$@"
  ) 9> "$dir/lock"
}

# log WHO TEXT: a line for the journal; its time, in seconds and nanoseconds, is the same line of another file.
log() {
  date '+%s %N' >> "$dir/times"
  printf '%s %s %s: %s\n' "$(date '+%b %d %H:%M:%S')" "${instance##*/}" "$1" "$2" >> "$dir/journal"
}

# Start, unless it was tried too often: systemd refuses for ten seconds then.
bring_up() {
  get limit
  if [ -n "$fact" ] && [ $(($(date +%s) - fact)) -lt 10 ]; then
    log 'systemd[1]' "$unit: Start request repeated too quickly."
    return 1
  fi
  put limit ''
  get starts
  put starts $((fact + 1))
  put restarts 0
  launch
  return 0 # as systemctl, which does not wait for a simple service
}

# snap_environment NAME: sets what snapd sets for what runs in a snap; fails if there is no such snap.
snap_environment() {
  SNAP_NAME=$1 SNAP=$instance/root/snap/$1/current SNAP_COMMON=$instance/root/var/snap/$1/common
  SNAP_REVISION=$(readlink "$SNAP") || return
  SNAP_VERSION=$(sed -n 's/^version: *//p' "$SNAP/meta/snap.yaml" 2> /dev/null | tr -d "\"'")
  export SNAP SNAP_NAME SNAP_REVISION SNAP_COMMON SNAP_VERSION
  PATH=$SNAP/bin:$PATH
}

launch() {
  get binary
  binary=$fact
  put started "$(date +%s)"
  log 'systemd[1]' "Started $unit - Service for snap application $name."
  sum=$(sha256sum < "$binary" 2> /dev/null)
  set -- $(ls -diL -- "$binary" 2> /dev/null)
  inode=${1-}
  vanish
  if [ -f "$binary" ] && [ -x "$binary" ]; then
    get arguments
    (
      # As systemd does; a binary may write it down as its own.
      export SYSTEMD_EXEC_PID=$$
      snap_environment "${name%%.*}"
      # shellcheck disable=SC2086 # a list
      exec "$binary" $fact
    ) > "$dir/output" 2>&1 < /dev/null 9>&-
    status=$?
  else
    echo "Failed to locate executable ${binary#"$instance/root"}" > "$dir/output"
    status=203
  fi
  while read -r line || [ -n "$line" ]; do log "$name[$$]" "$line"; done < "$dir/output"
  put exit "$status"
  if [ "$status" = 0 ]; then
    put sha256 "${sum%% *}"
    put inode "$inode"
    appear $$ "$binary"
    put code 0
    put sub running
    put result success
    put state active
  else
    ended 1
    put restarts 5
    put limit "$(date +%s)"
    put sub failed
    put result exit-code
    put state failed
    log 'systemd[1]' "$unit: Main process exited, code=exited, status=$status"
    log 'systemd[1]' "$unit: Scheduled restart job, restart counter is at 5."
    log 'systemd[1]' "$unit: Failed with result 'exit-code'."
  fi
}

# appear PID BINARY: a process shows in the instance's /proc; what it runs stays, whatever takes the binary's place.
appear() {
  put pid "$1"
  mkdir -p "$instance/root/proc/$1"
  ln -f "$2" "$instance/root/proc/$1/exe"
}

# vanish: the process of the service is gone from there.
vanish() {
  get pid
  [ "${fact:-0}" = 0 ] || rm -rf "$instance/root/proc/$fact"
  put pid 0
}

# ended CODE: no process runs any more.
ended() {
  vanish
  put inode ''
  put code "$1"
}

start() {
  is active || bring_up
}

restart() {
  bring_up
}

try_restart() {
  ! is active || bring_up
}

stop() {
  if is active; then
    ended 2
    put exit 15
    log 'systemd[1]' "Stopped $unit - Service for snap application $name."
  fi
  put sub dead
  put result success
  put state inactive
}

# The process dies by a signal; systemd starts it again.
crash() {
  is active || return 0
  log 'systemd[1]' "$unit: Main process exited, code=dumped, status=11/SEGV"
  get restarts
  log 'systemd[1]' "$unit: Scheduled restart job, restart counter is at $((fact + 1))."
  crashed=$((fact + 1))
  launch
  ! is active || put restarts "$crashed"
}

reset_failed() {
  put limit ''
  put restarts 0
  if is failed; then
    put sub dead
    put result success
    put state inactive
  fi
}

enable() {
  put enabled yes
}

disable() {
  put enabled no
}
