package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;

/**
 * Serves the LXD API from this process, over a unix socket and, if asked for, over {@linkplain #https HTTPS}. An instance is a directory, its commands are processes of
 * this machine, and no privileges are needed.
 *
 * <p>A command sees this machine, not a container: absolute paths in its arguments and its working directory are put below
 * the instance's directory, but not those inside the text of {@code sh -c} or inside files. A script takes its paths as
 * positional arguments, and prints none. Users and groups are not changed: {@code id} says what was asked for. Processes are
 * not isolated, and frozen ones run on. A terminal is a pair of pipes: it has a size, of which {@code stty size} and signal 28
 * tell, makes line feeds CR and LF, and takes byte 4 for the end of input; it echoes nothing, and programs see that it is none.
 * {@code systemctl}, {@code snap} and {@code journalctl} are stand-ins that know the services given to {@link EmbeddedInstance#addService}.
 *
 * <p>Bodies of any size pass through without being held in memory, except by {@link Fault#truncateAnswer}. Names of files have
 * to be in the letters of this process's locale; {@code LC_ALL=C.UTF-8} has all.
 *
 * <p>Thread-safe. {@link #close} ends every process and thread and removes every file that the server made.
 */
public final class EmbeddedLxd implements AutoCloseable {
    private static final int SOCKET_PATH_LIMIT = 85;
    private static final Duration ATTACH_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

    private final Path directory;
    private final boolean ownDirectory;
    private final Path socket;
    private final Faults faults = new Faults(this::cutConnections);
    private final Pings pings = new Pings(PING_INTERVAL);
    private final ExecutorService executor = Executors.newCachedThreadPool(new DaemonThreads());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final MockWebServer server;
    private final UnixServerSocket listener;
    private final Clock clock;
    private final Dialect dialect;
    private final Trust trust;
    private final Handler handler;
    private final List<EmbeddedRequest> requests = new ArrayList<>();
    private final Operations operations;
    private final Images images;
    private final Instances instances;
    private @Nullable EmbeddedHttps https;

    private EmbeddedLxd(Path directory, boolean ownDirectory, Clock clock, Duration attachTimeout, Dialect dialect)
            throws IOException {
        this.clock = clock;
        this.dialect = dialect;
        trust = new Trust(clock);
        this.directory = directory.toRealPath();
        this.ownDirectory = ownDirectory;
        socket = this.directory.resolve("unix.socket");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > SOCKET_PATH_LIMIT + "/unix.socket".length()) {
            throw new IOException("the path of the socket would be too long for the system: " + socket);
        }
        Path shims = this.directory.resolve("shims");
        Shims.write(shims);
        EventHub events = new EventHub(clock, executor, pings);
        operations = new Operations(clock, executor, events);
        images = new Images(operations, clock);
        instances = new Instances(this.directory.resolve("instances"), shims, images, operations, clock, events);
        Router router = new Router();
        new ServerRoutes(dialect, trust).addTo(router);
        CertificateRoutes certificates = new CertificateRoutes(trust, dialect);
        certificates.addTo(router);
        operations.addTo(router);
        images.addTo(router);
        instances.addTo(router);
        new DefaultsRoutes().addTo(router);
        new FileRoutes(instances, events).addTo(router);
        events.addTo(router);
        new SftpRoutes(instances).addTo(router);
        new LogRoutes(instances).addTo(router);
        new ExecRoutes(instances, operations, executor, pings, attachTimeout, events).addTo(router);
        new ConsoleRoutes(instances, operations, pings).addTo(router);
        listener = new UnixServerSocket(socket);
        QuietServer quiet = new QuietServer(listener);
        server = quiet.server();
        handler = exchange -> faults.handle(exchange, admitted -> certificates.guard(admitted, router::handle));
        quiet.start(door(server, listener));
    }

    private HttpDoor door(MockWebServer asked, WireServerSocket through) {
        return new HttpDoor(asked, through, handler, clock, dialect, requests);
    }

    /**
     * Starts a server in a new temporary directory, which {@link #close} removes.
     *
     * @return the running server
     */
    public static EmbeddedLxd start() {
        try {
            return start(Files.createTempDirectory("lxd"), true, Clock.systemUTC(), ATTACH_TIMEOUT, Dialect.LXD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a server that keeps everything below {@code directory}, which {@link #close} leaves empty.
     *
     * @param directory an existing empty directory; its path may have at most 85 bytes, as the socket's path is limited by
     *     the system
     * @return the running server
     */
    public static EmbeddedLxd start(Path directory) {
        return start(directory, Clock.systemUTC(), ATTACH_TIMEOUT);
    }

    /**
     * Starts a server that takes after Incus instead of LXD in what differs: its name and version, its headers, and how it
     * admits clients.
     *
     * @param directory an existing empty directory; its path may have at most 85 bytes
     * @return the running server
     */
    public static EmbeddedLxd startIncus(Path directory) {
        return start(directory, false, Clock.systemUTC(), ATTACH_TIMEOUT, Dialect.INCUS);
    }

    /** Starts a server with its own idea of time: the clock counts for operations and trust tokens, which expire by it. */
    static EmbeddedLxd start(Path directory, Clock clock, Duration attachTimeout) {
        return start(directory, false, clock, attachTimeout, Dialect.LXD);
    }

    private static EmbeddedLxd start(
            Path directory, boolean ownDirectory, Clock clock, Duration attachTimeout, Dialect dialect) {
        try {
            return new EmbeddedLxd(directory, ownDirectory, clock, attachTimeout, dialect);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the socket to connect to.
     *
     * @return the path of the unix socket
     */
    public Path socket() {
        return socket;
    }

    /**
     * Returns the HTTPS port of the server, which is opened by the first call.
     *
     * @return the port
     */
    public EmbeddedHttps https() {
        synchronized (trust) {
            if (https == null) {
                try {
                    https = new EmbeddedHttps(clock, trust, this::door);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return https;
        }
    }

    /**
     * Adds a running container with an empty file system: the directories that every container has, and nothing else.
     *
     * @param name the name of the new instance
     * @return the new instance
     */
    public EmbeddedInstance addInstance(String name) {
        try {
            EmbeddedInstance instance = instances.add(InstanceSpec.named(name));
            instance.start();
            return instance;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds an image, so that instances can be made from it. They have the directories that every container has, and nothing
     * else.
     *
     * @param alias the alias of the image
     */
    public void addImage(String alias) {
        images.add(alias, Optional.empty());
    }

    /**
     * Adds an image whose instances begin with a copy of a directory, above the directories that every container has.
     *
     * @param alias the alias of the image
     * @param content the directory that is an instance's {@code /}; it is read whenever an instance is made
     */
    public void addImage(String alias, Path content) {
        images.add(alias, Optional.of(content));
    }

    /**
     * Returns one instance, however it was made.
     *
     * @param name the name of an instance
     * @return the instance
     * @throws NoSuchElementException if there is none of that name
     */
    public EmbeddedInstance instance(String name) {
        return instances.find(name).orElseThrow(() -> new NoSuchElementException("no instance " + name));
    }

    /**
     * Returns all instances.
     *
     * @return the instances, in the order of their names
     */
    public List<EmbeddedInstance> instances() {
        return instances.list();
    }

    /**
     * Returns what was asked of the server so far.
     *
     * @return the requests in the order of their arrival
     */
    public List<EmbeddedRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /**
     * Returns the faults of this server, to add some.
     *
     * @return the faults
     */
    public Faults faults() {
        return faults;
    }

    /** Ends the server and everything that runs in its instances. Does nothing the second time. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        // First of all, as with a daemon that dies: nobody hears how what it did ended.
        listener.closeConnections();
        operations.close();
        faults.clear();
        pings.close();
        instances.list().forEach(instance -> instance.processes().killAll());
        executor.shutdownNow();
        server.close();
        listener.closeConnections();
        openedHttps().ifPresent(EmbeddedHttps::close);
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a task of the embedded LXD does not end");
            }
            instances.list().forEach(instance -> instance.processes().killAll());
            DirectoryTree.clear(directory);
            if (ownDirectory) {
                Files.delete(directory);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cutConnections() {
        listener.closeConnections();
        openedHttps().ifPresent(EmbeddedHttps::cutConnections);
    }

    private Optional<EmbeddedHttps> openedHttps() {
        synchronized (trust) {
            return Optional.ofNullable(https);
        }
    }
}
