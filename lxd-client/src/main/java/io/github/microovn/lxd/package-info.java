/**
 * A client for the LXD daemon's REST API over its unix socket: {@link io.github.microovn.lxd.LxdClient} and the handles it
 * gives.
 */
@NullMarked
package io.github.microovn.lxd;

import org.jspecify.annotations.NullMarked;
