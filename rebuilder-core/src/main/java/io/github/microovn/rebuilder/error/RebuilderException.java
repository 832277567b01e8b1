package io.github.microovn.rebuilder.error;

import org.jspecify.annotations.Nullable;

/** A failure this library reports; its message is written for the user. */
public abstract sealed class RebuilderException extends RuntimeException
        permits ClusterException,
                ConfigurationException,
                BuildException,
                ProductException,
                StartException,
                HostUnavailableException,
                SelectionException,
                HostStepException,
                CancelledException {

    private static final long serialVersionUID = 1L;

    RebuilderException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
