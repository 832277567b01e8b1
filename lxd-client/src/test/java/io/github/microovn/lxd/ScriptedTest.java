package io.github.microovn.lxd;

import io.github.microovn.lxd.embedded.ScriptedLxd;
import org.junit.jupiter.api.AfterEach;

/** A test with a daemon that says what it is told to, and a client of it. */
abstract class ScriptedTest {
    final ScriptedLxd lxd = ScriptedLxd.start();
    final LxdClient client = lxd.client();

    @AfterEach
    void end() {
        client.close();
        lxd.close();
    }
}
