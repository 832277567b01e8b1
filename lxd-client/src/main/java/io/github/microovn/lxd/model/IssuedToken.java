package io.github.microovn.lxd.model;

/**
 * A secret that lets whoever has it do one thing once. It is valid until it is used or its operation is cancelled.
 *
 * @param operationId the operation that stands for it
 * @param text the secret
 */
public record IssuedToken(String operationId, String text) {

    /** {@return what it is without the secret} */
    @Override
    public String toString() {
        return "IssuedToken[operationId=" + operationId + "]";
    }
}
