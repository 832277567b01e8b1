package io.github.microovn.rebuilder.config;

import java.time.Duration;

/**
 * What the configuration says about deployments.
 *
 * @param settle how long a restarted daemon is watched after it was ready
 * @param timeout how long a restarted service may take until it is ready
 * @param rolling whether one host is restarted after the other, instead of all at once
 * @param strip what of the programs the hosts do not get
 * @param parallel how many hosts are worked on at once, at least 1
 */
public record DeploySettings(Duration settle, Duration timeout, boolean rolling, Strip strip, int parallel) {

    private static final int PARALLEL = 16;

    /** What holds where the configuration says nothing: 2 s, 60 s, all at once, whole files, 16 hosts. */
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

    /**
     * Settings for as many hosts at once as there usually are.
     *
     * @param settle how long a restarted daemon is watched after it was ready
     * @param timeout how long a restarted service may take until it is ready
     * @param rolling whether one host is restarted after the other
     * @param strip what of the programs the hosts do not get
     */
    public DeploySettings(Duration settle, Duration timeout, boolean rolling, Strip strip) {
        this(settle, timeout, rolling, strip, PARALLEL);
    }
}
