package io.github.microovn.lxd.model;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.Map;

/**
 * An instance that is ready to be copied by another server, which connects to the operation with the secrets.
 *
 * @param operationId the operation, which ends when the copy has
 * @param secrets the secrets by the name of the connection, for example {@code control}
 */
public record MigrationOffer(String operationId, Map<String, String> secrets) {
    /** {@inheritDoc} */
    public MigrationOffer {
        secrets = Copies.of(secrets);
    }

    /** {@return what it is without the secrets} */
    @Override
    public String toString() {
        return "MigrationOffer[operationId=" + operationId + ", connections=" + secrets.keySet() + "]";
    }
}
