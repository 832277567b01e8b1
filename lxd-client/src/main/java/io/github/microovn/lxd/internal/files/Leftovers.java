package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.internal.sftp.RemotePath;
import io.github.microovn.lxd.internal.sftp.SftpChannel;
import io.github.microovn.lxd.internal.sftp.SftpRequests;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an upload has made on an instance and has to remove if it fails. */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final Sessions sessions;
    private final Map<RemotePath, State> files = new LinkedHashMap<>();
    private final Deque<RemotePath> directories = new ArrayDeque<>();

    /** How much is known of a file. */
    private enum State {
        ASKED_FOR,
        MADE
    }

    Leftovers(Sessions sessions) {
        this.sessions = sessions;
    }

    void askedFor(RemotePath file) {
        files.put(file, State.ASKED_FOR);
    }

    void made(RemotePath file) {
        files.put(file, State.MADE);
    }

    void madeDirectory(RemotePath directory) {
        directories.push(directory);
    }

    void gone(RemotePath file) {
        files.remove(file);
    }

    /** Removes it after a failure, which is all that counts then: an interrupt has to wait for it. */
    void remove(RuntimeException failure) {
        boolean interrupted = Thread.interrupted();
        try {
            removeFiles(failure);
            for (long pause = FIRST_PAUSE_MILLIS; !files.isEmpty() && pause < LONGEST_PAUSE_MILLIS; pause *= 2) {
                // A request that was given up can still be on its way to make the file.
                Thread.sleep(pause);
                removeFiles(failure);
            }
            // One that holds something else by now stays.
            removeAll(directories, (directory, error) -> {});
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (LxdException | IllegalStateException e) {
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void removeFiles(RuntimeException failure) {
        removeAll(List.copyOf(files.keySet()), (file, error) -> removed(file, error, failure));
    }

    /** Hears what became of a request to remove something. */
    private interface Removed {
        void hear(RemotePath path, @Nullable LxdApiException error);
    }

    private void removeAll(Collection<RemotePath> paths, Removed removed) {
        if (paths.isEmpty()) {
            return;
        }
        String action = "remove what is left of a failed upload to instance " + sessions.instance();
        try (SftpChannel channel = sessions.open(action, PATIENCE)) {
            SftpRequests requests = new SftpRequests(channel, () -> action);
            for (RemotePath path : paths) {
                channel.makeRoom();
                requests.remove(path, answer -> removed.hear(path, answer.error()));
            }
            channel.takeAll();
        }
    }

    private void removed(RemotePath file, @Nullable LxdApiException error, RuntimeException failure) {
        boolean expected = error == null || !error.isNotFound() || files.get(file) == State.MADE;
        if (error != null && !error.isNotFound()) {
            failure.addSuppressed(error);
        }
        if (expected) {
            files.remove(file);
        }
    }
}
