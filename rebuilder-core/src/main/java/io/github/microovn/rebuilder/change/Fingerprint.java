package io.github.microovn.rebuilder.change;

/**
 * What a file contains. Two files with equal fingerprints have the same bytes.
 *
 * @param sha256 the content's SHA-256, 64 lower-case hexadecimal digits
 * @param sizeBytes the content's size
 */
public record Fingerprint(String sha256, long sizeBytes) {}
