package io.github.microovn.lxd.testing;

import io.github.microovn.lxd.LxdClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Facts about LXD's API, each a test. They hold for the real daemon and for the embedded one, or the embedded one has
 * drifted. A fact enters the embedded server only with a test here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LxdContract
        implements EnvelopeFacts,
                OperationFacts,
                ExecFacts,
                StreamFacts,
                FileFacts,
                StateFacts,
                ImageFacts,
                ClientExecFacts,
                ClientResourceFacts,
                ServiceFacts,
                TerminalFacts,
                ConsoleFacts,
                EventFacts,
                WaitFacts,
                ShellFacts {
    private @Nullable LxdClient client;

    @Override
    public synchronized LxdClient client() {
        LxdClient known = client;
        if (known == null) {
            known = LxdClient.builder().socket(lxd().socket()).connect();
            client = known;
        }
        return known;
    }

    @AfterAll
    synchronized void closeClient() {
        if (client != null) {
            client.close();
        }
    }
}
