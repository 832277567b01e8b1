package io.github.microovn.lxd.internal.resource;

import io.github.microovn.lxd.model.OperationInfo;
import java.util.Optional;

/**
 * What the daemon said about a change that is done.
 *
 * @param location the URL of what was created at once, else empty
 * @param operation the operation in its final state, if the daemon did it in the background
 */
public record Changed(String location, Optional<OperationInfo> operation) {}
