package io.github.microovn.rebuilder.deploy;

import java.util.Optional;

/**
 * A change that is ready to take its place.
 *
 * @param change the change
 * @param staged the file that will be renamed; empty when the file at the path is to be removed
 * @param made what will be at the path
 * @param found what is there until then
 */
record Staged(Change change, Optional<String> staged, Seen made, Seen found) {}
