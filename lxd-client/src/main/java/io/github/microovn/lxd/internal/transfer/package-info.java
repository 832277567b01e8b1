/** Answers that become local files. */
@NullMarked
package io.github.microovn.lxd.internal.transfer;

import org.jspecify.annotations.NullMarked;
