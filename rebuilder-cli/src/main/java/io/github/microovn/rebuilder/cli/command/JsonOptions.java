package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;

/** The options that every command has that programs can read: {@code -O json}, and a short way to say it. */
public final class JsonOptions extends CommonOptions {

    @Parameter(names = "--json", order = 101, description = "The same as -O json")
    private boolean alias;

    /** An instance with the defaults. */
    JsonOptions() {}

    @Override
    boolean json() {
        return alias || super.json();
    }

    @Override
    boolean plain() {
        return alias || super.plain();
    }
}
