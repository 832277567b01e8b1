/** Changed copies of what records hold. */
@NullMarked
package io.github.microovn.lxd.internal.copy;

import org.jspecify.annotations.NullMarked;
