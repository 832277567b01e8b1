package io.github.microovn.rebuilder.cli.command;

import io.github.microovn.rebuilder.config.NearestName;
import java.util.Collection;
import java.util.Optional;

/** Guesses which option or command a mistyped word was meant to be. */
final class Suggestion {

    private Suggestion() {}

    /**
     * A sentence that names the nearest known word.
     *
     * @param word what was typed
     * @param known what there is
     * @return the sentence with a blank before it; empty when nothing is near
     */
    static String of(String word, Collection<String> known) {
        return nearest(word, known).map(" Did you mean '%s'?"::formatted).orElse("");
    }

    /** Dashes say little about what was meant, and one letter is near to every other: only its case may differ. */
    private static Optional<String> nearest(String word, Collection<String> known) {
        String bare = bare(word);
        if (bare.length() < 2) {
            return known.stream().filter(word::equalsIgnoreCase).findFirst();
        }
        return NearestName.of(bare, known.stream().map(Suggestion::bare).toList())
                .flatMap(name -> known.stream()
                        .filter(candidate -> bare(candidate).equals(name))
                        .findFirst());
    }

    private static String bare(String word) {
        return word.replaceFirst("^-+", "");
    }
}
