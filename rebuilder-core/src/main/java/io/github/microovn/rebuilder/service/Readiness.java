package io.github.microovn.rebuilder.service;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.result.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds out whether services of a host are ready: the unit is active and was not started again by systemd, the daemon itself,
 * not the script around it, runs what was deployed, and it answers. The host looks as often as needed; each method is one
 * call of the host, and one more for the journals of services that are not ready.
 */
public final class Readiness {

    private static final Duration SPARE = Duration.ofSeconds(15);
    private static final int JOURNAL_LINES = 400;

    // systemd counts from 0 again when somebody starts a unit.
    private static final String NO_RESTARTS = "0";

    private final Host host;
    private final ServiceRules rules;

    /**
     * Works on a host.
     *
     * @param host the host
     * @param rules what holds for each service
     */
    public Readiness(Host host, ServiceRules rules) {
        this.host = host;
        this.rules = rules;
    }

    /**
     * What the host does in the same call when all services are ready.
     *
     * @param script shell commands; {@code $1}, {@code $2} are the arguments
     * @param arguments not more than five
     */
    public record Afterwards(String script, List<String> arguments) {
        /** Nothing. */
        public static final Afterwards NOTHING = new Afterwards(":\n", List.of());

        /** {@inheritDoc} */
        public Afterwards {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Waits until services are ready. Ends early where waiting longer changes nothing: a daemon that died.
     *
     * @param services the services
     * @param timeout how long they may take in all
     * @param afterwards what the host does when all of them are ready
     * @return how each is, in their order
     * @throws HostStepException when the host could not look
     */
    public List<Health> await(List<Awaited> services, Duration timeout, Afterwards afterwards) {
        List<Look> looks =
                services.stream().flatMap(service -> looks(service).stream()).toList();
        String known = services.stream()
                .flatMap(service -> service.known().entrySet().stream())
                .map(file -> file.getKey() + "=" + file.getValue())
                .distinct()
                .collect(Collectors.joining(","));
        List<String> arguments = new ArrayList<>(List.of(Restarts.PROC, Restarts.APPCTL, hundredths(timeout), known));
        looks.forEach(look -> arguments.addAll(look.arguments()));
        arguments.addAll(afterwards.arguments());
        String script = Scripts.AWAIT + "if [ -z \"${unready-}\" ]; then\n" + afterwards.script() + "fi\n";
        List<String> lines = run(Command.script("await", script, arguments), timeout, looks.size());
        List<Health> found = new ArrayList<>();
        int next = 0;
        for (Awaited service : services) {
            List<Finding> findings = new ArrayList<>();
            for (Look look : looks) {
                if (look.service().equals(service)) {
                    findings.add(new Finding(look, lines.get(next++), timeout));
                }
            }
            found.add(health(service, findings));
        }
        return withJournals(found);
    }

    /**
     * Watches services that are ready; returns early when a process is gone.
     *
     * @param healths how they were found; those that were not ready are given back as they are
     * @param settle how long to watch
     * @return how each is after that, in their order
     * @throws HostStepException when the host could not look
     */
    public List<Health> watch(List<Health> healths, Duration settle) {
        List<Health> watched = healths.stream().filter(Health::ready).toList();
        List<String> arguments = new ArrayList<>(List.of(Restarts.PROC, hundredths(settle)));
        List<Health> subjects = new ArrayList<>();
        for (Health health : watched) {
            List<String> pids =
                    health.processes().stream().map(RunningProcess::pid).toList();
            for (String pid : pids.isEmpty() ? List.of("-") : pids) {
                subjects.add(health);
                arguments.addAll(List.of(SnapServices.unit(health.service()), NO_RESTARTS, pid));
            }
        }
        if (subjects.isEmpty()) {
            return healths;
        }
        List<String> lines = run(Command.lastingScript("watch", Scripts.WATCH, arguments), settle, subjects.size());
        Map<String, String> died = new TreeMap<>();
        for (int i = 0; i < subjects.size(); i++) {
            String[] words = lines.get(i).split(" ", 2);
            if (!words[0].equals("alive")) {
                died.putIfAbsent(
                        subjects.get(i).service(),
                        "it was ready, and then " + Finding.fate(words[0], words.length > 1 ? words[1] : ""));
            }
        }
        return withJournals(healths.stream()
                .map(health -> health.ready() && died.containsKey(health.service())
                        ? health.failed(died.getOrDefault(health.service(), ""))
                        : health)
                .toList());
    }

    /** What the host is asked about one daemon, or about a service whose daemons are not known. */
    record Look(Awaited service, String program, List<String> arguments) {}

    private List<Look> looks(Awaited service) {
        String unit = SnapServices.unit(service.service());
        List<Daemon> daemons = rules.rule(service.service()).daemons();
        if (daemons.isEmpty()) {
            String wanted = new TreeMap<>(service.programs())
                    .entrySet().stream()
                            .map(program -> program.getKey() + "=" + program.getValue())
                            .collect(Collectors.joining(","));
            return List.of(
                    new Look(service, "", List.of(unit, NO_RESTARTS, "-", "-", wanted.isEmpty() ? "-" : wanted, "-")));
        }
        return daemons.stream()
                .map(daemon -> new Look(
                        service,
                        daemon.program(),
                        List.of(
                                unit,
                                NO_RESTARTS,
                                daemon.pidFile(),
                                daemon.control(),
                                service.programs().getOrDefault(daemon.program(), "?"),
                                daemon.probe())))
                .toList();
    }

    private static Health health(Awaited service, List<Finding> findings) {
        List<RunningProcess> processes =
                findings.stream().flatMap(finding -> finding.process().stream()).toList();
        Finding worst = findings.stream()
                .filter(finding -> !finding.ready())
                .findFirst()
                .orElse(findings.get(0));
        return new Health(service, worst.ready(), worst.sentence(), processes, List.of());
    }

    private List<Health> withJournals(List<Health> healths) {
        List<Health> asked = healths.stream()
                .filter(health -> !health.ready() && health.journal().isEmpty())
                .filter(health -> !health.awaited().since().isEmpty())
                .toList();
        if (asked.isEmpty()) {
            return healths;
        }
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(JOURNAL_LINES)));
        asked.forEach(health -> arguments.addAll(
                List.of(SnapServices.unit(health.service()), health.awaited().since())));
        List<String> lines = host.run(Command.script("journal", Scripts.JOURNAL, arguments))
                .stdout()
                .lines()
                .toList();
        List<Health> result = new ArrayList<>(healths);
        int next = 0;
        for (Health health : asked) {
            if (next < lines.size()) {
                int end = Math.min(
                        lines.size(),
                        next + 1 + Integer.parseInt(lines.get(next).strip()));
                result.set(
                        healths.indexOf(health), health.withJournal(JournalExcerpt.of(lines.subList(next + 1, end))));
                next = end;
            }
        }
        return result;
    }

    private List<String> run(Command command, Duration time, int lines) {
        CommandResult result = host.run(command.withTimeout(time.plus(SPARE)));
        List<String> found = result.stdout().lines().toList();
        if (found.size() < lines) {
            throw new HostStepException(host.name(), Step.RESTART, result.complaint(), null);
        }
        return found;
    }

    private static String hundredths(Duration time) {
        return Long.toString(time.toMillis() / 10);
    }
}
