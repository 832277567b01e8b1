package io.github.microovn.rebuilder.cli;

/** The command's entry point. */
public final class Main {
    private Main() {}
}
