package io.github.microovn.lxd.internal.resource;

/**
 * What an item of a family is called in errors.
 *
 * @param one a single one, for example {@code snapshot}
 * @param many several, for example {@code snapshots}
 * @param owner what they belong to, for example {@code instance c1}; empty where that is the daemon
 */
public record Noun(String one, String many, String owner) {
    /** Returns a noun with a regular plural. */
    public static Noun of(String one) {
        return new Noun(one, one.endsWith("s") ? one + "es" : one + "s", "");
    }

    /** Returns the same, belonging to something. */
    public Noun of(String theOne, String name) {
        return new Noun(one, many, theOne + " " + name + (owner.isEmpty() ? "" : " of " + owner));
    }

    /** Returns how one of them is called, completing "read ...". */
    public String named(String name) {
        return belonging(name.isEmpty() ? one : one + " " + name);
    }

    /** Returns how all of them are called, completing "list ...". */
    public String all() {
        return belonging("the " + many);
    }

    private String belonging(String text) {
        return owner.isEmpty() ? text : text + " of " + owner;
    }
}
