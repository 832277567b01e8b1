package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One simulated snap service. Every method tells how it is now: commands that run in the instance change it. Thread-safe.
 */
public final class EmbeddedService {
    private static final String ACTIVE = "active";

    private final String name;
    private final Path directory;
    private final Processes processes;

    private EmbeddedService(String name, Path directory, Processes processes) {
        this.name = name;
        this.directory = directory;
        this.processes = processes;
    }

    /** Writes down a new service that does not run. */
    static EmbeddedService make(String name, Path services, Path binary, boolean enabled, Processes processes) {
        EmbeddedService service = new EmbeddedService(name, services.resolve(name), processes);
        try {
            Files.createDirectory(service.directory);
            service.put("binary", binary.toString());
            service.put("enabled", enabled ? "yes" : "no");
            service.put("starts", "0");
            Files.createFile(service.directory.resolve("journal"));
            Files.createFile(service.directory.resolve("times"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        service.forget();
        return service;
    }

    /** Those that there are, whoever made them, in the order of their names. */
    static List<EmbeddedService> in(Path services, Processes processes) {
        try (Stream<Path> directories = Files.list(services)) {
            return directories
                    .map(directory -> String.valueOf(directory.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .map(name -> new EmbeddedService(name, services.resolve(name), processes))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the name of snap and app.
     *
     * @return a name such as {@code microovn.ovn-northd}
     */
    public String name() {
        return name;
    }

    /**
     * Returns the name of the systemd unit.
     *
     * @return a name such as {@code snap.microovn.ovn-northd.service}
     */
    public String unit() {
        return "snap." + name + ".service";
    }

    /**
     * Tells whether the service starts with the instance.
     *
     * @return whether it is enabled
     */
    public boolean enabled() {
        return get("enabled").equals("yes");
    }

    /**
     * Returns systemd's {@code ActiveState}.
     *
     * @return {@code active}, {@code inactive} or {@code failed}
     */
    public String state() {
        return get("state");
    }

    /**
     * Tells how often somebody started or restarted the service, including the first start.
     *
     * @return the number of starts, successful or not
     */
    public int starts() {
        return Integer.parseInt(get("starts"));
    }

    /**
     * Returns systemd's {@code NRestarts}: restarts that nobody asked for, because the service had failed.
     *
     * @return the number of automatic restarts since the last start
     */
    public int automaticRestarts() {
        return Integer.parseInt(get("restarts"));
    }

    /**
     * Returns which binary runs, whatever lies at its path by now.
     *
     * @return the SHA-256 in lower-case hexadecimal of the binary as it was at the last start; empty if the service is not
     *     active
     */
    public Optional<String> runningSha256() {
        return state().equals(ACTIVE) ? Optional.of(get("sha256")) : Optional.empty();
    }

    /**
     * Returns the process id, which its binary finds in {@code SYSTEMD_EXEC_PID}. While the service is active, {@code
     * /proc/PID/exe} in the instance is the binary as it was at the last start.
     *
     * @return systemd's {@code MainPID}; 0 if the service is not active
     */
    public long pid() {
        return Long.parseLong(get("pid"));
    }

    /**
     * Returns what the service printed, and what systemd would say about it.
     *
     * @return the journal of the unit
     */
    public String journal() {
        try {
            return Files.readString(directory.resolve("journal"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends the process of the service as a crash would. Systemd starts it again and counts that; if its binary does not come
     * up, the unit has failed.
     */
    public void crash() {
        run("kill", "--signal=SEGV");
    }

    /** Has systemctl do something with the unit. */
    void control(String verb) {
        run(verb);
    }

    private void run(String... arguments) {
        String[] command = new String[arguments.length + 2];
        command[0] = processes.script("systemctl").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        command[command.length - 1] = unit();
        try {
            processes.runScript(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Forgets the run: the instance has stopped. */
    void forget() {
        vanish();
        put("pid", "0");
        put("inode", "");
        put("restarts", "0");
        put("limit", "");
        put("code", "0");
        put("exit", "0");
        put("sub", "dead");
        put("result", "success");
        put("state", "inactive");
    }

    /** Its process is gone from the instance's /proc. */
    private void vanish() {
        String pid = get("pid");
        Path process = directory.resolve("../../root/proc").resolve(pid).normalize();
        if (!pid.isEmpty() && Files.isDirectory(process)) {
            try {
                DirectoryTree.delete(process);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether the process of this service executes the file with this inode. */
    boolean runsInode(String inode) {
        return state().equals(ACTIVE) && get("inode").equals(inode);
    }

    private String get(String fact) {
        try {
            return Files.readString(directory.resolve(fact), StandardCharsets.UTF_8)
                    .strip();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(String fact, String value) {
        try {
            Files.writeString(directory.resolve(fact), value + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
