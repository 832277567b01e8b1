package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The directories that an instance has before anything is put into it. */
final class Skeleton {
    private static final Map<String, Integer> ROOT = new TreeMap<>(Map.ofEntries(
            Map.entry("bin", 0755),
            Map.entry("etc", 0755),
            Map.entry("home", 0755),
            Map.entry("mnt", 0755),
            Map.entry("opt", 0755),
            Map.entry("proc", 0755),
            Map.entry("root", 0700),
            Map.entry("run", 0755),
            Map.entry("snap", 0755),
            Map.entry("snap/bin", 0755),
            Map.entry("srv", 0755),
            Map.entry("tmp", 01777),
            Map.entry("usr", 0755),
            Map.entry("var", 0755)));

    private Skeleton() {}

    /** Makes them: {@code root} is what the instance sees, the others are about it. */
    static void make(Path directory, Path shims, String hostname) throws IOException {
        for (String part : List.of("root", "services", "logs")) {
            Files.createDirectories(directory.resolve(part));
        }
        Path root = directory.resolve("root");
        Files.setAttribute(root, "unix:mode", 0755);
        Files.createSymbolicLink(directory.resolve("shims"), shims);
        for (Map.Entry<String, Integer> entry : ROOT.entrySet()) {
            Path made = Files.createDirectory(root.resolve(entry.getKey()));
            Files.setAttribute(made, "unix:mode", entry.getValue());
        }
        Files.writeString(root.resolve("etc/hostname"), hostname + "\n");
    }
}
