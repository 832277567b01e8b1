/** Unix sockets for OkHttp, over jnr, in a way that never touches a descriptor it has closed. */
@NullMarked
package io.github.microovn.lxd.internal.unix;

import org.jspecify.annotations.NullMarked;
