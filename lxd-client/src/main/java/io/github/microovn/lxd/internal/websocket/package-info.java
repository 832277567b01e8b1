/**
 * Web sockets (RFC 6455) over connections that OkHttp has upgraded.
 *
 * <p>OkHttp's own web socket does not fit how LXD ends a stream. LXD pings when a stream is attached, sends an empty text
 * frame at the end and cuts the connection at once. OkHttp answers the ping, and sends what it has queued, in another thread;
 * when that write comes too late it fails, and OkHttp then drops what it has not read yet, the end of the output. Here writing
 * and reading fail apart, the writer is the caller, which waits while the daemon does, and whether a ping is answered is up to
 * the reader.
 */
@NullMarked
package io.github.microovn.lxd.internal.websocket;

import org.jspecify.annotations.NullMarked;
