package io.github.microovn.rebuilder.testing;

import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** An instance of the machine's own LXD that all test classes of a process share; each test brings it into the state that it needs. */
public final class SharedInstance implements BeforeAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedInstance.class);

    private Optional<Made> made = Optional.empty();

    /** What the process keeps until its end. */
    private record Made(LxdInstances instances, String name) implements AutoCloseable {
        static Made make() {
            LxdInstances instances = new LxdInstances();
            return new Made(instances, instances.create());
        }

        @Override
        public void close() {
            instances.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        made = Optional.of(context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Made.class, key -> Made.make(), Made.class));
    }

    public LxdInstances instances() {
        return made.orElseThrow().instances();
    }

    public String name() {
        return made.orElseThrow().name();
    }
}
