package io.github.microovn.rebuilder.preflight;

import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.result.Check.Verdict;
import io.github.microovn.rebuilder.service.SnapServices;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Judges what was found out about a host, whatever is deployed to it. */
final class HostChecks {

    // Declared by MicroOVN 26.03 and connected by nobody.
    private static final String UNUSED_PLUG = "kernel-module-observe";

    private final Host host;
    private final String directory;
    private final HostFacts facts;

    HostChecks(Host host, String directory, HostFacts facts) {
        this.host = host;
        this.directory = directory;
        this.facts = facts;
    }

    List<Check> all(List<Product> products) {
        List<Check> checks = new ArrayList<>();
        checks.add(directory());
        checks.add(space(products));
        checks.add(snap());
        if (facts.get("version").isPresent()) {
            checks.add(plugs());
        }
        return checks;
    }

    private Check directory() {
        String found = facts.get("directory").orElse("unknown");
        List<String> readOnly = facts.all("readonly");
        if (found.equals("fit") && readOnly.isEmpty()) {
            return ok("directory", "'" + directory + "' is writable");
        }
        return switch (found) {
            case "missing" ->
                fail("directory", "'" + directory + "' does not exist", "unpack the snap there, or name it with -r");
            case "file" -> fail("directory", "'" + directory + "' is not a directory", "name the directory with -r");
            case "fit", "readonly" -> {
                List<String> places = readOnly.isEmpty()
                        ? List.of(directory)
                        : readOnly.stream()
                                .map(folder -> directory + "/" + folder)
                                .toList();
                yield fail(
                        "directory",
                        "not writable: '" + String.join("', '", places) + "'",
                        "name the directory that the snap was tried from with -r, not its read-only mount");
            }
            default -> fail("directory", "'" + directory + "' cannot be looked at", "");
        };
    }

    private Check space(List<Product> products) {
        long payload = products.stream().mapToLong(Product::sizeBytes).sum() / 1024 + 1;
        String free =
                facts.get("free").filter(text -> text.matches("\\d{1,18}")).orElse("");
        if (free.isEmpty()) {
            return warn("space", "nobody knows how much space '" + directory + "' has", "");
        }
        String what = "'" + directory + "' has " + free + " KiB, twice what is deployed are " + 2 * payload + " KiB";
        return Long.parseLong(free) < 2 * payload ? fail("space", what, "free some there") : ok("space", what);
    }

    private Check snap() {
        String[] words = facts.get("tried").orElse("nothing").split(" ", 2);
        String snap = "snap " + SnapServices.SNAP;
        return switch (words[0]) {
            case "here" -> ok("snap", snap + " is tried from '" + directory + "'");
            case "elsewhere" ->
                fail(
                        "snap",
                        snap + " is tried from '" + words[words.length - 1] + "': what is deployed to '" + directory
                                + "' does not run",
                        "deploy there with -r auto");
            case "no" ->
                fail(
                        "snap",
                        snap + " is installed, not tried from a directory: what is deployed does not run",
                        "unpack it and run 'snap try DIR' on " + host.name());
            default -> fail("snap", "there is no " + snap, "unpack it and run 'snap try DIR' on " + host.name());
        };
    }

    private Check plugs() {
        List<String> open = facts.all("plug").stream()
                .filter(plug -> !plug.equals(UNUSED_PLUG))
                .toList();
        if (open.isEmpty()) {
            return ok("plugs", "all plugs are connected");
        }
        String commands = open.stream()
                .map(plug -> "snap connect " + SnapServices.SNAP + ":" + plug)
                .collect(Collectors.joining("; "));
        return warn(
                "plugs",
                "not connected: " + String.join(", ", open),
                "run '" + commands + "' on " + host.name() + ", then 'snap restart " + SnapServices.SNAP + ".daemon'");
    }

    private Check ok(String name, String what) {
        return new Check(name, host.name(), "", Verdict.OK, what, "");
    }

    private Check warn(String name, String what, String advice) {
        return new Check(name, host.name(), "", Verdict.WARN, what, advice);
    }

    private Check fail(String name, String what, String advice) {
        return new Check(name, host.name(), "", Verdict.FAIL, what, advice);
    }
}
