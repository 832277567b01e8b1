package io.github.microovn.rebuilder.cli.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a mistyped one was most likely meant to be. */
final class Nearest {

    private Nearest() {}

    /**
     * The candidate that differs least from a word, if it is close enough to be what was meant.
     *
     * @param word what was typed
     * @param candidates what is known
     * @return the nearest candidate; the first of equals
     */
    static Optional<String> to(String word, Collection<String> candidates) {
        int length = bare(word).length();
        // One letter has nothing in common with another one but its case.
        int tolerance = length < 2 ? 0 : Math.max(1, length / 3);
        return candidates.stream()
                .filter(candidate -> distance(bare(word), bare(candidate)) <= tolerance)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** Leading dashes and case say little about which word was meant. */
    private static String bare(String word) {
        return word.replaceFirst("^-+", "").toLowerCase(Locale.ROOT);
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], 1 + cost[i - 2][j - 2]);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
