package io.github.microovn.lxd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.microovn.lxd.Instance;
import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.model.ExecRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** What the facts about the client share. */
interface ClientFacts {
    Probe lxd();

    String instance();

    /** The client under test. */
    LxdClient client();

    /** The instance through the client. */
    default Instance it() {
        return client().instance(instance());
    }

    /** A file that a command writes to say how far it is. */
    default String newPath() {
        return "/tmp/fact-" + System.nanoTime();
    }

    /** Waits until a file is there and returns what is in it. */
    default String awaitContent(String path) {
        String target = "/1.0/instances/" + instance() + "/files?path=" + path;
        String[] content = new String[1];
        Await.until(path + " has a line", () -> {
            try {
                RawHttp.Answer answer = lxd().get(target);
                content[0] = answer.text();
                return answer.status() == 200 && content[0].endsWith("\n");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return content[0].strip();
    }

    /** Tells whether a process runs on the instance. */
    default boolean runs(String pid) {
        return it().run("sh", "-c", "kill -0 \"$1\"", "sh", pid).isSuccess();
    }

    /** Waits until a process of the instance has ended, which takes as long as whoever inherits it takes to notice. */
    default void awaitDeath(String pid) {
        Await.until("process " + pid + " has ended", () -> !runs(pid));
    }

    /** An interrupt of whoever waits for a command kills it, and is not forgotten. */
    default void assertAnInterruptKills(Consumer<ExecRequest> running) throws InterruptedException {
        String path = newPath();
        AtomicReference<Throwable> caught = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                running.accept(ExecRequest.of("sh", "-c", "echo $$ > \"$1\"; exec sleep 30", "sh", path));
            } catch (RuntimeException e) {
                caught.set(e);
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        String pid = awaitContent(path);

        thread.interrupt();
        thread.join(30_000);

        assertThat(thread.isAlive()).isFalse();
        assertThat(caught.get())
                .isInstanceOf(LxdCancelledException.class)
                .hasMessageContaining("interrupted; the command was killed");
        assertThat(flag.get()).isTrue();
        awaitDeath(pid);
    }

    /** Tells how long something took. */
    static Duration timed(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Waits until the daemon has no running operation on the instance. */
    default void awaitNoOperation() {
        Await.until(
                "no operation of " + instance() + " runs",
                () -> !running().contains("/instances/" + instance() + "\""));
    }

    private String running() {
        try {
            JsonObject operations =
                    Probe.metadata(lxd().get("/1.0/operations?recursion=1")).getAsJsonObject();
            return operations.has("running") ? operations.get("running").toString() : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
