package io.github.microovn.lxd;

import io.github.microovn.lxd.model.TransferOptions;
import java.nio.file.Path;

/** Copies a tree to an instance and back, in a process of its own. */
final class TreeThereAndBack {
    private TreeThereAndBack() {}

    /** Arguments: socket, instance, directory here, directory there, where it is to come back. */
    public static void main(String... args) {
        if (!System.getProperty("sun.jnu.encoding").contains("ANSI_X3.4")) {
            throw new IllegalStateException("this is a locale with letters: " + System.getProperty("sun.jnu.encoding"));
        }
        try (LxdClient client = LxdClient.builder().socket(Path.of(args[0])).connect()) {
            InstanceFiles files = client.instance(args[1]).files();
            files.pushTree(Path.of(args[2]), args[3], TransferOptions.defaults());
            files.pullTree(args[3], Path.of(args[4]), TransferOptions.defaults());
        }
    }
}
