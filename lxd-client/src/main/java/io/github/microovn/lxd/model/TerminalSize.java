package io.github.microovn.lxd.model;

/**
 * The size of a terminal in characters.
 *
 * @param columns how many are in a row, 1 to 65535
 * @param rows how many rows there are, 1 to 65535
 */
public record TerminalSize(int columns, int rows) {
    /** 80 columns in 24 rows. */
    public static final TerminalSize STANDARD = new TerminalSize(80, 24);

    private static final int LARGEST = 0xffff;

    /** {@inheritDoc} */
    public TerminalSize {
        if (columns < 1 || columns > LARGEST || rows < 1 || rows > LARGEST) {
            throw new IllegalArgumentException("a terminal cannot have the size " + columns + "x" + rows);
        }
    }
}
