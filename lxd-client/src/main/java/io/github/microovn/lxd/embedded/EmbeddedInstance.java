package io.github.microovn.lxd.embedded;

import java.nio.file.Path;
import java.util.List;

/** One instance of an {@link EmbeddedLxd}: a directory, services, and a state. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class EmbeddedInstance {
    EmbeddedInstance() {}

    /**
     * Returns the name of the instance.
     *
     * @return the name
     */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the directory that is the instance's {@code /}.
     *
     * @return the directory on this machine
     */
    public Path root() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns where a path of the instance lies on this machine.
     *
     * @param path an absolute path in the instance
     * @return the path on this machine, whether or not anything is there
     */
    public Path file(String path) {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes a file with mode 0755 and makes the directories above it.
     *
     * @param path an absolute path in the instance
     * @param content the content
     * @return this instance
     */
    public EmbeddedInstance withFile(String path, String content) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the state as the API words it.
     *
     * @return {@code Running}, {@code Stopped} or {@code Frozen}
     */
    public String status() {
        throw new UnsupportedOperationException();
    }

    /** Starts the instance and its enabled services. */
    public void start() {
        throw new UnsupportedOperationException();
    }

    /** Stops the instance: kills its processes; its services are gone until the next start. */
    public void stop() {
        throw new UnsupportedOperationException();
    }

    /** Freezes the instance: the daemon refuses to run commands in it. */
    public void freeze() {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds a snap service. It starts now if it is enabled: its binary runs once, and if it ends with 0 the service is
     * active, otherwise it has failed.
     *
     * @param name the name of snap and app, such as {@code microovn.ovn-northd}; the unit is {@code snap.NAME.service}
     * @param binary the absolute path in the instance of what the service runs; it need not exist
     * @param enabled whether the service starts with the instance
     * @return the service
     */
    public EmbeddedService addService(String name, String binary, boolean enabled) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns one service.
     *
     * @param name the name given to {@link #addService}
     * @return the service
     * @throws java.util.NoSuchElementException if there is none of that name
     */
    public EmbeddedService service(String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns all services.
     *
     * @return the services, in the order of their names
     */
    public List<EmbeddedService> services() {
        throw new UnsupportedOperationException();
    }
}
