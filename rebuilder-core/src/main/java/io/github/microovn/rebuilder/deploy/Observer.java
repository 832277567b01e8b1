package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.config.DisplayPath;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.host.RemoteFiles;
import io.github.microovn.rebuilder.ledger.Content;
import io.github.microovn.rebuilder.ledger.LedgerText;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.service.SnapServices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a host, in one call: whether it is fit and free, what it has, and what its ledger says. */
final class Observer {

    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);
    private static final String HASH = "hash";
    private static final String SNAPS = "/var/lib/snapd/snaps";
    private static final List<String> CURRENT =
            List.of("/snap/" + SnapServices.SNAP + "/current", "/var/lib/snapd/snap/" + SnapServices.SNAP + "/current");

    private final Host host;
    private final String directory;
    private final List<String> paths;
    private final List<String> services;

    /**
     * Prepares a look.
     *
     * @param host the host
     * @param directory the directory that must be there, as the user named it
     * @param paths the watched files
     * @param services the services that use them
     */
    Observer(Host host, String directory, List<String> paths, List<String> services) {
        this.host = host;
        this.directory = directory;
        this.paths = List.copyOf(paths);
        this.services = List.copyOf(services);
    }

    /**
     * Looks, and locks the host where a lease is given. Staged files are swept only then: nobody else can be using them.
     *
     * @throws HostStepException when the host is not fit, or somebody else works on it
     */
    Observation observe(Optional<Lease> lease) {
        Observation found = observe(lease, HASH);
        Set<String> others = found.ledger()
                .flatMap(LedgerText::read)
                .map(ledger -> new LinkedHashSet<>(ledger.files().keySet()))
                .orElseGet(LinkedHashSet::new);
        paths.forEach(others::remove);
        return others.isEmpty() ? found : withOthers(found, lease, List.copyOf(others));
    }

    /** What the tool has deployed for another configuration can be taken back with this one. */
    private Observation withOthers(Observation found, Optional<Lease> lease, List<String> others) {
        Observer further = new Observer(host, directory, others, List.of());
        try {
            return found.with(further.read(further.look(lease, "-", HASH)).files());
        } catch (HostStepException e) {
            LOG.debug("{} does not show what other configurations have deployed", host.name(), e);
            return found;
        }
    }

    /**
     * The first look of a session, which may lock the host: without the hashes of files, which take longer than all the rest.
     *
     * @throws HostStepException as for {@link #observe(Optional)}, and when another host of the session is the same machine
     */
    Observation check(Optional<Lease> lease) {
        return observe(lease, "-");
    }

    private Observation observe(Optional<Lease> lease, String hash) {
        CommandResult result = look(lease, "-", hash);
        Optional<Holder> holder = found(result, "held");
        if (holder.filter(Lease::dead).isPresent()) {
            result = look(lease, holder.get().id(), hash);
            holder = found(result, "held");
        }
        if (holder.isPresent()) {
            throw failed(Lease.sentence(holder.get()));
        }
        return read(result);
    }

    private CommandResult look(Optional<Lease> lease, String dead, String hash) {
        List<String> arguments = new ArrayList<>(List.of(
                HostScripts.HOME,
                lease.map(Lease::id).orElse("-"),
                dead,
                lease.map(Lease::process).orElse("-"),
                // With a slash at its end a file would look as if it were missing.
                DisplayPath.join(directory, "."),
                SnapServices.SNAP,
                SNAPS));
        arguments.addAll(CURRENT);
        arguments.add(hash);
        arguments.add(Integer.toString(paths.size()));
        arguments.addAll(paths);
        arguments.addAll(SnapServices.showCommand(services));
        return host.run(Command.script("observe", HostScripts.OBSERVE, arguments));
    }

    private static Optional<Holder> found(CommandResult result, String word) {
        return result.stdout()
                .lines()
                .filter(line -> line.startsWith(word + " "))
                .findFirst()
                .flatMap(line -> Holder.parse(line.substring(word.length() + 1)));
    }

    private Observation read(CommandResult result) {
        Map<String, String> facts = new HashMap<>();
        Map<String, Seen> files = new LinkedHashMap<>();
        List<String> swept = new ArrayList<>();
        List<String> lines = result.stdout().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String[] words = lines.get(i).split(" ", 2);
            String rest = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "missing" ->
                    throw failed("Remote directory '" + directory + "' does not exist on " + host.description());
                case "file" ->
                    throw failed("Remote path '" + directory + "' is not a directory on " + host.description());
                case "twice" ->
                    throw failed("It is a machine that this run works on already, by another name; name it once");
                case "readonly" -> throw failed("Remote directory " + notWritable(rest));
                case "swept" -> swept.add(swept(rest.split(" ", 2)));
                case "seen" -> seen(rest.split(" "), files);
                case "absent" -> files.put(path(rest), Seen.NOTHING);
                case "fit" -> {
                    String shown = String.join("\n", lines.subList(i + 1, lines.size()));
                    return new Observation(
                            facts(facts),
                            files,
                            SnapServices.states(services, shown),
                            Optional.ofNullable(facts.get("ledger")),
                            facts.containsKey("lost"),
                            Optional.ofNullable(facts.get("working")).flatMap(Holder::parse),
                            swept);
                }
                default -> facts.put(words[0], rest);
            }
        }
        throw failed("Cannot look into remote directory '" + directory + "': " + result.complaint());
    }

    private static HostFacts facts(Map<String, String> facts) {
        String free = facts.getOrDefault("free", "");
        return new HostFacts(
                facts.getOrDefault("arch", ""),
                free.matches("\\d{1,18}") ? Long.parseLong(free) : 0,
                Optional.ofNullable(facts.get("revision")),
                Optional.ofNullable(facts.get("tried")));
    }

    private String path(String number) {
        return paths.get(Integer.parseInt(number) - 1);
    }

    private String swept(String[] words) {
        return RemoteFiles.stagedPath(path(words[0]), words[1]);
    }

    private void seen(String[] words, Map<String, Seen> files) {
        if (words.length == 5) {
            files.put(path(words[0]), new Seen(Optional.of(new Content(words[1], words[2], words[3])), words[4]));
        }
    }

    private String notWritable(String number) {
        int index = Integer.parseInt(number);
        String path = index == 0 ? directory : paths.get(index - 1);
        String place = index == 0 ? directory : path.substring(0, Math.max(1, path.lastIndexOf('/')));
        return "'" + place + "' is not writable on " + host.description()
                + "; name the directory that the snap was tried from, not its read-only mount";
    }

    private HostStepException failed(String reason) {
        return new HostStepException(host.name(), Step.CHECK, reason, null);
    }
}
