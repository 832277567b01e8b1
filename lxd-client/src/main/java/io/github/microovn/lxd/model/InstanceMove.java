package io.github.microovn.lxd.model;

import org.jspecify.annotations.Nullable;

/**
 * Where an instance goes. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its new name; null for the same
 * @param pool the storage pool it goes to; null for the same
 * @param project the project it goes to; null for the same
 * @param member the member of the cluster it goes to; null for the same
 * @param live whether it goes on running meanwhile
 * @param instanceOnly whether its snapshots are left behind
 */
public record InstanceMove(
        @Nullable String name,
        @Nullable String pool,
        @Nullable String project,
        @Nullable String member,
        boolean live,
        boolean instanceOnly) {

    /** Goes nowhere yet. */
    public static final InstanceMove NOWHERE = new InstanceMove(null, null, null, null, false, false);

    /**
     * Gives it another name.
     *
     * @param newName its new name; null for the same
     * @return the changed copy
     */
    public InstanceMove withName(@Nullable String newName) {
        return new InstanceMove(newName, pool, project, member, live, instanceOnly);
    }

    /**
     * Moves it to another storage pool.
     *
     * @param other the storage pool it goes to; null for the same
     * @return the changed copy
     */
    public InstanceMove withPool(@Nullable String other) {
        return new InstanceMove(name, other, project, member, live, instanceOnly);
    }

    /**
     * Moves it to another project.
     *
     * @param other the project it goes to; null for the same
     * @return the changed copy
     */
    public InstanceMove withProject(@Nullable String other) {
        return new InstanceMove(name, pool, other, member, live, instanceOnly);
    }

    /**
     * Moves it to another member of the cluster.
     *
     * @param other the member of the cluster it goes to; null for the same
     * @return the changed copy
     */
    public InstanceMove withMember(@Nullable String other) {
        return new InstanceMove(name, pool, project, other, live, instanceOnly);
    }

    /**
     * Sets whether it goes on running meanwhile.
     *
     * @param whether whether it goes on running meanwhile
     * @return the changed copy
     */
    public InstanceMove withLive(boolean whether) {
        return new InstanceMove(name, pool, project, member, whether, instanceOnly);
    }

    /**
     * Sets whether its snapshots are left behind.
     *
     * @param whether whether its snapshots are left behind
     * @return the changed copy
     */
    public InstanceMove withInstanceOnly(boolean whether) {
        return new InstanceMove(name, pool, project, member, live, whether);
    }
}
