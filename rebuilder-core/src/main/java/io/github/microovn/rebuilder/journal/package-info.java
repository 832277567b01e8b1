/** Reads the journals of many hosts as one. */
@NullMarked
package io.github.microovn.rebuilder.journal;

import org.jspecify.annotations.NullMarked;
