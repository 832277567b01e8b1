package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.internal.sftp.RemotePath;
import org.jspecify.annotations.Nullable;

/** An absolute path on an instance. Its names are any characters but the slash and NUL; it prints on one line, quoted. */
public final class InstancePath {
    private final String text;

    private InstancePath(String text) {
        this.text = text;
    }

    /**
     * Checks a path.
     *
     * @throws IllegalArgumentException if it is not absolute: the daemon would put a slash before it
     */
    public static InstancePath of(String text) {
        if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not an absolute path: " + RemotePath.quoted(text));
        }
        return new InstancePath(text);
    }

    /**
     * Checks the path of a file.
     *
     * @throws IllegalArgumentException if it does not end in a name
     */
    public static InstancePath ofFile(String text) {
        InstancePath path = of(text);
        String name = text.substring(text.lastIndexOf('/') + 1);
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("not the path of a file: " + path);
        }
        return path;
    }

    /** Returns it as text. */
    public String text() {
        return text;
    }

    /** Tells whether a file here is of the kernel's making. */
    boolean isMadeByKernel() {
        return text.startsWith("/proc/") || text.startsWith("/sys/");
    }

    /** Returns the directory above, or null for the root. */
    @Nullable
    InstancePath parent() {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        if (end == 0) {
            return null;
        }
        int slash = text.lastIndexOf('/', end - 1);
        return new InstancePath(slash == 0 ? "/" : text.substring(0, slash));
    }

    /** Returns another name in the directory of this file. */
    InstancePath sibling(String name) {
        return new InstancePath(text.substring(0, text.lastIndexOf('/') + 1) + name);
    }

    @Override
    public String toString() {
        return RemotePath.quoted(text);
    }
}
