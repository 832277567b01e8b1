package io.github.microovn.rebuilder.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name was meant by one that is not known. */
public final class NearestName {

    private NearestName() {}

    /**
     * The known name that is the fewest typing mistakes away.
     *
     * @param typed what was written
     * @param known the names that exist
     * @return the nearest one, or empty when none is near: one mistake in three letters is, up to three mistakes
     */
    public static Optional<String> of(String typed, Collection<String> known) {
        int near = Math.max(1, Math.min(3, typed.length() / 3));
        return known.stream()
                .filter(name -> Math.abs(name.length() - typed.length()) <= near)
                .filter(name -> distance(typed, name) <= near)
                .min(Comparator.comparingInt(name -> distance(typed, name)));
    }

    /** Counts insertions, deletions, replacements and swaps of neighbours between two words, regardless of case. */
    private static int distance(String first, String second) {
        String from = first.toLowerCase(Locale.ROOT);
        String to = second.toLowerCase(Locale.ROOT);
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(int[][] cost, String from, String to, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
