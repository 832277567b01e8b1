package io.github.microovn.rebuilder.host;

/** Takes apart absolute paths of a host; hosts have {@code /} whatever this machine has. */
final class RemotePath {

    private RemotePath() {}

    static String directory(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static String staged(String path, String id) {
        return path.substring(0, path.lastIndexOf('/') + 1) + "." + name(path) + ".rebuilder-" + id;
    }
}
