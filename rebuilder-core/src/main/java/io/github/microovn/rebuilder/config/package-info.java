/** The configuration file as an immutable model, host specifications, and every problem in them with its place. */
@NullMarked
package io.github.microovn.rebuilder.config;

import org.jspecify.annotations.NullMarked;
