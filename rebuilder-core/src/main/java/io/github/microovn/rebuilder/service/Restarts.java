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
     * Finds out which services lead or work for the others on this host: a database server that is the leader, the northd
     * that is active. Asks nothing where it makes no difference.
     *
     * @param services the services that are due
     * @return those of them that do; none that does not answer
     */
    public Set<String> leading(Collection<String> services) {
        List<String> asked = services.stream()
                .filter(service -> rules.rule(service).spread() != Spread.PARALLEL)
                .filter(service -> !rules.rule(service).daemons().isEmpty())
                .toList();
        if (asked.isEmpty()) {
            return Set.of();
        }
        List<String> arguments = new ArrayList<>(List.of(PROC, APPCTL));
        for (String service : asked) {
            Daemon daemon = rules.rule(service).daemons().get(0);
            arguments.addAll(List.of(daemon.pidFile(), daemon.control(), daemon.probe()));
        }
        List<String> answers = host.run(Command.script("ask", Scripts.ASK, arguments))
                .stdout()
                .lines()
                .toList();
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
        CommandResult result = host.run(Command.script("restart", Scripts.RESTART, arguments)
                .withTimeout(TIMEOUT.multipliedBy(Math.max(1, services.size()))));
        List<Restarted> restarted = new ArrayList<>();
        for (String line : result.stdout().lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && restarted.size() < services.size()) {
                restarted.add(restarted(services.get(restarted.size()), matcher));
            }
        }
        if (restarted.isEmpty() && !services.isEmpty()) {
            throw new HostStepException(host.name(), Step.RESTART, result.complaint(), null);
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
