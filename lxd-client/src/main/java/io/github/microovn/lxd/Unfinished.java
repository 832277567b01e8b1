package io.github.microovn.lxd;

/** Stands where the implementation is still on its way. */
final class Unfinished {
    private Unfinished() {}

    @SuppressWarnings({"TypeParameterUnusedInFormals", "DoNotCallSuggester"}) // Gone with this class.
    static <T> T value() {
        throw new UnsupportedOperationException("on its way");
    }
}
