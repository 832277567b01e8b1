package io.github.microovn.rebuilder.event;

import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.Step;
import java.time.Duration;
import java.util.List;

/**
 * Something that happened on a host. Paths are as users see them: the local one relative to the source directory as it
 * was typed, the remote one below the remote directory.
 */
public sealed interface HostEvent extends Event {

    /**
     * The host's name.
     *
     * @return the name, as printed in {@code [movn1]}
     */
    String host();

    /**
     * A host was named more than once; it counts once.
     *
     * @param host the host's name
     * @param specification what was named again
     */
    record NamedTwice(String host, String specification) implements HostEvent {
        @Override
        public String type() {
            return "host.duplicate";
        }
    }

    /**
     * The host is reachable and fit for deployments.
     *
     * @param host the host's name
     * @param remotePath the directory on it that targets are relative to
     * @param elapsed the time until it was
     */
    record Connected(String host, String remotePath, Duration elapsed) implements HostEvent {
        @Override
        public String type() {
            return "host.connected";
        }
    }

    /**
     * Staged files that an earlier, killed run had left on the host were removed.
     *
     * @param host the host's name
     * @param paths the files
     */
    record Swept(String host, List<String> paths) implements HostEvent {
        /** {@inheritDoc} */
        public Swept {
            paths = List.copyOf(paths);
        }

        @Override
        public String type() {
            return "host.swept";
        }
    }

    /**
     * The new content of a target goes to the host, beside the file it will replace.
     *
     * @param host the host's name
     * @param target the target, as its local path is in the configuration
     * @param localPath the file that is sent
     * @param remotePath the file that it will replace
     * @param sizeBytes its size
     */
    record Uploading(String host, String target, String localPath, String remotePath, long sizeBytes)
            implements HostEvent {
        @Override
        public String type() {
            return "host.uploading";
        }
    }

    /**
     * An upload that lasts is so far; told a few times a second, and never of one that takes less than half a second.
     *
     * @param host the host's name
     * @param target the target, as its local path is in the configuration
     * @param sentBytes how much has gone
     * @param sizeBytes how much there is
     */
    record UploadProgress(String host, String target, long sentBytes, long sizeBytes) implements HostEvent {
        @Override
        public String type() {
            return "host.upload-progress";
        }
    }

    /**
     * A step of the round begins, one that no other event tells the beginning of.
     *
     * @param host the host's name
     * @param step what is being done from now on
     * @param services the snap services that it is about; none when it is about files
     */
    record Working(String host, Step step, List<String> services) implements HostEvent {
        /** {@inheritDoc} */
        public Working {
            services = List.copyOf(services);
        }

        @Override
        public String type() {
            return "host.working";
        }
    }

    /**
     * A target's new content is complete and verified on the host; nothing is replaced yet.
     *
     * @param host the host's name
     * @param target the target
     * @param sha256 the content's hash, as the host computed it
     * @param elapsed the time from the start of the upload to the end of the comparison
     */
    record Staged(String host, String target, String sha256, Duration elapsed) implements HostEvent {
        @Override
        public String type() {
            return "host.staged";
        }
    }

    /**
     * A target's new content is in place.
     *
     * @param host the host's name
     * @param target the target
     * @param remotePath the file that was replaced
     * @param sha256 the new content's hash
     */
    record Swapped(String host, String target, String remotePath, String sha256) implements HostEvent {
        @Override
        public String type() {
            return "host.swapped";
        }
    }

    /**
     * A service is about to be restarted.
     *
     * @param host the host's name
     * @param service the snap service, such as {@code microovn.ovn-northd}
     */
    record Restarting(String host, String service) implements HostEvent {
        @Override
        public String type() {
            return "host.restarting";
        }
    }

    /**
     * A service was restarted; whether it is ready is another event.
     *
     * @param host the host's name
     * @param service the snap service
     * @param elapsed the time it took
     */
    record Restarted(String host, String service, Duration elapsed) implements HostEvent {
        @Override
        public String type() {
            return "host.restarted";
        }
    }

    /**
     * A service that was restarted is ready: it runs the file that was deployed, and answers.
     *
     * @param host the host's name
     * @param service the snap service
     * @param answer what its daemon said; may be empty
     * @param elapsed the time since it was restarted
     */
    record Ready(String host, String service, String answer, Duration elapsed) implements HostEvent {
        @Override
        public String type() {
            return "host.ready";
        }
    }

    /**
     * A service that was restarted is not ready, or was and died.
     *
     * @param host the host's name
     * @param service the snap service
     * @param reason what is wrong with it: one line
     * @param journal the last lines of its journal since the restart, what the linker said first
     */
    record Unhealthy(String host, String service, String reason, List<String> journal) implements HostEvent {
        /** {@inheritDoc} */
        public Unhealthy {
            journal = List.copyOf(journal);
        }

        @Override
        public String type() {
            return "host.unhealthy";
        }
    }

    /**
     * The host's record of what was deployed there is lost; it begins anew with what is there now.
     *
     * @param host the host's name
     * @param reason what is wrong with the old one
     */
    record LedgerRebuilt(String host, String reason) implements HostEvent {
        @Override
        public String type() {
            return "host.ledger-rebuilt";
        }
    }

    /**
     * Something that the host has kept is about to be put back.
     *
     * @param host the host's name
     * @param target the target, as its local path is in the configuration; the remote path when it is not there any more
     * @param remotePath the file
     * @param sha256 the content that will be there; empty when the file is removed, because there was none
     */
    record PuttingBack(String host, String target, String remotePath, String sha256) implements HostEvent {
        @Override
        public String type() {
            return "host.putting-back";
        }
    }

    /**
     * A service is disabled and not running on the host, and stays so although its file was replaced.
     *
     * @param host the host's name
     * @param service the snap service
     */
    record ServiceSkipped(String host, String service) implements HostEvent {
        @Override
        public String type() {
            return "host.service-skipped";
        }
    }

    /**
     * A step failed; the round goes on without this host.
     *
     * @param host the host's name
     * @param step what was being done
     * @param reason what was tried on what, why it failed and what to do: one line
     */
    record Failed(String host, Step step, String reason) implements HostEvent {
        @Override
        public String type() {
            return "host.failed";
        }
    }

    /**
     * The round is over for a host that was owed something; no event of this host follows in the round.
     *
     * @param result what was done and what stays pending
     */
    record Finished(HostResult result) implements HostEvent {
        @Override
        public String host() {
            return result.host();
        }

        @Override
        public String type() {
            return "host.finished";
        }
    }
}
