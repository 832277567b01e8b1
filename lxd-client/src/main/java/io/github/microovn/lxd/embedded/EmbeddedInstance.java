package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One instance of an {@link EmbeddedLxd}: a directory, services, and a state. Thread-safe. */
public final class EmbeddedInstance {
    static final String RUNNING = "Running";
    static final String STOPPED = "Stopped";
    static final String FROZEN = "Frozen";

    private final InstanceSpec spec;
    private final Path directory;
    private final FileTree tree;
    private final Owners owners;
    private final Processes processes;
    private final Instant created;
    private final EmbeddedCommands commands;
    private final Consumer<String> happened;
    private final Map<String, List<String>> addresses = new ConcurrentSkipListMap<>();
    private final SftpSessions sessions = new SftpSessions();
    private final EmbeddedConsole console = new EmbeddedConsole();
    private volatile String status = STOPPED;

    private EmbeddedInstance(
            InstanceSpec spec, Path directory, Owners owners, Instant created, Consumer<String> happened) {
        this.spec = spec;
        this.directory = directory;
        this.owners = owners;
        this.created = created;
        this.happened = happened;
        tree = new FileTree(directory.resolve("root"));
        commands = new EmbeddedCommands(directory.resolve("said"));
        processes = new Processes(tree, directory.resolve("shims"), commands);
    }

    /** Makes the directories of a stopped instance, which says what the harness does to it. */
    static EmbeddedInstance make(InstanceSpec spec, Path directory, Path shims, Clock clock, Consumer<String> happened)
            throws IOException {
        Skeleton.make(directory, shims, spec.name());
        Owners owners = new Owners(directory.resolve("owners"), Owners.needed(directory));
        return new EmbeddedInstance(spec, directory, owners, clock.instant(), happened);
    }

    /**
     * Returns the name of the instance.
     *
     * @return the name
     */
    public String name() {
        return spec.name();
    }

    /**
     * Returns the directory that is the instance's {@code /}.
     *
     * @return the directory on this machine
     */
    public Path root() {
        return tree.root();
    }

    /**
     * Returns where a path of the instance lies on this machine.
     *
     * @param path an absolute path in the instance
     * @return the path on this machine, whether or not anything is there
     */
    public Path file(String path) {
        return tree.plain(path);
    }

    /**
     * Writes a file with mode 0755 and makes the directories above it.
     *
     * @param path an absolute path in the instance
     * @param content the content
     * @return this instance
     */
    public EmbeddedInstance withFile(String path, String content) {
        Path file = file(path);
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, content, StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** {@return the state as the API words it: {@code Running}, {@code Stopped} or {@code Frozen}} */
    public String status() {
        return status;
    }

    /** Starts the instance and its enabled services. Does nothing if it runs. */
    public synchronized void start() {
        String before = status;
        begin();
        if (!before.equals(RUNNING)) {
            happened.accept(before.equals(FROZEN) ? "resumed" : "started");
        }
    }

    private void begin() {
        boolean boots = status.equals(STOPPED);
        processes.resume();
        status = RUNNING;
        if (boots) {
            services().stream().filter(EmbeddedService::enabled).forEach(service -> service.control("start"));
        }
    }

    /** Stops the instance: kills its processes; its services are gone until the next start. Does nothing if it is stopped. */
    public synchronized void stop() {
        String before = status;
        end();
        if (!before.equals(STOPPED)) {
            happened.accept("stopped");
        }
    }

    private void end() {
        status = STOPPED;
        processes.killAll();
        console.end();
        services().forEach(EmbeddedService::forget);
    }

    /** Freezes the instance with its processes: the daemon refuses to run commands in it. */
    public synchronized void freeze() {
        require(!status.equals(STOPPED), "The container isn't running");
        processes.pause();
        status = FROZEN;
        happened.accept("paused");
    }

    /** Does what a state change of the API asks for, with its complaints. */
    synchronized void change(String action, boolean force) {
        switch (action) {
            case "start" -> require(status.equals(STOPPED), "The instance is already running");
            case "stop", "restart" -> require(!status.equals(STOPPED), "The instance is already stopped");
            default -> {
                require(!status.equals(STOPPED), "The container isn't running");
                boolean freeze = action.equals("freeze");
                require(status.equals(FROZEN) != freeze, "The container is already " + (freeze ? "frozen" : "running"));
            }
        }
        if (action.equals("stop") || action.equals("restart")) {
            end();
        }
        if (action.equals("freeze")) {
            processes.pause();
            status = FROZEN;
        } else if (!action.equals("stop")) {
            begin();
        }
    }

    private static void require(boolean condition, String text) {
        if (!condition) {
            throw new IllegalStateException(text);
        }
    }

    /**
     * Adds a snap service. It starts now if it is enabled and the instance runs: its binary runs once, and if it ends with
     * 0 the service is active, otherwise it has failed.
     *
     * @param name the name of snap and app, such as {@code microovn.ovn-northd}; the unit is {@code snap.NAME.service}
     * @param binary the absolute path in the instance of what the service runs; it need not exist
     * @param enabled whether the service starts with the instance
     * @return the service
     */
    public EmbeddedService addService(String name, String binary, boolean enabled) {
        EmbeddedService service =
                EmbeddedService.make(name, directory.resolve("services"), file(binary), enabled, processes);
        if (enabled && status.equals(RUNNING)) {
            service.control("start");
        }
        return service;
    }

    /**
     * Returns one service.
     *
     * @param name the name given to {@link #addService}, or that of snap and app where {@code snap try} made it
     * @return the service
     * @throws NoSuchElementException if there is none of that name
     */
    public EmbeddedService service(String name) {
        return services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no service " + name + " in " + name()));
    }

    /**
     * Returns all services.
     *
     * @return the services, in the order of their names
     */
    public List<EmbeddedService> services() {
        return EmbeddedService.in(directory.resolve("services"), processes);
    }

    /**
     * Returns its console.
     *
     * @return the console
     */
    public EmbeddedConsole console() {
        return console;
    }

    /**
     * Returns the commands that clients have the instance run, to look at them and to say what happens instead.
     *
     * @return the commands
     */
    public EmbeddedCommands commands() {
        return commands;
    }

    /**
     * Gives a network interface an address of scope {@code global}, which the state tells while the instance runs.
     *
     * @param device the name of the interface, such as {@code eth0}
     * @param address an IPv4 or IPv6 address
     * @return this instance
     */
    public EmbeddedInstance withAddress(String device, String address) {
        addresses.computeIfAbsent(device, name -> new CopyOnWriteArrayList<>()).add(address);
        return this;
    }

    Map<String, List<String>> addresses() {
        return addresses;
    }

    InstanceSpec spec() {
        return spec;
    }

    Instant created() {
        return created;
    }

    FileTree tree() {
        return tree;
    }

    Owners owners() {
        return owners;
    }

    SftpSessions sessions() {
        return sessions;
    }

    Processes processes() {
        return processes;
    }

    Path logs() {
        return directory.resolve("logs");
    }

    /** Whether a service's process executes this file: it cannot be written then. */
    boolean runs(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        String inode = String.valueOf(Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS));
        return services().stream().anyMatch(service -> service.runsInode(inode));
    }

    /** Removes the directory of a stopped instance. */
    void remove() throws IOException {
        DirectoryTree.delete(directory);
    }
}
