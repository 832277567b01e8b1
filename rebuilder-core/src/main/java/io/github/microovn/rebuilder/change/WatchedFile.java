package io.github.microovn.rebuilder.change;

import io.github.microovn.rebuilder.change.Recollection.Memory;
import io.github.microovn.rebuilder.error.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One watched file, and what the hosts got of it when it was last read. Used by one thread at a time. */
final class WatchedFile {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int HEAD_BYTES = 1024;
    private static final int ATTEMPTS = 5;

    private final Path path;
    private final String shown;
    private final Clock clock;
    private final Optional<Stripper> stripper;
    private @Nullable String stamp;
    private @Nullable Product product;

    /** The file cannot be deployed; the message is written for the user. */
    static final class UnfitException extends Exception {

        private static final long serialVersionUID = 1L;

        UnfitException(String message) {
            super(message);
        }
    }

    /** Watches a file, which messages name as it is shown; the hosts get it as it is where there is no stripper. */
    WatchedFile(Path path, String shown, Clock clock, Optional<Stripper> stripper, Optional<Memory> remembered) {
        this.path = path;
        this.shown = shown;
        this.clock = clock;
        this.stripper = stripper;
        this.stamp = remembered.map(Memory::stamp).orElse(null);
        this.product = remembered.map(Memory::product).orElse(null);
    }

    /** What the hosts get of it; empty when it does not exist. */
    Optional<Product> product() throws UnfitException {
        try {
            return Optional.of(read());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UnfitException("Cannot read " + shown + ": " + IoReason.of(e));
        }
    }

    /** What is known of it for as long as its stamp stays; empty when that tells nothing. */
    Optional<Memory> memory() {
        return stamp == null || product == null ? Optional.empty() : Optional.of(new Memory(stamp, product));
    }

    private Product read() throws IOException, UnfitException {
        FileStamp before = FileStamp.of(path);
        if (product != null && before.text().equals(stamp) && product.available()) {
            return product;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Instant start = clock.instant();
            Optional<Product> found = look(before);
            FileStamp after = FileStamp.of(path);
            if (found.isPresent() && after.equals(before)) {
                stamp = before.isSettled(start) ? before.text() : null;
                product = found.get();
                return found.get();
            }
            before = after;
        }
        throw new UnfitException("Cannot read " + shown + ": it keeps changing; is another build running?");
    }

    /** Empty when the file changed under a program that read it. */
    private Optional<Product> look(FileStamp expected) throws IOException, UnfitException {
        try {
            return Optional.of(content(expected));
        } catch (UnfitException e) {
            if (FileStamp.of(path).equals(expected)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Product content(FileStamp expected) throws IOException, UnfitException {
        if (expected.kind() == FileStamp.Kind.DIRECTORY) {
            throw new UnfitException(shown + " is a directory; local_path must name a file");
        }
        if (expected.kind() == FileStamp.Kind.OTHER) {
            throw new UnfitException(shown + " is not a regular file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            Optional<LibtoolWrapper> wrapper = LibtoolWrapper.detect(head);
            if (wrapper.isPresent()) {
                throw unfit(wrapper.get());
            }
            if (stripper.isPresent() && isElf(head)) {
                return stripper.get().strip(path, shown);
            }
            MessageDigest digest = Fingerprint.digest();
            digest.update(head);
            long size = head.length;
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                size += count;
            }
            return new Product(new Fingerprint(HexFormat.of().formatHex(digest.digest()), size), Optional.empty());
        }
    }

    private UnfitException unfit(LibtoolWrapper wrapper) {
        return new UnfitException(shown + " is a libtool wrapper script, not the program: the tree was configured with "
                + "--enable-shared. Configure with --disable-shared and build again, or let local_path name "
                + Path.of(shown).resolveSibling(wrapper.program()) + " and take care of its libraries on the hosts");
    }

    private static boolean isElf(byte[] head) {
        return head.length > 4 && head[0] == 0x7f && head[1] == 'E' && head[2] == 'L' && head[3] == 'F';
    }
}
