package io.github.microovn.rebuilder.ledger;

import java.time.Instant;

/**
 * A content that a file had after the tool came.
 *
 * @param content the content
 * @param round the round that put it there; 0 for one that somebody else had put there and a round replaced
 * @param time when, by the clock of the machine that deployed it
 */
public record Version(Content content, int round, Instant time) {}
