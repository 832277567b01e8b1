package io.github.microovn.rebuilder.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found in watched files, kept for the next start: a line each, of what the hosts get of it (hash, size, and the name of
 * the stripped copy), the stamp it had then, and its path. What cannot be read is not remembered.
 */
final class Recollection {

    private static final Logger LOG = LoggerFactory.getLogger(Recollection.class);
    private static final String NO_COPY = "-";
    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{64}) (\\d{1,18}) ([0-9a-f]{64}|-) (\\S+) (/.*)", Pattern.DOTALL);

    private final Optional<Path> file;
    private final Optional<Stripper> stripper;
    private List<String> saved = List.of();

    /** A product, and the stamp of the file it was made of. */
    record Memory(String stamp, Product product) {}

    /**
     * Remembers in a file.
     *
     * @param file which one; absent: nothing is remembered
     * @param stripper what makes the copies; what was found with one says nothing to who has none
     */
    Recollection(Optional<Path> file, Optional<Stripper> stripper) {
        this.file = file;
        this.stripper = stripper;
    }

    /** Everything that is remembered, by absolute path. */
    Map<Path, Memory> read() {
        Map<Path, Memory> memories = new HashMap<>();
        try {
            saved = file.isPresent() ? Files.readAllLines(file.get(), UTF_8) : List.of();
        } catch (NoSuchFileException e) {
            return memories;
        } catch (IOException e) {
            LOG.warn("{} cannot be read", file, e);
            return memories;
        }
        for (String line : saved) {
            Matcher words = LINE.matcher(line);
            if (words.matches() && stripper.isEmpty() == words.group(3).equals(NO_COPY)) {
                memories.put(Path.of(words.group(5)), memory(words));
            }
        }
        return memories;
    }

    private Memory memory(Matcher words) {
        Fingerprint content = new Fingerprint(words.group(1), Long.parseLong(words.group(2)));
        Optional<Path> copy = stripper.map(copies -> copies.copy(words.group(3)));
        return new Memory(words.group(4), new Product(content, copy));
    }

    /** Replaces what is remembered, where it is something else. */
    void write(Map<Path, Memory> memories) {
        List<String> lines = new ArrayList<>();
        memories.forEach((path, memory) -> lines.add(line(path, memory)));
        if (file.isEmpty() || lines.equals(saved)) {
            return;
        }
        Path made = file.get().resolveSibling(file.get().getFileName() + ".new");
        try {
            Files.write(made, lines, UTF_8);
            Files.move(made, file.get(), StandardCopyOption.ATOMIC_MOVE);
            saved = lines;
        } catch (IOException e) {
            LOG.warn("{} cannot be written", file, e);
        }
    }

    private static String line(Path path, Memory memory) {
        Fingerprint content = memory.product().content();
        String copy = memory.product()
                .stripped()
                .map(file -> String.valueOf(file.getFileName()))
                .orElse(NO_COPY);
        return content.sha256() + " " + content.sizeBytes() + " " + copy + " " + memory.stamp() + " " + path;
    }
}
