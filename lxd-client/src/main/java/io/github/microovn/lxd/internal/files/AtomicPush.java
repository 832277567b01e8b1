package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.internal.exec.Commands;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.TransferProgress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Replaces a file at once: a temporary file beside it, compared on the instance, renamed. The API itself cannot rename, so
 * a command does, and the instance has to run.
 */
public final class AtomicPush {
    private static final Duration CLEANUP_LIMIT = Duration.ofSeconds(5);

    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private static final int DIFFERENT = 3;

    /** Takes the temporary file, the file, the size and the hash; prints what it finds. */
    private static final String COMPARE_AND_RENAME = """
            size=$(stat -c %s -- "$1") && sum=$(sha256sum < "$1") || exit
            sum=${sum%% *}
            echo "$size $sum"
            [ "$size" = "$3" ] && [ "$sum" = "$4" ] || exit 3
            exec mv -fT -- "$1" "$2"
            """;

    private final Api api;
    private final FileRequests files;
    private final Commands commands;

    /**
     * Names an instance.
     *
     * @param api asks the daemon
     * @param files its files
     * @param commands its commands
     */
    public AtomicPush(Api api, FileRequests files, Commands commands) {
        this.api = api;
        this.files = files;
        this.commands = commands;
    }

    /**
     * Replaces a file.
     *
     * @param content what to write
     * @param path the file
     * @param attributes its permissions and owner
     * @param progress hears how far it is
     */
    public void push(FileContent content, InstancePath path, FileAttributes attributes, TransferProgress progress) {
        InstancePath temporary = path.sibling(".lxd-push-" + UUID.randomUUID());
        MessageDigest digest = sha256();
        AtomicLong sent = new AtomicLong();
        TransferProgress counted = (done, total) -> {
            sent.set(done);
            progress.transferred(done, total);
        };
        HttpRequest upload =
                files.upload("write " + files.place(path), content, temporary, attributes, counted, digest);
        try {
            api.change(upload);
            rename(upload.attempt(), temporary, path, sent.get(), HexFormat.of().formatHex(digest.digest()));
        } catch (RuntimeException e) {
            remove(temporary, e);
            throw e;
        }
    }

    private void rename(Attempt attempt, InstancePath temporary, InstancePath path, long size, String sha256) {
        ExecRequest command = ExecRequest.of(
                        "sh", "-c", COMPARE_AND_RENAME, "sh", temporary.text(), path.text(), "" + size, sha256)
                .withTimeout(api.operationTimeout());
        ExecResult result = commands.run(command);
        if (result.exitCode() == 0) {
            return;
        }
        String[] found = result.stdout().strip().split(" ", 2);
        if (result.exitCode() == DIFFERENT && found.length == 2) {
            String reason = "it arrived as " + found[0] + " bytes with SHA-256 " + found[1] + " instead of " + size
                    + " bytes with SHA-256 " + sha256 + "; the file that was there is untouched";
            throw new LxdTransferException(attempt, reason, path.text(), size, sha256, found[1], null);
        }
        String said = result.stderr().strip();
        String reason = said.isEmpty() ? "the command that renames it ended with " + result.exitCode() : said;
        throw new LxdTransferException(attempt, reason, path.text(), size, sha256, null, null);
    }

    /** Removes what is left of a failed push, which is all that counts then: an interrupt has to wait for it. */
    private void remove(InstancePath temporary, RuntimeException failure) {
        boolean interrupted = Thread.interrupted();
        try {
            boolean answered = failure instanceof LxdApiException || failure instanceof LxdTransferException;
            long pause = answered ? LONGEST_PAUSE_MILLIS : FIRST_PAUSE_MILLIS;
            while (!deleted(temporary) && pause < LONGEST_PAUSE_MILLIS) {
                // A request that was given up can still be on its way to make the file.
                Thread.sleep(pause);
                pause *= 2;
            }
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

    private boolean deleted(InstancePath temporary) {
        try {
            files.delete(temporary, CLEANUP_LIMIT);
            return true;
        } catch (LxdApiException e) {
            if (e.isNotFound()) {
                return false;
            }
            throw e;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
