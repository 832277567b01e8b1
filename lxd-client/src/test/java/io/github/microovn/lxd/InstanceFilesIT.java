package io.github.microovn.lxd;

import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.lxd.testing.RealLxdSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Files on a real LXD. */
@RealLxd
class InstanceFilesIT extends InstanceFilesFacts {
    private final RealInstance real = new RealInstance();

    @BeforeAll
    void launch() {
        real.launch();
    }

    @AfterAll
    void remove() {
        real.close();
    }

    @Override
    Instance instance() {
        return real.handle();
    }

    @Override
    Path socket() {
        return RealLxdSocket.path();
    }
}
