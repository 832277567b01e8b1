package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.ConnectEvent;
import io.github.microovn.rebuilder.event.HookEvent;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.HostResult;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one host is doing in a round, or on the way to one.
 *
 * @param name the host's name
 * @param activity what kind of thing it does
 * @param what what it does, for a reader
 * @param target the target that is uploaded, as its local path is in the configuration; empty when none is
 * @param sent how much of that has gone; negative when nobody knows
 * @param size how much of it there is
 * @param since when it began to do that, in nanoseconds
 */
record HostView(String name, Activity activity, String what, String target, long sent, long size, long since) {

    private static final String PREFIX = "microovn.";

    /** The kinds of things a host does, and what they are called where hosts are only counted. */
    enum Activity {
        UPLOADING("uploading"),
        VERIFYING("verifying"),
        STAGED("staged"),
        SWAPPING("swapping"),
        RESTARTING("restarting"),
        STARTING("getting ready"),
        HOOK("running hooks"),
        CONNECTING("connecting"),
        DONE("done"),
        INTERRUPTED("interrupted"),
        FAILED("failed");

        private final String label;

        Activity(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        /** Whether nothing more is to be expected of the host. */
        boolean over() {
            return compareTo(DONE) >= 0;
        }
    }

    /** A host that has not done anything. */
    HostView(String name, long now) {
        this(name, Activity.STAGED, "waiting", "", -1, 0, now);
    }

    /** The host after something has happened on it. */
    HostView after(HostEvent event, long now) {
        if (event instanceof HostEvent.Connected) {
            return doing(Activity.DONE, "connected", now);
        }
        if (event instanceof HostEvent.Uploading uploading) {
            return new HostView(
                    name, Activity.UPLOADING, "uploading", uploading.target(), -1, uploading.sizeBytes(), now);
        }
        if (event instanceof HostEvent.UploadProgress progress) {
            return new HostView(
                    name,
                    Activity.UPLOADING,
                    what,
                    progress.target(),
                    progress.sentBytes(),
                    progress.sizeBytes(),
                    since);
        }
        if (event instanceof HostEvent.PuttingBack back) {
            return doing(Activity.UPLOADING, "putting back " + back.target(), now);
        }
        if (event instanceof HostEvent.Staged) {
            return activity == Activity.STAGED ? this : doing(Activity.STAGED, "staged and verified", now);
        }
        if (event instanceof HostEvent.Working working) {
            return working(working, now);
        }
        if (event instanceof HostEvent.Unhealthy unhealthy) {
            return doing(Activity.FAILED, unhealthy.service() + " is not healthy: " + unhealthy.reason(), now);
        }
        if (event instanceof HostEvent.Failed failed) {
            boolean said = failed.reason().startsWith("Failed");
            return doing(Activity.FAILED, (said ? "" : "failed: ") + failed.reason(), now);
        }
        return event instanceof HostEvent.Finished finished ? finished(finished.result(), now) : this;
    }

    /** The host after it was seen to be slow, or of no use. */
    HostView after(ConnectEvent event, long now) {
        if (event instanceof ConnectEvent.Waiting waiting) {
            return doing(
                    Activity.CONNECTING, "connecting", now - waiting.elapsed().toNanos());
        }
        return event instanceof ConnectEvent.Failed failed ? doing(Activity.FAILED, failed.reason(), now) : this;
    }

    /** The host while a command of the user's runs on it. */
    HostView after(HookEvent event, long now) {
        return event instanceof HookEvent.Started started
                ? doing(Activity.HOOK, started.hook() + ": " + started.command(), now)
                : this;
    }

    private HostView working(HostEvent.Working event, long now) {
        String services = services(event.services());
        return switch (event.step()) {
            case VERIFY -> doing(Activity.VERIFYING, "verifying", now);
            case SWAP ->
                event.services().isEmpty()
                        ? doing(Activity.SWAPPING, "swapping", now)
                        : doing(Activity.RESTARTING, "swapping, restarting " + services, now);
            case CONVERT ->
                event.services().isEmpty()
                        ? doing(Activity.VERIFYING, "asking its databases", now)
                        : doing(Activity.SWAPPING, "converting " + services, now);
            case RESTART -> doing(Activity.RESTARTING, "restarting " + services, now);
            case READY -> doing(Activity.STARTING, "waiting for " + services, now);
            case CONNECT, CHECK, OBSERVE, UPLOAD, HOOK -> this;
        };
    }

    private static String services(List<String> services) {
        return services.stream()
                .map(service -> service.startsWith(PREFIX) ? service.substring(PREFIX.length()) : service)
                .collect(Collectors.joining(", "));
    }

    private HostView finished(HostResult result, long now) {
        return switch (result.outcome()) {
            case OK, UNTOUCHED -> doing(Activity.DONE, "done", now);
            case INTERRUPTED -> doing(Activity.INTERRUPTED, "interrupted", now);
            case FAILED, UNHEALTHY -> activity == Activity.FAILED ? this : doing(Activity.FAILED, "failed", now);
        };
    }

    private HostView doing(Activity next, String words, long now) {
        // What has failed stays to be read, whatever else is still done there.
        return activity == Activity.FAILED && !next.over() ? this : new HostView(name, next, words, "", -1, 0, now);
    }
}
