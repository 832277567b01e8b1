/** A cluster without a daemon: hosts that are directories of this machine, and a build that is a lambda. */
@NullMarked
package io.github.microovn.rebuilder.testing;

import org.jspecify.annotations.NullMarked;
