package io.github.microovn.rebuilder.cli.demo;

import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.embedded.EmbeddedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Three instances that run the demo's programs, served by an LXD in this process. */
final class DemoCluster implements AutoCloseable {

    private static final String DIRECTORY = "/root/squashfs-root/";
    private static final String SERVICE = "microovn.ovn-northd";

    private final EmbeddedLxd lxd;
    private final List<EmbeddedInstance> instances;

    /**
     * Starts the instances with the programs as they are.
     *
     * @param source the source tree, which is built
     */
    DemoCluster(Path source) throws IOException {
        String northd = Files.readString(source.resolve(DemoTree.NORTHD));
        String nbctl = Files.readString(source.resolve(DemoTree.NBCTL));
        lxd = EmbeddedLxd.start();
        instances = Stream.of("movn1", "movn2", "movn3").map(lxd::addInstance).toList();
        for (EmbeddedInstance instance : instances) {
            instance.withFile(DIRECTORY + "bin/ovn-northd", northd).withFile(DIRECTORY + "bin/ovn-nbctl", nbctl);
            instance.addService(SERVICE, DIRECTORY + "bin/ovn-northd", true);
        }
    }

    Path socket() {
        return lxd.socket();
    }

    /** The host specifications, as {@code -H} takes them. */
    List<String> hosts() {
        return instances.stream().map(instance -> "lxd:" + instance.name()).toList();
    }

    /** The service of every instance as it runs now. */
    List<Running> running() {
        return instances.stream().map(Running::of).toList();
    }

    /**
     * What runs on an instance.
     *
     * @param instance its name
     * @param sha256 the hash of the program that the service was started from; empty when it does not run
     * @param says the end of the service's journal, without when and who
     */
    record Running(String instance, String sha256, String says) {
        private static Running of(EmbeddedInstance instance) {
            EmbeddedService service = instance.service(SERVICE);
            String says = service.journal().lines().reduce("", (first, last) -> last);
            return new Running(instance.name(), service.runningSha256().orElse(""), says.replaceFirst("^.*?\\]: ", ""));
        }

        /** As much of the hash as a reader compares. */
        String shortHash() {
            return sha256.isEmpty() ? "nothing" : sha256.substring(0, 8);
        }
    }

    @Override
    public void close() {
        lxd.close();
    }
}
