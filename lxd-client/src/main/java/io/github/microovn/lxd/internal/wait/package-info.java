/** Waiting for what nobody announces. */
@NullMarked
package io.github.microovn.lxd.internal.wait;

import org.jspecify.annotations.NullMarked;
