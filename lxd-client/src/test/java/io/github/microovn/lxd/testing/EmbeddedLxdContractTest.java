package io.github.microovn.lxd.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.InstanceConsole;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.embedded.EmbeddedLxds;
import io.github.microovn.lxd.embedded.ManualClock;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.model.TerminalSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLxdContractTest extends LxdContract {
    private final ManualClock clock = new ManualClock();
    private final EmbeddedLxd lxd;
    private final EmbeddedLxd impatient;

    EmbeddedLxdContractTest(@TempDir Path directory, @TempDir Path another) {
        // A machine that runs all tests at once needs longer for a hundred commands than the daemon waits.
        lxd = EmbeddedLxds.start(directory, clock, Duration.ofMinutes(1));
        lxd.addImage(RealLxdSocket.IMAGE);
        lxd.addInstance("it");
        impatient = EmbeddedLxds.start(another, clock, Duration.ofMillis(700));
        impatient.addInstance("it");
    }

    @AfterAll
    void stop() {
        lxd.close();
        impatient.close();
    }

    @Override
    public Probe lxd() {
        return new Probe(lxd.socket());
    }

    @Override
    public Probe impatient() {
        return new Probe(impatient.socket());
    }

    @Override
    public String instance() {
        return "it";
    }

    @Override
    public String devices() {
        return "{}";
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    @Override
    public String goodProgram(String says) {
        return "#!/bin/sh\necho " + says + "\n";
    }

    @Override
    public String runningSha256() {
        return lxd.instance("it").service("it.main").runningSha256().orElse("");
    }

    @Override
    public void printOnConsole(String line) {
        lxd.instance("it").console().print(line + "\n");
    }

    @Test
    void aConsoleTellsWhatWasTyped() throws IOException {
        try (InstanceConsole console = it().console(TerminalSize.STANDARD)) {
            console.input().write("hello\r".getBytes(UTF_8));

            Await.until("it arrives", () -> lxd.instance("it").console().typed().endsWith("hello\r"));
        }
    }

    /** Not of a real daemon: LXD 5.0.2 may end all of itself there, by a panic, "concurrent write to websocket connection". */
    @Test
    void aConsoleEndsWithItsInstance() throws IOException {
        try (InstanceConsole console = it().console(TerminalSize.STANDARD)) {
            it().changeState(StateChange.forceStop());

            assertThat(console.output().readAllBytes()).isEmpty();

            awaitNoOperation();
            assertThatThrownBy(() -> it().console(TerminalSize.STANDARD))
                    .isInstanceOf(LxdApiException.class)
                    .hasMessageContaining("open the console of instance " + instance())
                    .hasMessageContaining("Instance is not running");
        } finally {
            it().start();
        }
    }
}
