package io.github.microovn.rebuilder.cli.console;

/** Where a user's answers come from; whoever made it is given them. */
public interface Input extends AutoCloseable {

    /** Asks for the next answer. */
    void ask();

    /** Ends the reading, unless a read waits: then it ends with that. */
    @Override
    void close();
}
