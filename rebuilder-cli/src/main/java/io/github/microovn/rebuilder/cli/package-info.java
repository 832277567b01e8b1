/** The command {@code microovn-rebuilder}. */
@NullMarked
package io.github.microovn.rebuilder.cli;

import org.jspecify.annotations.NullMarked;
