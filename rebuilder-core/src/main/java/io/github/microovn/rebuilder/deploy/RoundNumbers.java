package io.github.microovn.rebuilder.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers that the hosts' ledgers give to rounds. The hosts know the last one; but where a round is limited to some of them,
 * only this machine knows that it was another than an equal one of others. Without a place to remember it hosts alone decide.
 */
public final class RoundNumbers {

    private static final Logger LOG = LoggerFactory.getLogger(RoundNumbers.class);

    private final Optional<Path> file;

    /**
     * Remembers in a directory.
     *
     * @param directory where
     */
    public RoundNumbers(Optional<Path> directory) {
        this.file = directory.map(place -> place.resolve("last-round"));
    }

    /** The number of the next round, by the last one that the hosts of the session know. */
    int after(int last) {
        return 1 + Math.max(last, file.map(RoundNumbers::read).orElse(0));
    }

    /** A number is given to something. */
    void use(int number) {
        try {
            if (file.isPresent()) {
                Files.createDirectories(file.get().toAbsolutePath().getParent());
                Files.writeString(file.get(), Math.max(number, read(file.get())) + "\n", UTF_8);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be written: rounds of other hosts may get equal numbers", file, e);
        }
    }

    private static int read(Path file) {
        try {
            String text = Files.readString(file, UTF_8).strip();
            return text.matches("\\d{1,8}") ? Integer.parseInt(text) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            LOG.warn("{} cannot be read", file, e);
            return 0;
        }
    }
}
