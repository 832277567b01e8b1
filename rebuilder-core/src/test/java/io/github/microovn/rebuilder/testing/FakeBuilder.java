package io.github.microovn.rebuilder.testing;

import io.github.microovn.rebuilder.build.Build;
import io.github.microovn.rebuilder.build.BuildOutput;
import io.github.microovn.rebuilder.build.BuildRequest;
import io.github.microovn.rebuilder.build.BuildResult;
import io.github.microovn.rebuilder.build.Builder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A build that does what the test says next. */
public final class FakeBuilder implements Builder {

    private final CountDownLatch waiting = new CountDownLatch(1);
    private volatile Runnable edits = () -> {};
    private volatile boolean fails;
    private volatile boolean waits;
    private volatile Optional<BuildRequest> request = Optional.empty();

    /** The next builds make this edit and succeed. */
    public void makes(Runnable edit) {
        edits = edit;
        fails = false;
    }

    /** The next builds make this edit and fail. */
    public void makesAndFails(Runnable edit) {
        edits = edit;
        fails = true;
    }

    /** The next build goes on until it is cancelled. */
    public void goesOn() {
        waits = true;
    }

    /** What the last build was asked for. */
    public Optional<BuildRequest> request() {
        return request;
    }

    public void awaitRunning() throws InterruptedException {
        waiting.await();
    }

    @Override
    public List<String> command(BuildRequest request) {
        return List.of("make", "-j" + request.jobs());
    }

    @Override
    public Build start(BuildRequest request, BuildOutput output) {
        this.request = Optional.of(request);
        Path log = request.logDirectory().resolve("build.log");
        edits.run();
        edits = () -> {};
        return waits ? new Endless(log) : new Done(log, fails);
    }

    private record Done(Path log, boolean fails) implements Build {
        @Override
        public BuildResult await() {
            return fails
                    ? new BuildResult.Failed(2, "make ended with exit code 2", Duration.ofMillis(1), log)
                    : new BuildResult.Succeeded(Duration.ofMillis(1), log);
        }

        @Override
        public void cancel() {
            // It is over.
        }

        @Override
        public void close() {
            // It is over.
        }
    }

    private final class Endless implements Build {
        private final CountDownLatch cancelled = new CountDownLatch(1);
        private final Path log;

        Endless(Path log) {
            this.log = log;
        }

        @Override
        public BuildResult await() {
            waiting.countDown();
            try {
                cancelled.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            waits = false;
            return new BuildResult.Cancelled(Duration.ofMillis(1), log);
        }

        @Override
        public void cancel() {
            cancelled.countDown();
        }

        @Override
        public void close() {
            cancel();
        }
    }
}
