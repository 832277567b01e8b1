package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.internal.operation.OperationWaiter;
import io.github.microovn.lxd.model.OperationInfo;

/** The exit code in the result of an operation. */
final class ExitCode {
    private ExitCode() {}

    /**
     * Returns the exit code. An operation that failed has one too when the command was not found (127) or not executable
     * (126); a negative one means that the instance was stopped under the command.
     */
    static int of(Attempt attempt, OperationInfo ended) {
        if (ended.metadata().get("return") instanceof Number code && code.intValue() >= 0) {
            return code.intValue();
        }
        OperationWaiter.succeeded(attempt, ended);
        throw new LxdProtocolException(attempt, "the operation has no exit code", null);
    }
}
