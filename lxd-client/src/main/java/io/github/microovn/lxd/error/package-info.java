/** What can go wrong between a caller and LXD: one sealed family, each with the facts as fields. */
@NullMarked
package io.github.microovn.lxd.error;

import org.jspecify.annotations.NullMarked;
