/** What the watched files contain, and which of them differ from before. */
@NullMarked
package io.github.microovn.rebuilder.change;

import org.jspecify.annotations.NullMarked;
