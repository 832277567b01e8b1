package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileInfo;
import io.github.microovn.lxd.model.FileType;
import io.github.microovn.lxd.model.InstanceStatus;
import io.github.microovn.lxd.model.StateChange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an SFTP session does on any daemon. */
@Timeout(60)
abstract class SftpSessionFacts extends FilesFixture {
    private static final long MOMENT_MILLIS = 700;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Opened for each test. */
    SftpSession sftp;

    @BeforeEach
    final void open() {
        sftp = files().sftp();
    }

    @AfterEach
    final void close() {
        sftp.close();
    }

    @AfterAll
    final void endThreads() {
        threads.shutdownNow();
    }

    private void write(String path, byte[] bytes, FileAttributes attributes) throws IOException {
        try (OutputStream out = sftp.write(path, attributes)) {
            out.write(bytes);
        }
    }

    private byte[] read(String path) throws IOException {
        try (InputStream in = sftp.read(path)) {
            return in.readAllBytes();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static void assertRefused(int code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LxdApiException.class, e -> assertThat(e.errorCode()).isEqualTo(code));
    }

    @Test
    void streamsCarryBytesBothWays() throws IOException {
        byte[] bytes = random(1_000_003);
        Instant before = Instant.now();

        try (OutputStream out = sftp.write(at("a"), FileAttributes.mode(0640).withOwner(3, 4))) {
            out.write(bytes[0]);
            out.flush();
            out.write(bytes, 1, 300_000);
            for (int from = 300_001; from < bytes.length; from += 7001) {
                out.write(bytes, from, Math.min(7001, bytes.length - from));
            }
        }

        try (InputStream in = sftp.read(at("a"))) {
            assertThat(in.read()).isEqualTo(bytes[0] & 0xff);
            assertThat(in.readNBytes(99_999)).isEqualTo(Arrays.copyOfRange(bytes, 1, 100_000));
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 100_000, bytes.length));
            assertThat(in.read()).isEqualTo(-1);
        }
        FileInfo info = sftp.stat(at("a"));
        assertThat(info.modifiedAt())
                .isBetween(before.minusSeconds(2), Instant.now().plusSeconds(1));
        assertThat(info).isEqualTo(new FileInfo(at("a"), FileType.FILE, 0640, 3, 4, 1_000_003L, info.modifiedAt()));
        assertThat(files().readAll(at("a"))).isEqualTo(bytes);
    }

    @Test
    void aFileThatIsThereIsEmptiedAndKeepsItsAttributes() throws IOException {
        write(at("a"), random(1000), FileAttributes.mode(0600).withOwner(3, 4));

        write(at("a"), new byte[0], DEFAULTS);

        assertThat(read(at("a"))).isEmpty();
        assertThat(described(at("a"))).isEqualTo("FILE 0600 3:4");
        write(at("b"), new byte[1], DEFAULTS);
        assertThat(described(at("b"))).isEqualTo("FILE 0644 0:0");
    }

    @Test
    void severalStreamsAndCallsShareASession() throws IOException {
        byte[] first = random(900_000);
        byte[] second = random(800_000);
        write(at("a"), first, DEFAULTS);
        write(at("b"), second, DEFAULTS);

        try (InputStream a = sftp.read(at("a"));
                InputStream b = sftp.read(at("b"));
                OutputStream c = sftp.write(at("c"), DEFAULTS)) {
            for (int from = 0; from < first.length; from += 100_000) {
                byte[] piece = a.readNBytes(100_000);
                assertThat(piece).isEqualTo(Arrays.copyOfRange(first, from, from + 100_000));
                c.write(piece);
                assertThat(b.readNBytes(50_000)).hasSize(50_000);
                assertThat(sftp.stat(at("a")).size()).isEqualTo(first.length);
            }
            assertThat(b.readAllBytes()).isEqualTo(Arrays.copyOfRange(second, 450_000, second.length));
        }

        assertThat(read(at("c"))).isEqualTo(first);
    }

    @Test
    void threadsShareASession() throws Exception {
        List<Future<Object>> running = threads.invokeAll(IntStream.range(0, 6)
                .<java.util.concurrent.Callable<Object>>mapToObj(number -> () -> {
                    byte[] bytes = random(300_000 + number);
                    write(at("f" + number), bytes, DEFAULTS);
                    assertThat(read(at("f" + number))).isEqualTo(bytes);
                    return number;
                })
                .toList());

        for (Future<Object> future : running) {
            future.get();
        }
        assertThat(sftp.list(directory)).hasSize(6);
    }

    @Test
    void aDirectoryIsListedWithWhatIsInIt() {
        sftp.makeDirectory(at("d"), FileAttributes.mode(0700).withOwner(1, 2));
        for (int i = 0; i < 300; i++) {
            sftp.makeLink("nowhere", at("d/l" + (1000 + i)));
        }
        sftp.makeLink("d", at("to-d"));

        List<FileInfo> found = sftp.list(at("d"));
        assertThat(found).hasSize(300).isSortedAccordingTo(java.util.Comparator.comparing(FileInfo::path));
        assertThat(found.get(7).path()).isEqualTo(at("d/l1007"));
        assertThat(found.get(7).type()).isEqualTo(FileType.SYMLINK);
        assertThat(sftp.list(at("to-d/"))).hasSize(300);
        assertThat(sftp.list(directory)).extracting(FileInfo::path).containsExactly(at("d"), at("to-d"));
        assertThat(sftp.list("/")).extracting(FileInfo::path).contains("/etc", "/root");
        assertRefused(404, () -> sftp.list(at("missing")));
    }

    @Test
    void namesAreAnyCharacters() throws IOException {
        for (String name : NAMES) {
            sftp.makeDirectory(at(name), DEFAULTS);
            write(at(name + "/" + name), new byte[] {1}, DEFAULTS);
            sftp.rename(at(name + "/" + name), at(name + "/x" + name));
            sftp.makeLink("x" + name, at(name + "/" + name));

            assertThat(sftp.readLink(at(name + "/" + name))).isEqualTo("x" + name);
            assertThat(read(at(name + "/" + name))).containsExactly(1);
            assertThat(sftp.list(at(name)))
                    .extracting(FileInfo::path)
                    .containsExactlyInAnyOrder(at(name + "/" + name), at(name + "/x" + name));
            sftp.delete(at(name + "/" + name));
        }
        assertThat(files().list(directory)).containsExactlyInAnyOrderElementsOf(NAMES);
    }

    @Test
    void aLinkSaysWhatItWasMadeToSay() throws IOException {
        write(at("a"), random(10), FileAttributes.mode(0600));
        sftp.makeLink("../" + directory.substring("/root/".length()) + "/./a", at("odd"));
        sftp.makeLink("no where", at("dangling"));

        assertThat(sftp.readLink(at("odd"))).endsWith("/./a").startsWith("../");
        assertThat(sftp.stat(at("odd")).type()).isEqualTo(FileType.SYMLINK);
        assertThat(sftp.statFollowingLinks(at("odd")).size()).isEqualTo(10L);
        assertThat(sftp.statFollowingLinks(at("odd")).path()).isEqualTo(at("odd"));
        assertThat(sftp.readLink(at("dangling"))).isEqualTo("no where");
        assertRefused(404, () -> sftp.statFollowingLinks(at("dangling")));
        assertRefused(500, () -> sftp.makeLink("b", at("odd")));
        assertRefused(500, () -> sftp.readLink(at("a")));
        assertRefused(404, () -> sftp.readLink(at("missing")));
    }

    @Test
    void aRenameReplacesAFileButNoDirectory() throws IOException {
        write(at("new"), random(10), FileAttributes.mode(0755).withOwner(5, 6));
        write(at("old"), random(20), FileAttributes.mode(0600));
        sftp.makeDirectory(at("d"), DEFAULTS);
        sftp.makeDirectory(at("e"), DEFAULTS);

        sftp.rename(at("new"), at("old"));

        assertThat(described(at("old"))).isEqualTo("FILE 0755 5:6");
        assertThat(read(at("old"))).isEqualTo(random(10));
        assertRefused(404, () -> sftp.rename(at("new"), at("x")));
        assertRefused(500, () -> sftp.rename(at("old"), at("d")));
        assertRefused(500, () -> sftp.rename(at("d"), at("e")));
        sftp.rename(at("d"), at("f"));
        assertThat(files().list(directory)).containsExactly("e", "f", "old");
        assertThatIllegalArgumentException().isThrownBy(() -> sftp.rename(at("old"), "relative"));
    }

    @Test
    void directoriesAreMadeAndWhatIsEmptyIsDeleted() throws IOException {
        sftp.makeDirectory(at("d"), DEFAULTS);
        sftp.makeDirectory(at("d/e"), FileAttributes.mode(0711).withOwner(3, 4));
        write(at("d/a"), new byte[1], DEFAULTS);
        sftp.makeLink("e", at("d/l"));

        assertThat(described(at("d"))).isEqualTo("DIRECTORY 0755 0:0");
        assertThat(described(at("d/e"))).isEqualTo("DIRECTORY 0711 3:4");
        assertRefused(500, () -> sftp.makeDirectory(at("d"), FileAttributes.mode(0700)));
        assertRefused(404, () -> sftp.makeDirectory(at("x/y"), DEFAULTS));
        assertThat(described(at("d"))).isEqualTo("DIRECTORY 0755 0:0");
        assertRefused(500, () -> sftp.delete(at("d")));
        sftp.delete(at("d/l"));
        assertThat(described(at("d/e"))).startsWith("DIRECTORY");
        sftp.delete(at("d/e"));
        sftp.delete(at("d/a"));
        sftp.delete(at("d"));
        assertRefused(404, () -> sftp.delete(at("d")));
        assertThat(files().list(directory)).isEmpty();
    }

    @Test
    void attributesAreSetOneByOne() throws IOException {
        write(at("a"), new byte[1], DEFAULTS);
        sftp.makeLink("a", at("l"));

        sftp.setAttributes(at("a"), FileAttributes.mode(0705));
        assertThat(described(at("a"))).isEqualTo("FILE 0705 0:0");
        sftp.setAttributes(at("l"), DEFAULTS.withOwner(7, 8));
        assertThat(described(at("a"))).isEqualTo("FILE 0705 7:8");
        sftp.setAttributes(at("a"), new FileAttributes(null, 9, null));
        assertThat(described(at("a"))).isEqualTo("FILE 0705 9:8");
        sftp.setAttributes(at("a"), DEFAULTS);
        assertThat(described(at("a"))).isEqualTo("FILE 0705 9:8");
    }

    @Test
    void aRefusalIsToldOnceAndInTheDaemonsWords() throws IOException {
        assertThatThrownBy(() -> sftp.setAttributes(
                        at("missing"), FileAttributes.mode(0600).withOwner(1, 2)))
                .isInstanceOf(LxdApiException.class)
                .hasMessageStartingWith("cannot set the attributes of '" + at("missing") + "' on instance "
                        + instance().name() + ": LXD answered 404 ")
                .hasMessageEndingWith(" (GET /1.0/instances/" + instance().name() + "/sftp)");
        assertThat(sftp.stat(directory).type()).isEqualTo(FileType.DIRECTORY);

        try (InputStream in = sftp.read(directory)) {
            assertThat(sftp.stat(directory).type()).isEqualTo(FileType.DIRECTORY);
            assertThatThrownBy(in::read)
                    .isInstanceOf(LxdApiException.class)
                    .hasMessageContaining("read '" + directory + "'")
                    .hasMessageContaining("LXD answered 500 ")
                    .hasMessageContaining("is a directory");
            assertThatThrownBy(in::read).isInstanceOf(LxdApiException.class);
        }
        assertRefused(404, () -> sftp.read(at("missing")));
        assertRefused(404, () -> sftp.write(at("missing/a"), DEFAULTS));
        assertRefused(500, () -> sftp.write(directory, DEFAULTS));
        assertThat(sftp.list(directory)).isEmpty();
    }

    @Test
    void aClosedSessionSaysSo() throws IOException {
        write(at("a"), random(500_000), DEFAULTS);
        InputStream in = sftp.read(at("a"));
        OutputStream out = sftp.write(at("b"), DEFAULTS);
        InputStream closed = sftp.read(at("a"));
        closed.close();
        assertThatIllegalStateException().isThrownBy(closed::read).withMessage("the stream is closed");

        sftp.close();
        sftp.close();

        in.close();
        assertThatIllegalStateException().isThrownBy(out::close).withMessage("the SFTP session is closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> sftp.stat(directory))
                .withMessage("the SFTP session is closed");
    }

    /** Opening a pipe waits for who opens its other end. */
    @Test
    void closingEndsACallThatWaits() throws Exception {
        instance().run("mkfifo", at("pipe"));
        Thread reader = new Thread(() -> assertThatThrownBy(() -> sftp.read(at("pipe")))
                .isInstanceOf(LxdCancelledException.class)
                .hasMessage("cannot read '" + at("pipe") + "' on instance "
                        + instance().name() + ": the SFTP session was closed (GET /1.0/instances/"
                        + instance().name() + "/sftp)"));
        Throwable[] failure = new Throwable[1];
        reader.setUncaughtExceptionHandler((thread, e) -> failure[0] = e);
        reader.start();
        while (Arrays.stream(reader.getStackTrace())
                .noneMatch(frame -> frame.getMethodName().equals("take"))) {
            Thread.onSpinWait();
        }

        sftp.close();

        reader.join();
        assertThat(failure[0]).isNull();
        instance().run("sh", "-c", "exec 3<>\"$1\"", "sh", at("pipe"));
    }

    @Test
    void anInterruptEndsTheSession() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> sftp.stat(directory)).isInstanceOf(LxdCancelledException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(() -> sftp.stat(directory))
                .isInstanceOf(LxdConnectionException.class)
                .hasMessageContaining("the SFTP session broke off before");
    }

    @Test
    void anOpenSessionKeepsTheInstanceFromStoppingAndStarting() throws Exception {
        Future<?> stopping = threads.submit(() -> instance().changeState(StateChange.forceStop()));
        assertThatThrownBy(() -> stopping.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(sftp.list(directory)).isEmpty();
        sftp.close();
        stopping.get();
        assertThat(instance().info().status()).isEqualTo(InstanceStatus.STOPPED);

        Future<?> starting;
        try (SftpSession another = files().sftp()) {
            assertThat(another.stat(directory).type()).isEqualTo(FileType.DIRECTORY);
            starting = threads.submit(() -> instance().start());
            assertThatThrownBy(() -> starting.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
        }
        starting.get();
        assertThat(instance().info().status()).isEqualTo(InstanceStatus.RUNNING);
    }
}
