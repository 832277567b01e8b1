/** What the LXD API reports and what it is asked for, as immutable values. */
@NullMarked
package io.github.microovn.lxd.model;

import org.jspecify.annotations.NullMarked;
