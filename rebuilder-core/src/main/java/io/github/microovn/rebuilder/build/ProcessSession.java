package io.github.microovn.rebuilder.build;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of one session: a leader and everything it started, also what left the leader's process group (as
 * {@code timeout} does) or lost its parent, but not what made a session of its own (as daemons do).
 */
final class ProcessSession {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessSession.class);

    private static final Path PROC = Path.of("/proc");
    private static final long POLL_MILLIS = 10;
    private static final long ROUND_MILLIS = 100;
    private static final int ROUNDS_LEAVES_FIRST = 10;
    private static final int ROUNDS = 50;

    private final long id;

    private record Member(ProcessHandle process, long parent) {}

    /** Something to do while processes end. */
    @FunctionalInterface
    interface Meanwhile {
        void run() throws IOException;
    }

    /** The session whose leader has this process id. */
    ProcessSession(long id) {
        this.id = id;
    }

    /**
     * Ends every process: by a polite signal, and after the grace by force. Force begins at the leaves, so that a make
     * above them has the time to remove the target they had half written: a truncated program that is newer than its
     * sources would pass for a good one in the next build.
     */
    void end(Duration grace, Meanwhile meanwhile) throws IOException, InterruptedException {
        List<Member> members = members();
        members.forEach(member -> member.process().destroy());
        long deadline = System.nanoTime() + grace.toNanos();
        while (!members.isEmpty() && System.nanoTime() < deadline) {
            pause(POLL_MILLIS, meanwhile);
            members = members();
        }
        for (int round = 0; !members.isEmpty() && round < ROUNDS; round++) {
            kill(members, round < ROUNDS_LEAVES_FIRST);
            pause(ROUND_MILLIS, meanwhile);
            members = members();
        }
        if (!members.isEmpty()) {
            LOG.warn("processes that cannot be killed remain of a build: {}", members);
        }
    }

    private static void pause(long millis, Meanwhile meanwhile) throws IOException, InterruptedException {
        meanwhile.run();
        Thread.sleep(millis);
    }

    private static void kill(List<Member> members, boolean leavesOnly) {
        Set<Long> parents = members.stream().map(Member::parent).collect(Collectors.toSet());
        members.stream()
                .filter(member ->
                        !leavesOnly || !parents.contains(member.process().pid()))
                .forEach(member -> member.process().destroyForcibly());
    }

    private List<Member> members() throws IOException {
        List<Member> members = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path directory : processes) {
                // The handle comes first: it remembers the start time, so a process id that is reused is not hit.
                ProcessHandle.of(Long.parseLong(directory.getFileName().toString()))
                        .ifPresent(process -> addIfMember(process, directory, members));
            }
        }
        return members;
    }

    /** "PID (NAME) STATE PARENT GROUP SESSION ...", see proc(5), from the state on; the name may hold blanks and parentheses. */
    private static String[] fields(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
    }

    /** The session of the process that has this stat. */
    static long of(String stat) {
        return Long.parseLong(fields(stat)[3]);
    }

    private void addIfMember(ProcessHandle process, Path directory, List<Member> members) {
        try {
            String[] fields = fields(Files.readString(directory.resolve("stat"), ISO_8859_1));
            boolean ended = fields[0].equals("Z") || fields[0].equals("X");
            // A leader that was started a moment ago may not have made its session yet.
            boolean belongs = process.pid() == id || Long.parseLong(fields[3]) == id;
            if (belongs && !ended) {
                members.add(new Member(process, Long.parseLong(fields[1])));
            }
        } catch (IOException e) {
            LOG.trace("process {} ended while it was looked at", process.pid(), e);
        }
    }
}
