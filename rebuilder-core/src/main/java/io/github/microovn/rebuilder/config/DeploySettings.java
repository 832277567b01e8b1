package io.github.microovn.rebuilder.config;

import java.time.Duration;

/**
 * What the configuration says about deployments.
 *
 * @param settle how long a restarted daemon is watched after it was ready
 * @param timeout how long a restarted service may take until it is ready
 * @param rolling whether one host is restarted after the other, instead of all at once
 * @param strip what of the programs the hosts do not get
 */
public record DeploySettings(Duration settle, Duration timeout, boolean rolling, Strip strip) {

    /** What holds where the configuration says nothing: 2 s, 60 s, all at once, whole files. */
    public static final DeploySettings DEFAULT =
            new DeploySettings(Duration.ofSeconds(2), Duration.ofSeconds(60), false);

    /**
     * Settings for whole files.
     *
     * @param settle how long a restarted daemon is watched after it was ready
     * @param timeout how long a restarted service may take until it is ready
     * @param rolling whether one host is restarted after the other
     */
    public DeploySettings(Duration settle, Duration timeout, boolean rolling) {
        this(settle, timeout, rolling, Strip.NONE);
    }
}
