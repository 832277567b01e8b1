/** What the sockets of all transports have in common: each reaches its server, whatever address OkHttp tells it. */
@NullMarked
package io.github.microovn.lxd.internal.socket;

import org.jspecify.annotations.NullMarked;
