package io.github.microovn.rebuilder.cli.testing;

import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Three instances on an embedded LXD and a source tree with OVN's default paths, whose products are copies of their
 * sources. A source that contains BROKEN does not build, one one that contains SLOW builds for a minute, one that
 * contains WAIT until there is a file {@code go} in the tree.
 */
public final class SimulatedCluster implements AutoCloseable {

    private static final String REMOTE = "/root/squashfs-root/";

    private static final String MAKEFILE = """
            PRODUCTS = northd/ovn-northd controller/ovn-controller utilities/ovn-nbctl

            all: $(PRODUCTS)

            %: %.in
            \t@if grep -q BROKEN $<; then printf 'caf\\351: error\\n'; exit 1; fi
            \t@if grep -q SLOW $<; then sleep 60; fi
            \t@if grep -q WAIT $<; then echo "  CC $@"; while [ ! -e go ]; do sleep 0.05; done; fi
            \t@{ echo '#!/bin/sh'; cat $<; } > $@
            \t@chmod 755 $@
            """;

    private final Path directory;
    private final EmbeddedLxd lxd;

    /** Starts it, in a directory with a short name. */
    public SimulatedCluster(Path directory) throws IOException {
        this.directory = directory;
        for (String product : List.of("northd/ovn-northd", "controller/ovn-controller", "utilities/ovn-nbctl")) {
            Files.createDirectories(source().resolve(product).getParent());
            source(product, "echo first");
            Files.writeString(source().resolve(product), "#!/bin/sh\necho first\n");
        }
        Files.writeString(source().resolve("Makefile"), MAKEFILE);
        lxd = EmbeddedLxd.start();
        for (String name : List.of("movn1", "movn2", "movn3")) {
            EmbeddedInstance instance = lxd.addInstance(name);
            for (String program : List.of("ovn-northd", "ovn-controller", "ovn-nbctl")) {
                instance.withFile(REMOTE + "bin/" + program, "#!/bin/sh\necho first\n");
            }
            instance.addService("microovn.ovn-northd", REMOTE + "bin/ovn-northd", true);
            instance.addService("microovn.chassis", REMOTE + "bin/ovn-controller", true);
        }
    }

    /** The source tree. */
    public Path source() {
        return directory.resolve("ovn");
    }

    /** Writes a product's source, so that it is newer than the product. */
    public void source(String product, String text) throws IOException {
        Files.writeString(source().resolve(product + ".in"), text + "\n");
        Path built = source().resolve(product);
        if (Files.exists(built)) {
            Files.setLastModifiedTime(built, FileTime.fromMillis(0));
        }
    }

    /** The server, for its faults and instances. */
    public EmbeddedLxd lxd() {
        return lxd;
    }

    /** A file of an instance, below the remote directory. */
    public String file(String instance, String path) {
        try {
            return Files.readString(lxd.instance(instance).file(REMOTE + path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The variables of the program: nothing of this machine but what make needs. */
    public Map<String, String> environment() {
        var result = new HashMap<>(System.getenv());
        result.keySet().removeIf(name -> name.startsWith("MICROOVN_REBUILDER_") || name.startsWith("MAKE"));
        result.put("LXD_SOCKET", lxd.socket().toString());
        result.put("XDG_STATE_HOME", directory.resolve("state").toString());
        return result;
    }

    /** Starts the loop on all three instances. */
    public RunningCli loop(boolean terminal, String... more) {
        var arguments = Stream.concat(
                        Stream.of("-o", source().toString(), "-H", "lxd:movn1,lxd:movn2,lxd:movn3", "-j", "1"),
                        Stream.of(more))
                .toList();
        return new RunningCli(terminal, environment(), arguments);
    }

    @Override
    public void close() {
        lxd.close();
    }
}
