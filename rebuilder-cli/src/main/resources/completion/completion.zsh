#compdef microovn-rebuilder
# Completion of microovn-rebuilder for zsh, as 'microovn-rebuilder completion zsh' prints it.

_microovn_rebuilder_lookup() (
emulate -L sh
@LOOKUP@
)

# A value of several, of which the last is completed.
_microovn_rebuilder_list() {
    local -a found
    compset -P '*,'
    case $1 in
        targets) found=(${(f)"$(_microovn_rebuilder_lookup targets "$(_microovn_rebuilder_config)")"}) ;;
        names)
            found=(
                ${(f)"$(_microovn_rebuilder_lookup instances lxd)"}
                ${(f)"$(_microovn_rebuilder_lookup groups "$(_microovn_rebuilder_config)")"}
            )
            ;;
        hosts)
            local scheme=${PREFIX%%:*} rest=${PREFIX#*:} remote=
            [[ $rest == *:* ]] && remote=${rest%%:*}
            if [[ $PREFIX != *:* ]]; then
                compadd -S '' -- @SCHEMES@
                return
            fi
            compset -P '*[:@]'
            case $scheme in
                lxd)
                    found=(${(f)"$(_microovn_rebuilder_lookup instances lxd "$remote")"})
                    [[ $remote ]] || compadd -S '' -- ${(f)"$(_microovn_rebuilder_lookup remotes)"}
                    ;;
                incus) found=(${(f)"$(_microovn_rebuilder_lookup instances incus)"}) ;;
                ssh) found=(${(f)"$(_microovn_rebuilder_lookup machines)"}) ;;
            esac
            ;;
    esac
    compadd -q -S ',' -- $found
}

_microovn_rebuilder_config() {
    print -r -- ${opt_args[--config]:-${opt_args[-c]:-${MICROOVN_REBUILDER_CONFIG-}}}
}

_microovn_rebuilder_services() {
    compadd -- ${(f)"$(_microovn_rebuilder_lookup services "$(_microovn_rebuilder_config)")"}
}

_microovn_rebuilder() {
    local curcontext=$curcontext state line
    local -a commands
    typeset -A opt_args
    commands=(
@COMMANDS@
    )
    _arguments -C -s -A '-*' \
@LOOP@
        '1: :->command' '*:: :->rest'
    case $state in
        command) _describe command commands ;;
        rest)
            case $words[1] in
@REST@
            esac
            ;;
    esac
}

_microovn_rebuilder "$@"
