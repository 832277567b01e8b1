package io.github.microovn.rebuilder.preflight;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.host.TriedSnap;
import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.service.SnapServices;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks whether products can be deployed to a host and run there. A staged program is tried where it will run: with the snap's
 * base, its libraries and its variables. Each method is one call of the host and changes nothing there.
 */
public final class Preflight {

    /** The name of the check that compares releases, which says nothing of whether a program runs. */
    public static final String VERSION = "version";

    private static final String HOST = read("host.sh");
    private static final String INSIDE = read("inside.sh");
    private static final Duration PER_PRODUCT = Duration.ofSeconds(25);

    private final Host host;
    private final String directory;

    /**
     * Looks at a host.
     *
     * @param host the host
     * @param directory the directory on it that products are relative to
     */
    public Preflight(Host host, String directory) {
        this.host = host;
        this.directory = directory;
    }

    /**
     * Looks at everything: the host, the directory, the snap, and each product as far as it is staged.
     *
     * @param products what is to be deployed
     * @return a result for everything that was looked at
     * @throws HostStepException when the host could not look
     */
    public List<Check> everything(List<Product> products) {
        HostFacts facts = new HostFacts(look("yes", products));
        List<Check> checks = new ArrayList<>(new HostChecks(host, directory, facts).all(products));
        checks.addAll(new ProductChecks(host.name(), facts).all(products));
        return checks;
    }

    /**
     * Tries what is staged, and nothing else: about 100 ms. It need not be repeated for a product that needs nothing that was
     * not needed before, see {@link io.github.microovn.rebuilder.change.ElfFile#needs}.
     *
     * @param products what is to be deployed
     * @return a result for everything that was looked at
     * @throws HostStepException when the host could not look
     */
    public List<Check> staged(List<Product> products) {
        return new ProductChecks(host.name(), new HostFacts(look("", products))).all(products);
    }

    /**
     * Asks what version the snap has.
     *
     * @return the version, such as {@code 24.03.2+snap1}; empty when there is no snap that can be run
     * @throws HostStepException when the host could not look
     */
    public Optional<String> snapVersion() {
        return new HostFacts(look("", List.of())).get("version");
    }

    /** Looks: at everything, or, when whole is empty, only at what is staged. Returns a finding a line. */
    String look(String whole, List<Product> products) {
        List<String> arguments = new ArrayList<>(List.of(whole, SnapServices.SNAP, TriedSnap.SNAPS));
        arguments.addAll(TriedSnap.MOUNTS);
        arguments.addAll(List.of(directory, SnapServices.SNAP + ".ovn-nbctl", INSIDE));
        for (Product product : products) {
            boolean tried = product.elf().isPresent() && !product.staged().isEmpty();
            arguments.addAll(List.of(product.remotePath(), tried ? product.staged() : "-"));
        }
        CommandResult result = host.run(Command.script("preflight", HOST, arguments)
                .withTimeout(Command.DEFAULT_TIMEOUT.plus(PER_PRODUCT.multipliedBy(products.size()))));
        if (!result.succeeded()) {
            throw new HostStepException(
                    host.name(), Step.CHECK, "cannot look at the host: " + result.complaint(), null);
        }
        return result.stdout();
    }

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(Preflight.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
