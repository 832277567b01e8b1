package io.github.microovn.lxd.model.storage;

/**
 * What a volume does right now.
 *
 * @param usage how much of it is in use
 */
public record VolumeState(Usage usage) {

    /**
     * The use of a volume.
     *
     * @param used bytes in use
     * @param total bytes there are, 0 where that is not known or not limited
     */
    public record Usage(long used, long total) {}
}
