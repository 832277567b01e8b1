/** Hosts that are instances of an LXD daemon. */
@NullMarked
package io.github.microovn.rebuilder.host.lxd;

import org.jspecify.annotations.NullMarked;
