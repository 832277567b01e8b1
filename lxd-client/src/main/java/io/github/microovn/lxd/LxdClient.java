package io.github.microovn.lxd;

/** Entry point. */
public final class LxdClient {
    private LxdClient() {}
}
