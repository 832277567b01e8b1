# What is on this machine just now, a word a line: KIND is instances (of lxd or incus), machines (that ssh knows), targets or
# services (of the configuration FILE, and where there is none those of the built-in one).
case $1 in
  instances)
    case $2 in
      incus) set -- "${INCUS_SOCKET:-}" "${INCUS_DIR:+$INCUS_DIR/unix.socket}" /run/incus/unix.socket \
        /var/lib/incus/unix.socket ;;
      *) set -- "${LXD_SOCKET:-}" "${LXD_DIR:+$LXD_DIR/unix.socket}" /var/snap/lxd/common/lxd/unix.socket \
        /var/lib/lxd/unix.socket ;;
    esac
    for socket in "$@"; do
      if [ -S "$socket" ]; then
        curl -s --max-time 2 --unix-socket "$socket" http://lxd/1.0/instances 2> /dev/null | tr ',' '\n' \
          | sed -n 's|.*"/1\.0/instances/\([^"?]*\).*|\1|p'
        break
      fi
    done
    ;;
  machines)
    {
      sed -n 's/^[[:space:]]*[Hh][Oo][Ss][Tt][[:space:]=][[:space:]=]*//p' "$HOME/.ssh/config" | tr -s ' \t"' '\n'
      sed -n '/^[][|@#*?!]/d; s/[ ,].*//p' "$HOME/.ssh/known_hosts"
    } 2> /dev/null | sed '/[*?!]/d; /^$/d' | sort -u
    ;;
  targets | services)
    file=$2
    case $file in "~/"*) file=$HOME/${file#"~/"} ;; esac
    if [ ! -f "$file" ]; then
      if [ "$1" = targets ]; then echo '@TARGETS@'; else echo '@SERVICES@'; fi | tr ' ' '\n'
    elif [ "$1" = targets ]; then
      sed -n 's/^[[:space:]]*\(-[[:space:]]*\)\{0,1\}local_path:[[:space:]]*//p' "$file"
    else
      sed -n 's/^[[:space:]]*\(-[[:space:]]*\)\{0,1\}services\{0,1\}:[[:space:]]*//p' "$file" | tr ',' '\n'
    fi | sed "s/#.*//; s/[][\"']//g; s/^[[:space:]]*//; s/[[:space:]]*\$//; /^\$/d" | sort -u
    ;;
esac
