# shellcheck shell=sh disable=SC2034 # what it sets is used by the others
# What the other scripts here begin with.

# put FILE PATH: gives FILE that name. Of a rename that replaces a file, file systems see to it themselves that a loss of power
# leaves the old content or the new one; a new file could be there and be empty. By force it takes 20 ms for 20 MB.
put() {
  [ -e "$2" ] || sync -- "$1" 2> /dev/null
  mv -fT -- "$1" "$2"
}

# record HOME TEXT: makes TEXT the ledger; whoever reads it sees the old one or the new one. A TEXT of @NAME is a file in HOME.
record() {
  case $2 in
    @*) put "$1/${2#@}" "$1/ledger.json" ;;
    *) printf '%s\n' "$2" > "$1/.ledger.$$" && put "$1/.ledger.$$" "$1/ledger.json" ;;
  esac
}

# moment: sets moment, in seconds, by the clock that nobody sets.
moment() {
  read -r up idle < /proc/uptime
  moment=${up%.*}
}

# holder HOME: sets holder, until, since and who to what the lock says; fails where there is none.
holder() {
  holder=
  { read -r holder until since who < "$1/lock"; } 2> /dev/null
  [ -n "$holder" ]
}

# living: whether that lock holds. One from before a restart of the host lasts longer than any could.
living() {
  moment
  { [ "$until" -ge "$moment" ] && [ "$until" -le $((moment + 60)) ]; } 2> /dev/null
}

# keep HOME ID: makes the lock last for another minute; fails where it is not ID's.
keep() {
  if ! holder "$1" || [ "$holder" != "$2" ]; then return 1; fi
  moment
  # A name of its own: another call of the same session may be doing the same.
  echo "$holder $((moment + 60)) $since $who" > "$1/.lock.$2.$$" && mv -fT -- "$1/.lock.$2.$$" "$1/lock"
}

# take HOME ID DEAD WHO: takes the lock, unless somebody has it; DEAD does not count. Sets had where it is ID's already.
take() {
  turns=0 had=
  while [ $turns -lt 5 ]; do
    turns=$((turns + 1))
    if keep "$1" "$2"; then
      had=yes
      return 0
    fi
    if [ -n "$holder" ]; then
      if [ "$holder" != "$3" ] && living; then return 1; fi
      stale=$holder
      mv -fT -- "$1/lock" "$1/.lock.$2" 2> /dev/null || continue
      read -r holder idle < "$1/.lock.$2"
      # Somebody else was faster: that one is not stale.
      [ "$holder" = "$stale" ] || ln -T -- "$1/.lock.$2" "$1/lock" 2> /dev/null
    fi
    moment
    rm -f -- "$1/.lock.$2"
    echo "$2 $((moment + 60)) $moment $4" > "$1/.lock.$2" || return 2
    if ln -T -- "$1/.lock.$2" "$1/lock" 2> /dev/null; then
      rm -f -- "$1/.lock.$2"
      return 0
    fi
    rm -f -- "$1/.lock.$2"
  done
  return 1
}

# held WORD: a line about who has the lock, and for how many seconds already.
held() {
  moment
  echo "$1 $((moment - since)) $holder $who"
}
