package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.cli.console.Interrupts.Registration;

/** The terminal that a user sits at: what has to be done to it beside reading and writing. Safe for use by several threads. */
public interface Terminal {

    /**
     * How much fits on it.
     *
     * @param columns characters in a row, at least 1
     * @param rows rows, at least 1
     */
    record Size(int columns, int rows) {

        /** What terminals are that do not say. */
        public static final Size USUAL = new Size(80, 24);
    }

    /** How keys come. */
    enum Mode {
        /** Line by line, as the terminal was set up for, but unseen. */
        UNSEEN,
        /** One by one and unseen; Ctrl-C and Ctrl-Z still are signals. */
        KEYS
    }

    /**
     * Its size; quickly, since it is asked whenever something is drawn.
     *
     * @return the size now
     */
    Size size();

    /** Looks in the background how it is, so that {@link #take} need not wait for that. */
    void prepare();

    /** Waits until it is known how it is, if that was asked for; who changes it otherwise does so after that. */
    void awaitPrepared();

    /**
     * Changes how keys come, until it is given back. While the process is stopped (Ctrl-Z), the terminal is as it was.
     *
     * @param mode how keys come
     * @return whether that could be done
     */
    boolean take(Mode mode);

    /** Makes it what it was. Idempotent. */
    void giveBack();

    /**
     * Whether it is taken.
     *
     * @return true between a {@link #take} that could be done and {@link #giveBack}
     */
    boolean taken();

    /**
     * Tells of what happens to it.
     *
     * @param witness told, in threads of their own
     * @return ends that
     */
    Registration watch(Witness witness);

    /** Is told what happens to a terminal. */
    interface Witness {

        /** It has another size. */
        void resized();

        /** This process is about to be stopped; the shell writes on the terminal next. */
        void stopping();

        /** This process goes on; others may have written on the terminal. */
        void resumed();
    }
}
