# shellcheck shell=sh
# await SECONDS COMMAND...: until the command succeeds; when it never does, what it said last is on the error output.
await() {
  end=$(($(date +%s) + $1))
  shift
  until said=$("$@" 2>&1); do
    if [ "$(date +%s)" -ge "$end" ]; then
      printf '%s\n' "$said" >&2
      return 1
    fi
    sleep 0.1
  done
}

# patiently SECONDS COMMAND...: something of snapd, again while that is at something else with the snap; sets said.
patiently() {
  end=$(($(date +%s) + $1))
  shift
  until said=$("$@" 2>&1); do
    case $said in
      *'in progress'*) [ "$(date +%s)" -lt "$end" ] && sleep 0.02 && continue ;;
    esac
    return 1
  done
}

# locked FILE SECONDS: what changes a member is done by one at a time, whoever asked for it and is gone since.
locked() {
  umask 077
  mkdir -p -- "${1%/*}"
  exec 9> "$1"
  flock -w "$2" 9 || {
    echo "something else works on this member since $2 s" >&2
    exit 1
  }
}

# is_member: whether this host is a member of a cluster.
is_member() { timeout 30 microovn cluster list > /dev/null 2>&1; }
