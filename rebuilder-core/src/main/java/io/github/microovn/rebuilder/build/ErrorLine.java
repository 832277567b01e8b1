package io.github.microovn.rebuilder.build;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a build's output that says why it fails.
 *
 * @param file the file that is wrong, as the compiler named it; empty when the line names none
 * @param line the number of the line in it, from 1; 0 when there is none
 * @param message what is wrong
 */
public record ErrorLine(String file, int line, String message) {

    private static final Pattern COMPILER =
            Pattern.compile("([^\\s:][^:]*):(\\d{1,9}):(?:\\d+:)? (?:fatal )?error: (.+)");
    private static final Pattern LINKER = Pattern.compile(
            "(?:\\S*ld: )?([^\\s:][^:]*):(?:(\\d{1,9})|\\([^)]*\\)): ((?:undefined reference|multiple definition) .+)");
    private static final Pattern SCHEMA =
            Pattern.compile("(\\S+\\.ovsschema):(\\d{1,9}): (The checksum .+ was calculated .+)");
    private static final Pattern PROGRAM =
            Pattern.compile("(?:\\S*ld: (?=cannot )|(?:\\S*ld|\\S*cc|collect2|\\S*clang|cc1): (?:fatal )?error: )(.+)");
    // What was ended from outside is not wrong.
    private static final Pattern MAKE = Pattern.compile(
            "g?make(?:\\[\\d+\\])?: \\*\\*\\* (?!Waiting for |.*\\] (?:Terminated|Interrupt|Killed|Hangup)$)(.+)");

    /** Whether a schema is wrong, in itself and not for what comes before it. */
    boolean isOfSchema() {
        return file.endsWith(".ovsschema");
    }

    /**
     * Reads a line.
     *
     * @param text the line, without colours
     * @return the error; empty when the line tells of none
     */
    public static Optional<ErrorLine> of(String text) {
        for (Pattern pattern : new Pattern[] {COMPILER, LINKER, SCHEMA}) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches()) {
                int number = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
                return Optional.of(new ErrorLine(matcher.group(1), number, matcher.group(3)));
            }
        }
        for (Pattern pattern : new Pattern[] {PROGRAM, MAKE}) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches()) {
                return Optional.of(new ErrorLine("", 0, matcher.group(1)));
            }
        }
        return Optional.empty();
    }
}
