package io.github.microovn.rebuilder.config;

/**
 * Joins paths as Python's {@code pathlib} does, whose output users know: {@code .} and empty components vanish,
 * {@code ..} stays, an absolute second path replaces the first, and exactly two leading slashes are kept.
 */
public final class DisplayPath {

    private DisplayPath() {}

    /**
     * Joins two paths.
     *
     * @param base a directory, absolute or relative
     * @param path a path below it, or an absolute one that stands alone
     * @return the joined path; {@code .} when nothing is left of it
     */
    public static String join(String base, String path) {
        boolean alone = base.isEmpty() || path.startsWith("/");
        String root = root(alone ? path : base);
        String joined = alone ? path : base + "/" + path;
        StringBuilder result = new StringBuilder(root);
        for (String component : joined.split("/", -1)) {
            if (!component.isEmpty() && !component.equals(".")) {
                result.append(result.length() > root.length() ? "/" : "").append(component);
            }
        }
        return result.isEmpty() ? "." : result.toString();
    }

    private static String root(String path) {
        if (path.startsWith("//") && !path.startsWith("///")) {
            return "//";
        }
        return path.startsWith("/") ? "/" : "";
    }
}
