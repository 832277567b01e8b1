package io.github.microovn.rebuilder.ovsdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.microovn.rebuilder.build.ErrorLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What has to be written into a schema that OVN's build refuses, because it was edited and its checksum was not.
 *
 * @param file the schema, as the build names it
 * @param line the number of the line that has the checksum, from 1
 * @param checksum the checksum of the schema as it is
 * @param version the version it has; empty when the file cannot be read
 * @param nextVersion the version after that; empty as well
 * @param nextChecksum the checksum of the schema with that version; empty as well
 */
public record ChecksumFix(
        String file, int line, String checksum, String version, String nextVersion, String nextChecksum) {

    private static final Pattern COMPLAINT = Pattern.compile("The checksum \"(\\d+ \\d+)\" was calculated.*");
    private static final Pattern VERSION =
            Pattern.compile("(?m)^(\\s*\"version\": *\")((\\d{1,6})\\.(\\d{1,6})\\.\\d{1,6})(\".*)$");

    /** As POSIX has it for {@code cksum}. */
    private static final int POLYNOMIAL = 0x04c11db7;

    /**
     * Reads an error of a build.
     *
     * @param error the error
     * @param directory where the build was run
     * @return the fix; empty when the error is no such complaint
     */
    public static Optional<ChecksumFix> of(ErrorLine error, Path directory) {
        Matcher complaint = COMPLAINT.matcher(error.message());
        if (!error.file().endsWith(".ovsschema") || !complaint.matches()) {
            return Optional.empty();
        }
        ChecksumFix plain = new ChecksumFix(error.file(), error.line(), complaint.group(1), "", "", "");
        try {
            return Optional.of(plain.with(Files.readString(directory.resolve(error.file()), ISO_8859_1)));
        } catch (IOException | InvalidPathException e) {
            return Optional.of(plain);
        }
    }

    private ChecksumFix with(String schema) {
        Matcher found = VERSION.matcher(schema);
        if (!found.find()) {
            return this;
        }
        String next = found.group(3) + "." + (Integer.parseInt(found.group(4)) + 1) + ".0";
        String changed = schema.substring(0, found.start(2)) + next + schema.substring(found.end(2));
        return new ChecksumFix(file, line, checksum, found.group(2), next, checksum(changed));
    }

    /** What OVN's build computes: {@code cksum} of the schema without the line that has it. */
    static String checksum(String schema) {
        byte[] bytes = schema.lines()
                .filter(one -> !one.contains("cksum"))
                .map(one -> one + "\n")
                .collect(Collectors.joining())
                .getBytes(ISO_8859_1);
        int sum = 0;
        for (byte one : bytes) {
            sum = next(sum, one);
        }
        for (int length = bytes.length; length != 0; length >>>= 8) {
            sum = next(sum, (byte) length);
        }
        return Integer.toUnsignedString(~sum) + " " + bytes.length;
    }

    private static int next(int sum, byte one) {
        int result = sum ^ (one << 24);
        for (int bit = 0; bit < 8; bit++) {
            result = result < 0 ? (result << 1) ^ POLYNOMIAL : result << 1;
        }
        return result;
    }
}
