/** What the daemon tells about what happens in it. */
@NullMarked
package io.github.microovn.lxd.model.event;

import org.jspecify.annotations.NullMarked;
