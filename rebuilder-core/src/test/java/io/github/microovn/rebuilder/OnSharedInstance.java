package io.github.microovn.rebuilder;

import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.rebuilder.testing.LxdInstances;
import io.github.microovn.rebuilder.testing.SharedInstance;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests on the instance that the classes of a process share, and that each brings into the state that it needs. */
@RealLxd
abstract class OnSharedInstance {

    @RegisterExtension
    private static final SharedInstance SHARED = new SharedInstance();

    static LxdInstances instances;
    static String name;

    @TempDir
    Path directory;

    @BeforeAll
    static void takeInstance() {
        instances = SHARED.instances();
        name = SHARED.name();
        instances.start(name);
    }

    static String sh(String script) {
        return instances.sh(name, script);
    }
}
