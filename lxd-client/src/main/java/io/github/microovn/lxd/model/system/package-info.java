/** Records of the API about the hardware of a server. */
@NullMarked
package io.github.microovn.lxd.model.system;

import org.jspecify.annotations.NullMarked;
