# shellcheck shell=bash
# Settings and helpers of the lab; sourced by every script, never run.
# Each setting can be overridden from the environment.
: "${LAB_DIR:=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)}"
: "${LAB_CACHE:=${XDG_CACHE_HOME:-$HOME/.cache}/microovn-rebuilder-lab}"
: "${LAB_PREFIX:=movn}"               # nodes are ${LAB_PREFIX}1..N
: "${LAB_NODES:=3}"
: "${LAB_IMAGE:=microovn-lab}"        # LXD image alias; ${LAB_IMAGE}-base is the same without the snaps
: "${LAB_POOL:=default}"              # created when missing, with the driver below; an existing pool is used as it is
: "${LAB_POOL_DRIVER:=dir}"           # btrfs (needs btrfs-progs): much faster launches
: "${LAB_NET:=lxdbr0}"                # eth0: management, OVN databases
: "${LAB_TUN_NET:=lxdtun}"            # eth1: tunnels, a bridge without any address
: "${LAB_SUBNET:=}"                   # of LAB_NET, without the last number; empty: what LAB_NET has, else 10.77.0 if free
: "${LAB_TUN_SUBNET:=10.78.0}"
: "${LAB_FIRST:=10}"                  # node N is .(LAB_FIRST + N), below .128; another one with another LAB_PREFIX: a second cluster
: "${LAB_TREE:=/root/squashfs-root}"  # the `snap try`-ed directory inside a node
: "${LAB_SUITE:=bookworm}"
: "${LAB_MIRROR:=}"                   # empty: the default of debootstrap
: "${LAB_WAIT:=120}"                  # seconds any single wait may take
if [ -z "${LXD_DIR:-}" ]; then
  LXD_DIR=/var/lib/lxd
  [ ! -S /var/snap/lxd/common/lxd/unix.socket ] || LXD_DIR=/var/snap/lxd/common/lxd
fi
export LXD_DIR
# What the lab makes in LXD carries this key, and the lab deletes nothing that does not.
LAB_MARK=user.microovn-rebuilder-lab
mkdir -p "$LAB_CACHE"

die() { echo "lab/${0##*/}: $*" >&2; exit 1; }
note() { echo "lab/${0##*/}: $*"; }

# usage: the comment at the head of the calling script
usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; exit 2; }

# lock: one script of the lab at a time; scripts that it calls share the lock.
lock() {
  [ -z "${LAB_LOCKED:-}" ] || return 0
  exec 9> "$LAB_CACHE/lock"
  flock -n 9 || { note "waits for another lab script"; flock -w 1800 9 || die "another lab script holds $LAB_CACHE/lock"; }
  export LAB_LOCKED=1
}

_lab_start=$EPOCHREALTIME _lab_last=$EPOCHREALTIME
# stage TEXT: print the time since the previous stage; total: since the script started.
_lab_since() { awk -v a="$1" -v b="$2" -v t="$3" 'BEGIN { printf "%-42s %6.1f s\n", t, b - a }'; }
stage() { local n=$EPOCHREALTIME; _lab_since "$_lab_last" "$n" "$1"; _lab_last=$n; }
total() { _lab_since "$_lab_start" "$EPOCHREALTIME" "lab/${0##*/} in all"; }

node() { echo "${LAB_PREFIX}$1"; }
node_ip() { echo "$LAB_SUBNET.$((LAB_FIRST + $1))"; }
tun_ip() { echo "$LAB_TUN_SUBNET.$((LAB_FIRST + $1))"; }

answers() { timeout 10 lxc query /1.0 < /dev/null > /dev/null 2>&1; }
require_lxd() { answers || die "no LXD answers on ${LXD_SOCKET:-$LXD_DIR/unix.socket} (lab/up starts one; is your user in group lxd?)"; }

# mark NAME: what the lab noted on an instance: "new" (being made), "node", "build", or nothing (not the lab's).
mark() { lxc config get "$1" "$LAB_MARK" 2> /dev/null; }
exists() { lxc config show "$1" > /dev/null 2>&1; }

# Existing nodes of the lab, in numeric order.
nodes() {
  lxc list "^${LAB_PREFIX}[0-9]+\$" -c "n,config:$LAB_MARK" -f csv < /dev/null | awk -F, '$2 != "" { print $1 }' | sort -V
}

# in_node NAME COMMAND...: without a standard input, so that it can be used inside `while read`.
# /snap/bin is on PATH because `lxc exec` puts it there.
in_node() { local n=$1; shift; lxc exec "$n" -- "$@" < /dev/null; }

# await TEXT COMMAND...: poll until COMMAND succeeds or LAB_WAIT seconds are over.
await() {
  local text=$1 end=$((SECONDS + LAB_WAIT)); shift
  until "$@" > /dev/null 2>&1; do
    [ $SECONDS -lt $end ] || die "gave up after $LAB_WAIT s: $text"
    sleep 0.2
  done
}
