package io.github.microovn.rebuilder.ovsdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.result.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The databases that have servers on a host, by the snap's own programs and over local sockets. Each method is one call of the
 * host, and fails with {@link Step#CONVERT}.
 */
public final class Databases {

    /** The programs see the snap's directory and this one's neighbours, not the host's. */
    private static final String RUN = "/var/snap/microovn/common/run";

    private static final String APP = "microovn.ovsdb-client";

    /** How many backups of a database a host keeps. */
    private static final String KEEP = "10";

    /** Every tenth of a second; members of a cluster follow their leader in less. */
    private static final String TURNS = "100";

    private static final Duration TIMEOUT = Duration.ofSeconds(150);
    private static final String INSIDE = read("inside.sh");
    private static final String ASK = read("ask.sh");
    private static final String CONVERT = read("convert.sh");

    private final Host host;
    private final String directory;

    /**
     * What came of a conversion.
     *
     * @param saved whether a backup was made
     * @param converted whether the database had another schema, and has this one now
     */
    public record Outcome(boolean saved, boolean converted) {}

    /**
     * Works on a host.
     *
     * @param host the host
     * @param directory where the snap was tried from; paths of schemas are relative to it
     */
    public Databases(Host host, String directory) {
        this.host = host;
        this.directory = directory;
    }

    /**
     * Looks at schemas and at the servers of their databases.
     *
     * @param paths the files
     * @return one for each of them
     */
    public List<Sighting> look(List<String> paths) {
        List<String> lines = ask("look", paths).stdout().lines().toList();
        List<Sighting> sightings = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            sightings.add(SightingText.read(lines, i));
        }
        return sightings;
    }

    /**
     * Saves a database, unless it has a schema or the backup is there.
     *
     * @param schema the schema it is to have
     * @param path the file that has it
     * @param backup where it is saved on the host
     * @return whether it was saved
     */
    public boolean save(Schema schema, String path, String backup) {
        return work("backup", schema, path, backup).saved();
    }

    /**
     * Gives a database a schema, unless it has it; saves it before, unless the backup is there.
     *
     * @param schema the schema
     * @param path the file that has it
     * @param backup where the database is saved on the host
     * @return what came of it
     */
    public Outcome convert(Schema schema, String path, String backup) {
        return work("convert", schema, path, backup);
    }

    private Outcome work(String action, Schema schema, String path, String backup) {
        List<String> arguments = List.of(INSIDE, APP, backup, KEEP, action, directory, RUN, schema.database(), path);
        CommandResult result =
                host.run(Command.script(action, CONVERT, arguments).withTimeout(TIMEOUT));
        if (!result.succeeded()) {
            throw failure(result.complaint());
        }
        List<String> lines = result.stdout().lines().toList();
        return new Outcome(lines.contains("saved"), lines.contains("converted"));
    }

    /**
     * Waits until the database has a schema.
     *
     * @param schema the schema
     * @return the one it has instead, as a text, when it does not get it; empty when it does
     */
    public Optional<String> verify(Schema schema) {
        CommandResult result = ask("verify", List.of(schema.database(), schema.version(), schema.checksum(), TURNS));
        String answer = result.stdout().strip();
        if (answer.equals("same")) {
            return Optional.empty();
        }
        return Optional.of(answer.startsWith("differs ") ? answer.substring("differs ".length()) : result.complaint());
    }

    private CommandResult ask(String action, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(INSIDE, APP, action, directory, RUN));
        arguments.addAll(more);
        CommandResult result = host.run(Command.script("schema", ASK, arguments).withTimeout(TIMEOUT));
        if (!result.succeeded()) {
            throw failure(result.complaint());
        }
        return result;
    }

    private HostStepException failure(String reason) {
        return new HostStepException(host.name(), Step.CONVERT, reason, null);
    }

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(Databases.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
