/** A connection to the events of a daemon that is made again when it is lost. */
@NullMarked
package io.github.microovn.lxd.internal.event;

import org.jspecify.annotations.NullMarked;
