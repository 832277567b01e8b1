package io.github.microovn.lxd.testing;

import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.embedded.EmbeddedLxds;
import io.github.microovn.lxd.embedded.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLxdContractTest extends LxdContract {
    private final ManualClock clock = new ManualClock();
    private final EmbeddedLxd lxd;

    EmbeddedLxdContractTest(@TempDir Path directory) {
        lxd = EmbeddedLxds.start(directory, clock, Duration.ofMillis(700));
        lxd.addImage(RealLxdSocket.IMAGE);
        lxd.addInstance("it");
    }

    @AfterAll
    void stop() {
        lxd.close();
    }

    @Override
    public Probe lxd() {
        return new Probe(lxd.socket());
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
}
