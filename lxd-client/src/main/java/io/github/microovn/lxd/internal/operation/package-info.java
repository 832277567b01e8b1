/** Waiting for what the daemon does in the background. */
@NullMarked
package io.github.microovn.lxd.internal.operation;

import org.jspecify.annotations.NullMarked;
