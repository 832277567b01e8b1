/** Records of the API about networks: leases, state, forwards, peers, access control lists, zones. */
@NullMarked
package io.github.microovn.lxd.model.network;

import org.jspecify.annotations.NullMarked;
