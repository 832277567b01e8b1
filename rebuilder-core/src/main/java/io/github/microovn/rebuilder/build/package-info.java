/** The build of OVN as a port, and its implementation with {@code make}. */
@NullMarked
package io.github.microovn.rebuilder.build;

import org.jspecify.annotations.NullMarked;
