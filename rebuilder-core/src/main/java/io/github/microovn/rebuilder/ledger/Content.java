package io.github.microovn.rebuilder.ledger;

/**
 * A file of a host as it was at one time.
 *
 * @param sha256 the hash of its bytes
 * @param mode its permissions, in octal digits such as {@code 755}
 * @param owner its user and group by number, such as {@code 0:0}
 */
public record Content(String sha256, String mode, String owner) {}
