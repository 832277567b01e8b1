package io.github.microovn.lxd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The operations of the API, as the table in the resources has them. */
final class ApiTable {
    private final List<Row> rows;

    private ApiTable(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * An operation.
     *
     * @param method the HTTP method
     * @param path the path with names in braces
     * @param answer how the daemon answers
     */
    record Row(String method, String path, String answer) {
        boolean matches(String theMethod, String thePath) {
            return method.equals(theMethod) && thePath.matches(path.replaceAll("\\{[^}]*}", "[^/]+"));
        }

        private long names() {
            return path.chars().filter(letter -> letter == '{').count();
        }

        boolean isStream() {
            return answer.equals("stream");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static ApiTable read() {
        try (InputStream in = Objects.requireNonNull(ApiTable.class.getResourceAsStream("/api/operations.tsv"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new ApiTable(text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Row(cells[0], cells[1], cells[2]))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Row> rows() {
        return rows;
    }

    /** Returns the operation of a request: of several that match, the one with the fewest names. */
    Optional<Row> find(String method, String path) {
        return rows.stream().filter(row -> row.matches(method, path)).min(Comparator.comparing(Row::names));
    }
}
