package io.github.microovn.rebuilder.host;

/**
 * The shell scripts that {@link RemoteFiles} runs on a host, and what other scripts have in common with them. POSIX sh; every
 * value is a positional argument. None prints a path: what they write is a word per finding, and numbers that the caller
 * knows the meaning of.
 */
public final class RemoteScripts {

    /** {@code DIRECTORY [FILE_DIRECTORY FILE_NAME]...}: is it fit; sweeps staged files. */
    static final String CHECK = """
            [ -e "$1" ] || { echo missing; exit; }
            [ -d "$1" ] || { echo file; exit; }
            [ -w "$1" ] || { echo readonly 0; exit; }
            shift
            i=0
            while [ $# -gt 1 ]; do
              i=$((i + 1))
              if [ -d "$1" ]; then
                [ -w "$1" ] || { echo "readonly $i"; exit; }
                for leftover in "$1/.$2.rebuilder-"*; do
                  [ -f "$leftover" ] && rm -f -- "$leftover" && echo "swept $i ${leftover##*.rebuilder-}"
                done
              fi
              shift 2
            done
            echo fit
            """;

    /** {@code DIRECTORY STAGED}: why a file could not be staged; frees what is there of it. */
    static final String DIAGNOSE = """
            [ -e "$1" ] || { echo missing; exit; }
            [ -d "$1" ] || { echo file; exit; }
            [ -w "$1" ] || { echo readonly; exit; }
            rm -f -- "$2"
            df -Pk -- "$1" | {
              read -r heading
              read -r filesystem blocks used free rest
              echo "free $free"
            }
            """;

    /** A shell function, {@code digest FILE}: prints the file's SHA-256. */
    // openssl takes a third of sha256sum's time: Debian 12's coreutils do not use the processor's SHA instructions.
    public static final String DIGEST = """
            digest() {
              { openssl dgst -sha256 -r < "$1" 2>/dev/null || sha256sum < "$1"; } | {
                read -r sum rest
                echo "$sum"
              }
            }
            """;

    /** {@code FILE...}: the hash of each, an empty line for one that is not a file. */
    static final String DIGESTS = DIGEST + """
            for file in "$@"; do
              if [ -f "$file" ]; then digest "$file"; else echo; fi
            done
            """;

    /**
     * {@code WORDS [STAGED TARGET MODE|keep DEFAULT_MODE]... [COMMAND...]}: owner, permissions and hash of staged files, then
     * a command of WORDS words.
     */
    static final String PREPARE = DIGEST + """
            words=$1
            shift
            while [ $# -gt "$words" ]; do
              staged=$1 target=$2 mode=$3 default=$4
              shift 4
              if [ -d "$target" ]; then
                echo 'failed a directory is in its place'
                continue
              fi
              old=$(stat -L -c '%a %u:%g' -- "$target" 2>/dev/null) || old="$default 0:0"
              [ "$mode" != keep ] || mode=${old% *}
              if error=$(chown -- "${old#* }" "$staged" 2>&1 && chmod -- "$mode" "$staged" 2>&1); then
                echo "staged $(digest "$staged")"
              else
                echo "failed $error" | head -n 1
              fi
            done
            [ $# -eq 0 ] || "$@"
            """;

    /** {@code [STAGED TARGET]...}: renames in order, until one fails. */
    static final String SWAP = """
            while [ $# -gt 1 ]; do
              mv -fT -- "$1" "$2" || exit 1
              echo swapped
              shift 2
            done
            """;

    private RemoteScripts() {}
}
