/** How a connection to a daemon is made: the seam between the HTTP client and the machine. */
@NullMarked
package io.github.microovn.lxd.transport;

import org.jspecify.annotations.NullMarked;
