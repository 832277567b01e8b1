package io.github.microovn.lxd.model;

/**
 * What of a warning can be changed.
 *
 * @param status what becomes of it: {@code ACKNOWLEDGED} or {@code NEW}
 */
public record WarningSettings(WarningStatus status) {}
