package io.github.microovn.lxd.model;

/** A family of network addresses. */
public enum AddressFamily {
    /** IPv4, {@code inet} in the API. */
    INET("inet", "IPv4"),
    /** IPv6, {@code inet6} in the API. */
    INET6("inet6", "IPv6");

    private final String apiName;
    private final String text;

    AddressFamily(String apiName, String text) {
        this.apiName = apiName;
        this.text = text;
    }

    /** {@return how the API calls it} */
    public String apiName() {
        return apiName;
    }

    /** {@return how people call it} */
    @Override
    public String toString() {
        return text;
    }
}
