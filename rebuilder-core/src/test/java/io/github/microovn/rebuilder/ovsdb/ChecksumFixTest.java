package io.github.microovn.rebuilder.ovsdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.build.ErrorLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumFixTest {

    private static final String COMPLAINT =
            "ovn-nb.ovsschema:4: The checksum \"%s\" was calculated from the schema file and"
                    + " does not match cksum field in the schema file - you should probably update the version number";

    private static final String SCHEMA = """
            {
                "name": "OVN_Northbound",
                "version": "7.19.3",
                "cksum": "94023179 33468",
                "tables": {}}
            """;

    @TempDir
    private Path directory;

    private Optional<ChecksumFix> fix(String line) {
        return ErrorLine.of(line).flatMap(error -> ChecksumFix.of(error, directory));
    }

    @Test
    void theNextVersionIsSaidWithTheChecksumThatTheSchemaHasWithIt() throws IOException {
        Files.writeString(directory.resolve("ovn-nb.ovsschema"), SCHEMA, UTF_8);
        String checksum = ChecksumFix.checksum(SCHEMA);

        assertThat(fix(COMPLAINT.formatted(checksum)))
                .contains(new ChecksumFix(
                        "ovn-nb.ovsschema",
                        4,
                        checksum,
                        "7.19.3",
                        "7.20.0",
                        ChecksumFix.checksum(SCHEMA.replace("7.19.3", "7.20.0"))));
    }

    @Test
    void aSchemaThatIsNotThereStillHasTheChecksumThatTheBuildComputed() {
        assertThat(fix(COMPLAINT.formatted("12 34")))
                .contains(new ChecksumFix("ovn-nb.ovsschema", 4, "12 34", "", "", ""));
        assertThat(fix("northd.c:4: error: expected ';'")).isEmpty();
    }

    @Test
    void theChecksumIsThatOfThePosixCommand() {
        assertThat(ChecksumFix.checksum("")).isEqualTo("4294967295 0");
        assertThat(ChecksumFix.checksum("a\n\"cksum\": 1\n")).isEqualTo("2418082923 2");
    }
}
