package io.github.microovn.rebuilder.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.config.ProductTree;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.ProductException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FingerprintScannerTest {

    private static final String ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final long LARGE_BYTES = 20_000_000;

    /** So late that every stamp has settled, and so early that none has. */
    private static final Clock LATE = clock(() -> Instant.now().plus(Duration.ofDays(1)));

    private static final Clock EARLY = clock(() -> Instant.EPOCH);

    @TempDir
    private Path directory;

    @Test
    void fingerprintsWhatIsThereAndLeavesOutWhatIsMissing() throws IOException {
        write("northd/ovn-northd", "abc");

        Fingerprints found = scanner().scan(List.of(target("northd/ovn-northd"), target("missing")));

        assertThat(found.byTarget())
                .containsOnlyKeys(target("northd/ovn-northd"))
                .containsValue(new Fingerprint(ABC_SHA256, 3));
        assertThat(scanner().scan(List.of())).isEqualTo(Fingerprints.NONE);
    }

    @Test
    void readsAFileOnceForAllTargetsThatNameIt() throws IOException {
        write("x", "abc");
        Target first = new Target("x", "bin/a", List.of(), OptionalInt.empty());
        Target second = new Target("x", "bin/b", List.of(), OptionalInt.empty());

        assertThat(scanner().scan(List.of(first, second)).byTarget()).containsOnlyKeys(first, second);
    }

    @Test
    void followsSymbolicLinksAndTakesADanglingOneForMissing() throws IOException {
        write("real", "abc");
        Files.createSymbolicLink(directory.resolve("link"), Path.of("real"));
        Files.createSymbolicLink(directory.resolve("dangling"), Path.of("nowhere"));

        Fingerprints found = scanner().scan(List.of(target("link"), target("dangling")));

        assertThat(found.get(target("link"))).contains(new Fingerprint(ABC_SHA256, 3));
        assertThat(found.get(target("dangling"))).isEmpty();
    }

    @Test
    void takesAbsoluteLocalPathsAsTheyAre() throws IOException {
        write("elsewhere/x", "abc");
        Target target = target(directory.resolve("elsewhere/x").toString());

        assertThat(new FingerprintScanner(new ProductTree("/nonexistent"), Optional.empty(), Optional.empty())
                        .scan(List.of(target))
                        .get(target))
                .isPresent();
    }

    @Test
    void saysThatThereIsNoSourceDirectoryRatherThanThatNothingHasChanged() {
        String missing = directory.resolve("ovm").toString();
        var scanner = new FingerprintScanner(new ProductTree(missing), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> scanner.scan(List.of(target("northd/ovn-northd"))))
                .isInstanceOf(ProductException.class)
                .hasMessage("there is no directory " + missing + "; -o names the OVN source directory");
    }

    @Test
    void aTouchedFileHasTheSameFingerprint() throws IOException {
        write("x", "abc");
        FingerprintScanner scanner = scanner();
        Fingerprints before = scanner.scan(List.of(target("x")));
        Files.setLastModifiedTime(directory.resolve("x"), FileTime.from(Instant.EPOCH));

        assertThat(scanner.scan(List.of(target("x")))).isEqualTo(before);
    }

    @Test
    void seesAContentThatChangedBehindTheSameSizeAndTime() throws IOException {
        write("x", "abc");
        FileTime time = Files.getLastModifiedTime(directory.resolve("x"));
        FingerprintScanner scanner =
                new FingerprintScanner(new ProductTree(directory.toString()), LATE, Optional.empty(), Optional.empty());
        Fingerprints before = scanner.scan(List.of(target("x")));
        awaitTick();
        write("x", "xyz");
        Files.setLastModifiedTime(directory.resolve("x"), time);

        assertThat(scanner.scan(List.of(target("x"))).changedSince(before)).containsExactly(target("x"));
    }

    @Test
    void seesAChangeInTheSameInstantAsTheScan() throws IOException {
        FingerprintScanner scanner = scanner();
        for (int i = 100; i < 300; i++) {
            write("x", "content " + i);
            Fingerprints before = scanner.scan(List.of(target("x")));
            write("x", "CONTENT " + i);

            assertThat(scanner.scan(List.of(target("x"))).changedSince(before)).hasSize(1);
        }
    }

    @Test
    void seesThatAFileWasReplacedOrRemoved() throws IOException {
        write("x", "abc");
        write("new", "xyz");
        FingerprintScanner scanner =
                new FingerprintScanner(new ProductTree(directory.toString()), LATE, Optional.empty(), Optional.empty());
        Fingerprints before = scanner.scan(List.of(target("x")));

        Files.move(directory.resolve("new"), directory.resolve("x"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(scanner.scan(List.of(target("x"))).changedSince(before)).hasSize(1);

        Files.delete(directory.resolve("x"));
        assertThat(scanner.scan(List.of(target("x")))).isEqualTo(Fingerprints.NONE);

        write("x", "abc");
        assertThat(scanner.scan(List.of(target("x")))).isEqualTo(before);
    }

    @Test
    void doesNotReadUntouchedFilesAgain() throws IOException {
        List<Target> targets = sixLargeFiles();
        FingerprintScanner scanner =
                new FingerprintScanner(new ProductTree(directory.toString()), LATE, Optional.empty(), Optional.empty());
        Fingerprints before = scanner.scan(targets);
        long read = bytesRead();

        assertThat(scanner.scan(targets)).isEqualTo(before);
        assertThat(bytesRead() - read).isLessThan(LARGE_BYTES / 4);
    }

    @Test
    void readsAgainWhatChangedTooRecentlyToTrustItsStamp() throws IOException {
        List<Target> targets = sixLargeFiles();
        FingerprintScanner scanner = new FingerprintScanner(
                new ProductTree(directory.toString()), EARLY, Optional.empty(), Optional.empty());
        scanner.scan(targets);
        long read = bytesRead();

        scanner.scan(targets);
        assertThat(bytesRead() - read).isGreaterThanOrEqualTo(6 * LARGE_BYTES);
    }

    @Test
    void startsAgainWhenAFileChangesWhileItIsRead() throws IOException {
        write("x", "first");
        AtomicInteger readings = new AtomicInteger();
        FingerprintScanner scanner = new FingerprintScanner(
                new ProductTree(directory.toString()),
                clock(() -> {
                    if (readings.incrementAndGet() == 1) {
                        write("x", "abc");
                    }
                    return Instant.now();
                }),
                Optional.empty(),
                Optional.empty());

        assertThat(scanner.scan(List.of(target("x"))).get(target("x"))).contains(new Fingerprint(ABC_SHA256, 3));
        assertThat(readings).hasValue(2);
    }

    @Test
    void givesUpOnAFileThatKeepsChanging() throws IOException {
        write("x", "");
        AtomicInteger readings = new AtomicInteger();
        FingerprintScanner scanner = new FingerprintScanner(
                new ProductTree(directory.toString()),
                clock(() -> {
                    write("x", "x".repeat(readings.incrementAndGet()));
                    return Instant.now();
                }),
                Optional.empty(),
                Optional.empty());

        assertThatThrownBy(() -> scanner.scan(List.of(target("x"))))
                .isInstanceOf(ProductException.class)
                .hasMessage("Cannot read " + directory + "/x: it keeps changing; is another build running?");
    }

    @Test
    void reportsEveryFileThatCannotBeDeployed() throws Exception {
        write(
                "northd/ovn-northd",
                "#! /bin/bash\n\n# northd/ovn-northd - temporary wrapper script for .libs/ovn-northd\n");
        Files.createDirectory(directory.resolve("directory"));
        write("good", "abc");
        assertThat(new ProcessBuilder("mkfifo", directory.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThatThrownBy(() -> scanner()
                        .scan(List.of(
                                target("northd/ovn-northd"),
                                target("directory"),
                                target("good"),
                                target("pipe"),
                                target("good/below"))))
                .isInstanceOfSatisfying(
                        ProductException.class,
                        thrown -> assertThat(thrown.problems())
                                .containsExactly(
                                        directory + "/northd/ovn-northd is a libtool wrapper script, not the program: "
                                                + "the tree was configured with --enable-shared. Configure with "
                                                + "--disable-shared and build again, or let local_path name "
                                                + directory
                                                + "/northd/.libs/ovn-northd and take care of its libraries on the hosts",
                                        directory + "/directory is a directory; local_path must name a file",
                                        directory + "/pipe is not a regular file",
                                        "Cannot read " + directory + "/good/below: Not a directory"));
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        write("x", "abc");
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        FingerprintScanner scanner = new FingerprintScanner(
                new ProductTree(directory.toString()),
                clock(() -> {
                    reading.countDown();
                    awaitQuietly(never);
                    return Instant.now();
                }),
                Optional.empty(),
                Optional.empty());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread scanning = new Thread(() -> {
            try {
                scanner.scan(List.of(target("x")));
            } catch (CancelledException e) {
                thrown.set(e);
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        scanning.start();
        reading.await();
        scanning.interrupt();
        scanning.join();

        assertThat(thrown.get()).hasMessage("Reading the watched files was interrupted");
        assertThat(flag.get()).isTrue();
    }

    @Test
    void anotherScannerReadsOnlyWhatWasTouchedSince() throws IOException {
        write("x", "abc");
        write("y", "abc");
        Fingerprints first = remembering().scan(List.of(target("x"), target("y")));
        // Whoever does not read them does not notice that these are of something else.
        Path memory = directory.resolve("fingerprints");
        Files.writeString(memory, Files.readString(memory).replace(ABC_SHA256, "0".repeat(64)));
        awaitTick();
        write("y", "xyz");

        Fingerprints second = remembering().scan(List.of(target("x"), target("y")));

        assertThat(first.get(target("x"))).contains(new Fingerprint(ABC_SHA256, 3));
        assertThat(second.get(target("x"))).contains(new Fingerprint("0".repeat(64), 3));
        assertThat(second.get(target("y"))).isPresent().isNotEqualTo(first.get(target("y")));
        assertThat(second.get(target("y")).orElseThrow().sha256()).doesNotStartWith("000");
    }

    @Test
    void aMemoryThatIsNoneIsIgnored() throws IOException {
        write("x", "abc");
        write("fingerprints", "\0what\n\n" + ABC_SHA256 + " 3\n");

        assertThat(remembering().scan(List.of(target("x"))).get(target("x"))).contains(new Fingerprint(ABC_SHA256, 3));
        Files.delete(directory.resolve("fingerprints"));
        Files.createDirectory(directory.resolve("fingerprints"));
        assertThat(remembering().scan(List.of(target("x"))).get(target("x"))).contains(new Fingerprint(ABC_SHA256, 3));
    }

    private FingerprintScanner remembering() {
        return new FingerprintScanner(
                new ProductTree(directory.toString()),
                LATE,
                Optional.empty(),
                Optional.of(directory.resolve("fingerprints")));
    }

    private FingerprintScanner scanner() {
        return new FingerprintScanner(new ProductTree(directory.toString()), Optional.empty(), Optional.empty());
    }

    private void write(String name, String content) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Target> sixLargeFiles() throws IOException {
        for (int i = 0; i < 6; i++) {
            try (RandomAccessFile file =
                    new RandomAccessFile(directory.resolve("f" + i).toFile(), "rw")) {
                file.setLength(LARGE_BYTES);
            }
        }
        return IntStream.range(0, 6).mapToObj(i -> target("f" + i)).toList();
    }

    /** Waits until the clock that files are stamped with has moved on. */
    private void awaitTick() throws IOException {
        Path probe = directory.resolve("probe");
        Files.writeString(probe, "");
        FileTime begin = Files.getLastModifiedTime(probe);
        while (Files.getLastModifiedTime(probe).equals(begin)) {
            Files.writeString(probe, "x");
        }
    }

    /** What this process has read from files and pipes so far. */
    private static long bytesRead() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("rchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                .sum();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Target target(String localPath) {
        return new Target(localPath, "bin/x", List.of(), OptionalInt.empty());
    }

    private static Clock clock(Supplier<Instant> time) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return time.get();
            }
        };
    }
}
