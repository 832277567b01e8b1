/** Records of the API about clusters: members and groups. */
@NullMarked
package io.github.microovn.lxd.model.cluster;

import org.jspecify.annotations.NullMarked;
