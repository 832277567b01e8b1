package io.github.microovn.rebuilder.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The session's claim on its hosts: a lock on each that lasts for a minute, is kept by everything the session does there and
 * once in a while in between, and counts by the host's own steady clock. A process that died keeps it for that minute at most;
 * one that died on this machine does not keep it at all. What changes a host looks first whether the lock is still its own.
 *
 * @param id the session's own id, part of the names of staged files
 * @param process this process, for others to read: where it is, its number, when it started, whose it is
 */
record Lease(String id, String process) {

    /** How often a lock is kept while nothing else happens; it lasts for 60 s. */
    static final Duration RENEWAL = Duration.ofSeconds(45);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    static Lease create() {
        byte[] id = new byte[4];
        new SecureRandom().nextBytes(id);
        ProcessHandle own = ProcessHandle.current();
        String user = System.getProperty("user.name", "somebody") + "@" + machine();
        return new Lease(
                HexFormat.of().formatHex(id),
                place() + " " + own.pid() + " " + started(own) + " " + user.replaceAll("\\s", "_"));
    }

    /** Whether the holder was a process of this machine that is not there any more. */
    static boolean dead(Holder holder) {
        String[] words = holder.process().split(" ", 4);
        if (words.length < 4 || words[0].equals("-") || !words[0].equals(place()) || !words[1].matches("\\d{1,18}")) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(words[1]));
        return process.isEmpty() || !started(process.get()).equals(words[2]);
    }

    /** A sentence about who has the lock of a host. */
    static String sentence(Holder holder) {
        String[] words = holder.process().split(" ", 4);
        String who = words.length < 4 ? holder.process() : words[3] + ", process " + words[1];
        Instant since = Instant.now().minus(holder.age());
        return "another run of this program works on it: " + who + ", since "
                + TIME.format(since.atZone(ZoneId.systemDefault()))
                + "; end that one, or wait a minute if it has crashed";
    }

    /** Which processes can be looked up by number: those of this start of the machine and this space of numbers. */
    private static String place() {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return boot + "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException e) {
            return "-";
        }
    }

    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String started(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(instant -> Long.toString(instant.toEpochMilli()))
                .orElse("-");
    }
}
