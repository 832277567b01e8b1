package io.github.microovn.rebuilder.ovsdb;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a host says about a schema, as the lines that its script writes. */
final class SightingText {

    private static final Pattern SCHEMA = Pattern.compile("schema (\\d+) ([A-Za-z_]\\w*) (\\S+) (.+)");
    private static final Pattern SERVER =
            Pattern.compile("server (\\d+) (\\S+) (\\S+) (\\d{1,4}) (yes|no) (\\S+) (.+)");
    private static final Pattern PROBLEM = Pattern.compile("(unfit|silent) (\\d+) (.*)");

    private SightingText() {}

    /** What the lines say about the file with a number, from 0. */
    static Sighting read(List<String> lines, int number) {
        Optional<Schema> schema = Optional.empty();
        Optional<Server> server = Optional.empty();
        String problem = "it says nothing about the schema";
        for (String line : lines) {
            Matcher found = SCHEMA.matcher(line);
            if (found.matches() && Integer.parseInt(found.group(1)) == number) {
                schema = Optional.of(new Schema(found.group(2), found.group(3), found.group(4)));
                problem = "";
            }
            Matcher running = SERVER.matcher(line);
            if (running.matches() && Integer.parseInt(running.group(1)) == number && schema.isPresent()) {
                server = Optional.of(server(running, schema.get().database()));
            }
            Matcher wrong = PROBLEM.matcher(line);
            if (wrong.matches() && Integer.parseInt(wrong.group(2)) == number) {
                problem = wrong.group(1).equals("unfit")
                        ? "it is no schema: " + wrong.group(3)
                        : "the database server does not answer: " + wrong.group(3);
            }
        }
        return new Sighting(schema, server, problem);
    }

    private static Server server(Matcher found, String database) {
        return new Server(
                found.group(2),
                found.group(3).equals("leader"),
                Integer.parseInt(found.group(4)),
                found.group(5).equals("yes"),
                new Schema(database, found.group(6), found.group(7)));
    }
}
