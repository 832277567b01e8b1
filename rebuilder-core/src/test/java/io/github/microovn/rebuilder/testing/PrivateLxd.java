package io.github.microovn.rebuilder.testing;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.model.storage.StoragePoolSpec;
import io.github.microovn.lxd.testing.RealLxdSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A second LXD daemon of this machine, with a directory of its own, which tests may kill. It has the lab's image. */
public final class PrivateLxd implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/lxd");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private Process process;

    /** Starts it, and copies the image to it. */
    public PrivateLxd() {
        try {
            directory = Files.createTempDirectory(Path.of("/tmp"), "flt");
            process = launch();
            awaitAnswer();
            copyImage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is an LXD here that can be started twice, and somebody who may: not the snap, and only root. */
    public static boolean possible() {
        return Files.isExecutable(PROGRAM) && "root".equals(System.getProperty("user.name"));
    }

    public Path socket() {
        return directory.resolve("unix.socket");
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString(), "--logfile=" + directory.resolve("log"))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(directory.resolve("out").toFile()));
        builder.environment().put("LXD_DIR", directory.toString());
        builder.environment().remove("LXD_SOCKET");
        return builder.start();
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (LxdClient client = LxdClient.builder().socket(socket()).connect()) {
                client.server();
                return;
            } catch (LxdException e) {
                if (System.nanoTime() > deadline || !process.isAlive()) {
                    throw new AssertionError("a second LXD does not answer, see " + directory, e);
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    private void copyImage() {
        Path exported = directory.resolve("exported");
        try (LxdClient source = LxdClient.builder().socket(RealLxdSocket.path()).connect();
                LxdClient own = LxdClient.builder().socket(socket()).connect()) {
            own.storagePools()
                    .create(new StoragePoolSpec(
                            System.getenv().getOrDefault("LAB_POOL", "default"), "dir", "", Map.of()));
            Files.createDirectory(exported);
            String fingerprint = source.images().get(RealLxdSocket.IMAGE).fingerprint();
            Path tarball = source.images().export(fingerprint, exported).metadata();
            own.images().importFrom(tarball, RealLxdSocket.IMAGE);
            Files.delete(tarball);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it, without a chance to clean up; the instances live on. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("a killed LXD lives on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again, and waits until it answers. */
    public void restart() {
        kill();
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAnswer();
    }

    /** Stops it in the middle of whatever it does. */
    public void pause() {
        run("kill", "-STOP", Long.toString(process.pid()));
    }

    /** Lets it go on. */
    public void resume() {
        run("kill", "-CONT", Long.toString(process.pid()));
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it; its instances have to be gone by then. */
    @Override
    public void close() {
        resume();
        kill();
        for (String mount : List.of("devlxd", "shmounts", "guestapi")) {
            run("umount", "-l", directory.resolve(mount).toString());
        }
        run("rm", "-rf", "--one-file-system", directory.toString());
    }
}
