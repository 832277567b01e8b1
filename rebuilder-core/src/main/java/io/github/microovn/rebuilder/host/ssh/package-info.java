/** Hosts that are reached by SSH; the only user of Apache MINA SSHD, which is loaded with the first such host. */
@NullMarked
package io.github.microovn.rebuilder.host.ssh;

import org.jspecify.annotations.NullMarked;
