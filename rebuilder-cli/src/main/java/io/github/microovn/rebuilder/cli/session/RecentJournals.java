package io.github.microovn.rebuilder.cli.session;

import io.github.microovn.rebuilder.Logs;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.RebuilderException;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.LogEvent;
import io.github.microovn.rebuilder.journal.Since;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last of what the configured services wrote since the last deployment. */
final class RecentJournals {

    private static final int LINES = 40;

    private final RebuilderOptions options;
    private final Consumer<? super Event> renderer;
    private final Output output;
    private final Thread runner = Thread.currentThread();
    private final Deque<LogEvent.Line> last = new ArrayDeque<>();
    private int earlier;
    private @Nullable Logs open;
    private boolean stopped;
    private boolean over;

    /** Prepares to show them in the thread that calls. */
    RecentJournals(RebuilderOptions options, Consumer<? super Event> renderer, Output output) {
        this.options = options;
        this.renderer = renderer;
        this.output = output;
    }

    /** Shows them. */
    void show() {
        List<String> services = options.targets().stream()
                .flatMap(target -> target.services().stream())
                .distinct()
                .toList();
        if (services.isEmpty()) {
            output.line("[local] The configuration names no service");
            return;
        }
        try (Logs logs = Logs.open(options, services, Since.LAST_DEPLOY, this::collect)) {
            if (begin(logs)) {
                logs.read();
            }
        } catch (CancelledException e) {
            if (!ended()) {
                throw e;
            }
        } catch (RebuilderException e) {
            output.line("[local] The journals cannot be read: " + e.getMessage());
        }
        ended();
        tell();
    }

    private void tell() {
        if (earlier > 0) {
            output.line("[local] " + earlier + " earlier lines: microovn-rebuilder logs shows them");
        } else if (last.isEmpty() && !stopped) {
            output.line("[local] The services wrote nothing since the last deployment");
        }
        last.forEach(renderer);
    }

    private void collect(Event event) {
        if (!(event instanceof LogEvent.Line line)) {
            renderer.accept(event);
            return;
        }
        last.add(line);
        if (last.size() > LINES) {
            last.remove();
            earlier++;
        }
    }

    private synchronized boolean begin(Logs logs) {
        open = logs;
        return !stopped;
    }

    /** From here on nobody is interrupted; returns whether somebody wanted to stop. */
    private synchronized boolean ended() {
        over = true;
        if (stopped) {
            Thread.interrupted();
        }
        return stopped;
    }

    /** Ends it soon; what was read is shown. */
    synchronized void stop() {
        stopped = true;
        if (over) {
            return;
        }
        if (open == null) {
            runner.interrupt();
        } else {
            open.stop();
        }
    }
}
