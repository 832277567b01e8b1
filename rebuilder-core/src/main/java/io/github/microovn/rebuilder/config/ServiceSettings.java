package io.github.microovn.rebuilder.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the configuration says about the restarts of one service; what it leaves out stays as it is built in.
 *
 * @param order its place among the restarts of a round; lower ones come first
 * @param restart how it is restarted
 */
public record ServiceSettings(OptionalInt order, Optional<RestartStyle> restart) {}
