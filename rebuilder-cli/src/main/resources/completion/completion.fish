# Completion of microovn-rebuilder for fish, as 'microovn-rebuilder completion fish' prints it.

function __microovn_rebuilder_lookup
    sh -c '@LOOKUP@' sh $argv
end

# The command on the line; nothing for the loop.
function __microovn_rebuilder_command
    for word in (commandline -opc)[2..-1]
        if contains -- $word @NAMES@
            echo $word
            return
        end
    end
end

function __microovn_rebuilder_is
    set -l command (__microovn_rebuilder_command)
    test "$command" = "$argv[1]"
end

function __microovn_rebuilder_config
    set -l words (commandline -opc)
    for i in (seq (count $words))
        switch $words[$i]
            case -c --config
                set -l next (math $i + 1)
                echo $words[$next]
                return
            case '--config=*'
                string replace -- --config= '' $words[$i]
                return
        end
    end
    echo "$MICROOVN_REBUILDER_CONFIG"
end

# A value of several, of which the last is completed.
function __microovn_rebuilder_list
    set -l token (string replace -r -- '^--?[A-Za-z-]+=' '' (commandline -ct))
    set -l before (string match -r -- '^.*,' $token)
    set -l last (string replace -r -- '^.*,' '' $token)
    set -l found
    switch $argv[1]
        case targets
            set found (__microovn_rebuilder_lookup targets (__microovn_rebuilder_config))
        case names
            set found (__microovn_rebuilder_lookup instances lxd) (__microovn_rebuilder_lookup groups (__microovn_rebuilder_config))
        case hosts
            switch $last
                case 'lxd:*:*'
                    set -l remote (string split -- : $last)[2]
                    set found lxd:$remote:(__microovn_rebuilder_lookup instances lxd $remote)
                case 'lxd:*'
                    set found lxd:(__microovn_rebuilder_lookup instances lxd) lxd:(__microovn_rebuilder_lookup remotes)
                case 'incus:*'
                    set found incus:(__microovn_rebuilder_lookup instances incus)
                case 'ssh:*@*'
                    set found (string replace -r -- '@.*' '@' $last)(__microovn_rebuilder_lookup machines)
                case 'ssh:*'
                    set found ssh:(__microovn_rebuilder_lookup machines)
                case '*'
                    set found @SCHEMES@
            end
    end
    for word in $found
        echo "$before$word"
    end
end

complete -c microovn-rebuilder -f
@COMPLETE@
