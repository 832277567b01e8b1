package io.github.microovn.lxd.model.cluster;

/**
 * A setting that a server has to bring when it joins a cluster.
 *
 * @param entity what it is about, for example {@code storage-pool}
 * @param name the name of what it is about
 * @param key its key, for example {@code source}
 * @param value its value; empty where the server has to say
 * @param description what it is, in words
 */
public record MemberKey(String entity, String name, String key, String value, String description) {

    /**
     * Sets the value.
     *
     * @param newValue the value on the server that joins
     * @return the changed copy
     */
    public MemberKey withValue(String newValue) {
        return new MemberKey(entity, name, key, newValue, description);
    }
}
