package io.github.microovn.rebuilder.cli.console;

/** Text as a terminal shows it: in cells, of which a character takes none, one or two. */
final class Cells {

    private static final String CUT = "..";

    /** The first and the last character of each block whose characters are two cells wide. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0x4dbf, 0x4e00, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff,
        0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f900, 0x1f9ff, 0x20000,
        0x3fffd
    };

    private Cells() {}

    /** A text without what a terminal would obey, or would write backwards. */
    static String printable(String text) {
        var result = new StringBuilder();
        text.codePoints().forEach(character -> {
            int type = Character.getType(character);
            if (character == '\t') {
                result.append(' ');
            } else if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                result.append('?');
            } else {
                result.appendCodePoint(character);
            }
        });
        return result.toString();
    }

    /** How many cells a printable text takes. */
    static int width(String text) {
        return text.codePoints().map(Cells::width).sum();
    }

    private static int width(int character) {
        if (character < 0x300) {
            return 1;
        }
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (character >= WIDE[i] && character <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** As much of a text as fits; where something is left out, it says so. */
    static String cut(String text, int cells) {
        if (width(text) <= cells) {
            return text;
        }
        String mark = cells > 2 * CUT.length() ? CUT : "";
        var result = new StringBuilder();
        int left = cells - mark.length();
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int character = text.codePointAt(i);
            left -= width(character);
            if (left < 0) {
                break;
            }
            result.appendCodePoint(character);
        }
        return result.append(mark).toString();
    }

    /** A text that takes so many cells exactly, by blanks behind it or by leaving something out. */
    static String pad(String text, int cells) {
        String fitting = cut(text, cells);
        return fitting + " ".repeat(cells - width(fitting));
    }
}
