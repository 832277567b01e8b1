package io.github.microovn.rebuilder.change;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shell script that libtool puts in place of a program that is linked against shared libraries of the same tree. It
 * runs the program where it was built, and nowhere else.
 *
 * @param program the program it stands for, relative to the script's directory, such as {@code .libs/ovn-northd}
 */
public record LibtoolWrapper(String program) {

    // libtool (ltmain.in, func_emit_wrapper) writes "# NAME - temporary wrapper script for .libs/NAME" in line 3.
    private static final Pattern HEADING =
            Pattern.compile("^# .* - temporary wrapper script for (\\S+)", Pattern.MULTILINE);

    /**
     * Recognises a wrapper script.
     *
     * @param beginning the first bytes of a file, a kilobyte is enough
     * @return the wrapper, or empty when the file is something else
     */
    public static Optional<LibtoolWrapper> detect(byte[] beginning) {
        if (beginning.length < 2 || beginning[0] != '#' || beginning[1] != '!') {
            return Optional.empty();
        }
        Matcher heading = HEADING.matcher(new String(beginning, ISO_8859_1));
        return heading.find() ? Optional.of(new LibtoolWrapper(heading.group(1))) : Optional.empty();
    }
}
