# Sourced by the shim snap, after services.sh: snaps that are tried from directories, what they may do, and other names of their
# commands. Each is known by snapd's own links in the instance; beside the services lie connections and aliases, lines of words.
root=$instance/root
connected=$instance/services/.connections
aliased=$instance/services/.aliases

# yaml KEY: a line of the snap's meta/snap.yaml.
yaml() {
  sed -n "s/^$1: *//p" "$tree/meta/snap.yaml" | tr -d "\"'"
}

# apps: the apps of the snap, a line each: name, kind of daemon, install mode, command with arguments; - for what is not there.
apps() {
  awk '
    function tell() { if (app != "") print app, daemon, mode, command; app = "" }
    function note(text,   key) {
      key = text
      sub(/:.*/, "", key)
      gsub(/[ {]/, "", key)
      sub(/^[^:]*: */, "", text)
      gsub(/["}]|\047/, "", text)
      if (key == "command") command = text
      if (key == "daemon") daemon = text
      if (key == "install-mode") mode = text
    }
    /^[^ #]/ { tell(); inside = /^apps:/ }
    inside && /^  [^ #]/ {
      tell()
      app = $1
      sub(/:.*/, "", app)
      daemon = "-"; mode = "-"; command = "-"
      body = $0
      sub(/^[^:]*:/, "", body)
      gsub(/\[[^]]*\]/, "", body)
      count = split(body, parts, ",")
      for (i = 1; i <= count; i++) note(parts[i])
    }
    inside && /^    [^ #]/ { note($0) }
    END { tell() }' "$tree/meta/snap.yaml"
}

# plugs: the names of the snap's plugs, where an app lists them.
plugs() {
  sed -n 's/.*plugs: *\[\([^]]*\)\].*/\1/p' "$tree/meta/snap.yaml" | tr ', ' '\n\n' | sed '/^$/d' | sort -u
}

# tried NAME: sets snap and tree; fails if there is no such snap.
tried() {
  snap=$1 tree=$root/snap/$1/current
  [ -d "$tree" ]
}

command_of() { # APP: the path that users call it by
  if [ "$1" = "$snap" ]; then echo "$root/snap/bin/$snap"; else echo "$root/snap/bin/$snap.$1"; fi
}

# try DIRECTORY: makes a snap of it. Its services start unless their install mode is "disable"; those of an earlier try keep what
# they are, and run again if they run.
try() {
  tree=${1%/}
  [ -f "$tree/meta/snap.yaml" ] || refuse "\"${tree#"$root"}\" does not contain an unpacked snap."
  snap=$(yaml name)
  last=$(readlink "$root/snap/$snap/current")
  last=${last#x}
  revision=x$((${last:-0} + 1))
  mkdir -p "$root/snap/bin" "$root/snap/$snap" "$root/var/lib/snapd/snaps" "$root/var/snap/$snap/common"
  ln -sfn "../..${tree#"$root"}" "$root/snap/$snap/$revision"
  ln -sfn "$revision" "$root/snap/$snap/current"
  ln -sfn "${tree#"$root"}" "$root/var/lib/snapd/snaps/${snap}_$revision.snap"
  apps | while read -r app daemon mode binary arguments; do
    if [ "$daemon" = - ]; then
      offer "$(command_of "$app")" "$snap.$app"
    else
      provide "$snap.$app" "$tree/$binary" "$arguments" "$mode"
    fi
  done
  echo "$snap $(yaml version) mounted from ${tree#"$root"}"
}

offer() { # FILE APP
  printf '#!/bin/sh\nexec '"'%s'"' run %s "$@"\n' "$0" "$2" > "$1"
  chmod 755 "$1"
}

provide() { # NAME BINARY ARGUMENTS MODE
  if unit "snap.$1.service"; then
    put binary "$2"
    put arguments "$3"
    locked try_restart
    return
  fi
  made=$instance/services/$1
  dir=$instance/services/.$1
  mkdir "$dir"
  : > "$dir/journal"
  : > "$dir/times"
  put binary "$2"
  put arguments "$3"
  put starts 0
  if [ "$4" = disable ]; then put enabled no; else put enabled yes; fi
  put state inactive
  put sub dead
  put result success
  put restarts 0
  put pid 0
  mv "$dir" "$made"
  unit "snap.$1.service"
  [ "$4" = disable ] || locked start
}

# connect SNAP:PLUG
connect() {
  tried "${1%%:*}" || refuse "snap \"${1%%:*}\" is not installed"
  plugs | grep -qxF -- "${1#*:}" || refuse "snap \"$snap\" has no plug named \"${1#*:}\""
  grep -qxF -- "$1" "$connected" 2> /dev/null || echo "$1" >> "$connected"
}

connections() {
  tried "$1" || refuse "snap \"$1\" is not installed"
  printf '%-24s %-40s %-24s %s\n' Interface Plug Slot Notes
  plugs | while read -r plug; do
    slot=- notes=-
    case $plug in
      network | network-bind) slot=:$plug ;;
      *) if grep -qxF -- "$1:$plug" "$connected" 2> /dev/null; then slot=:$plug notes=manual; fi ;;
    esac
    printf '%-24s %-40s %-24s %s\n' "$plug" "$1:$plug" "$slot" "$notes"
  done
}

# alias SNAP.APP NAME
alias_of() {
  tried "${1%%.*}" || refuse "snap \"${1%%.*}\" is not installed"
  [ -e "$root/snap/bin/$1" ] || refuse "cannot enable alias \"$2\" for \"$snap\", target application \"${1#*.}\" does not exist"
  ln -sf "$1" "$root/snap/bin/$2" || exit 1
  echo "$1 $2 manual" >> "$aliased"
  printf 'Added:\n  - %s as %s\n' "$1" "$2"
}

aliases() {
  found=$(grep -- "^$1[. ]" "$aliased" 2> /dev/null)
  if [ -z "$found" ]; then
    echo "No aliases are currently defined for snap \"$1\"." >&2
    return
  fi
  { echo Command Alias Notes && echo "$found"; } | while read -r command name notes; do
    printf '%-28s %-16s %s\n' "$command" "$name" "$notes"
  done
}
