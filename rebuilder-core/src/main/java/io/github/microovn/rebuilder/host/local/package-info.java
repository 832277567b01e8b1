/** This machine as a host. */
@NullMarked
package io.github.microovn.rebuilder.host.local;

import org.jspecify.annotations.NullMarked;
