# shellcheck shell=sh
# WHOLE DIRECTORY [REMOTE STAGED]...: tries staged programs where the snap's services run, with its base and its libraries. A
# finding a line, with the number of the program it is about.
whole=$1 directory=$2
shift 2
base=$(sed -n 's/^base: *//p' "$SNAP/meta/snap.yaml")
echo "version $SNAP_VERSION"
echo "base ${base:-core}"
echo "glibc $(ldd --version 2> /dev/null | sed -n '1s/.* //p')"

# place PATH: sets file. The snap sees its own directory for certain, other ones perhaps.
place() {
  file=$SNAP/$1
  [ -e "$file" ] || file=$directory/$1
}

said() { # WORD
  answer=$(timeout 10 "$file" --version 2>&1 < /dev/null)
  echo "$1 $number $? $(echo "$answer" | head -n 1)"
}

number=0
while [ $# -gt 1 ]; do
  if [ -n "$whole" ]; then
    place "$1"
    if [ "$(head -c 4 "$file" 2> /dev/null | tail -c 3)" = ELF ]; then said old; fi
  fi
  if [ "$2" != - ]; then
    place "$2"
    # The linker says it in English, or in two forms: "LIBRARY => not found", "PATH: version `V' not found (required by PATH)".
    LC_ALL=C ldd "$file" 2>&1 | sed -n 's/^[[:space:]]*//; /not found/p' | while read -r line; do
      echo "lacks $number $line"
    done
    said new
  fi
  number=$((number + 1))
  shift 2
done
