package io.github.microovn.rebuilder.service;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.result.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Restarts services of a host so that others notice as little as possible: a chassis stays registered, the switch keeps its
 * datapath, a database server that leads hands over. Each method is one call of the host.
 */
public final class Restarts {

    /** Where the host shows its processes; an argument of the scripts. */
    static final String PROC = "/proc";

    /** The snap's command that talks to daemons. */
    static final String APPCTL = SnapServices.SNAP + ".ovn-appctl";

    /**
     * Shell functions for scripts that do more than one thing in a call: {@code restart} does what {@link #restart} does, and
     * {@code process} and {@code ask} ask a daemon.
     */
    public static final String FUNCTIONS = Scripts.COMMON + "restart() {\n" + Scripts.RESTART_ONLY + "}\n";

    // systemd gives a service 90 s to stop and 90 s to start before it kills it.
    private static final Duration TIMEOUT = Duration.ofSeconds(200);
    private static final Pattern LEADS = Pattern.compile("Role: leader|^Status: active");
    private static final Pattern LINE = Pattern.compile("(restarted|failed) (\\d+)(\\.\\d+)?\\S* (\\d+) ?(.*)");

    private final Host host;
    private final ServiceRules rules;

    /**
     * Works on a host.
     *
     * @param host the host
     * @param rules what holds for each service
     */
    public Restarts(Host host, ServiceRules rules) {
        this.host = host;
        this.rules = rules;
    }

    /**
     * Which services a host is asked about, because it matters whether they lead or work for the others there: a database
     * server that is the leader, the northd that is active.
     *
     * @param services the services that are due
     * @return those of them whose daemons can be asked
     */
    public List<String> asked(Collection<String> services) {
        return services.stream()
                .filter(service -> rules.rule(service).spread() != Spread.PARALLEL)
                .filter(service -> !rules.rule(service).daemons().isEmpty())
                .toList();
    }

    /**
     * What a script that has {@link #FUNCTIONS} asks the daemons of services.
     *
     * @param asked the services
     * @return where processes are, the command to ask with, the number of daemons, and for each its pid file, its control
     *     socket and the question
     */
    public List<String> questions(List<String> asked) {
        List<String> arguments = new ArrayList<>(List.of(PROC, APPCTL, Integer.toString(asked.size())));
        for (String service : asked) {
            Daemon daemon = rules.rule(service).daemons().get(0);
            arguments.addAll(List.of(daemon.pidFile(), daemon.control(), daemon.probe()));
        }
        return arguments;
    }

    /**
     * Finds out which services lead.
     *
     * @param asked the services that were asked about
     * @param answers what each daemon answered, in one line
     * @return those of them that lead or work; none that does not answer
     */
    public static Set<String> leading(List<String> asked, List<String> answers) {
        Set<String> leading = new LinkedHashSet<>();
        for (int i = 0; i < Math.min(asked.size(), answers.size()); i++) {
            if (LEADS.matcher(answers.get(i)).find()) {
                leading.add(asked.get(i));
            }
        }
        return leading;
    }

    /**
     * Restarts services one after the other, also those that systemd has given up on, until one fails.
     *
     * @param services the services, in the order to restart them in
     * @return what came of each that was tried; only the last can have failed
     * @throws HostStepException when nothing could be tried
     */
    public List<Restarted> restart(List<String> services) {
        CommandResult result = host.run(
                Command.script("restart", Scripts.RESTART, arguments(services)).withTimeout(timeout(services.size())));
        List<Restarted> restarted = restarted(services, result.stdout().lines().toList());
        if (restarted.isEmpty() && !services.isEmpty()) {
            throw new HostStepException(host.name(), Step.RESTART, result.complaint(), null);
        }
        return restarted;
    }

    /**
     * How long restarts may take.
     *
     * @param services how many services are restarted
     * @return a limit that systemd's own come before
     */
    public static Duration timeout(int services) {
        return TIMEOUT.multipliedBy(Math.max(1, services));
    }

    /**
     * What the shell function {@code restart} takes, see {@link #FUNCTIONS}.
     *
     * @param services the services, in the order to restart them in
     * @return its arguments; {@link #restarted} reads what it writes
     */
    public List<String> arguments(List<String> services) {
        List<String> arguments = new ArrayList<>(List.of(PROC, APPCTL));
        for (String service : services) {
            ServiceRule rule = rules.rule(service);
            arguments.add(SnapServices.unit(service));
            if (rule.leave() == Leave.PLAINLY || rule.daemons().isEmpty()) {
                arguments.addAll(List.of("-", "-", "-", "-"));
            } else {
                Daemon daemon = rule.daemons().get(0);
                arguments.addAll(List.of(rule.leave().request(), daemon.pidFile(), daemon.control(), daemon.probe()));
            }
        }
        return arguments;
    }

    /**
     * Reads what restarts wrote; other lines among it do not matter.
     *
     * @param services the services that were to be restarted
     * @param lines the output
     * @return what came of each that was tried; only the last can have failed
     */
    public static List<Restarted> restarted(List<String> services, List<String> lines) {
        List<Restarted> restarted = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && restarted.size() < services.size()) {
                restarted.add(restarted(services.get(restarted.size()), matcher));
            }
        }
        return restarted;
    }

    private static Restarted restarted(String service, Matcher line) {
        String fraction = line.group(3) == null ? "" : line.group(3);
        Duration elapsed = Duration.ofMillis(10 * Long.parseLong(line.group(4)));
        String complaint = line.group(5).isBlank() ? "systemctl gave no reason" : line.group(5);
        String problem = line.group(1).equals("failed") ? complaint : "";
        return new Restarted(service, "@" + line.group(2) + fraction, elapsed, problem);
    }
}
