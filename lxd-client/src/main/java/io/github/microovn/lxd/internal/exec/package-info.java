/**
 * Commands on an instance, with streams, recorded or detached.
 *
 * <p>A command with streams has four web sockets: its input, its two outputs and a control socket. It starts when the first
 * three are attached. An output ends with an empty text frame, after which the daemon cuts the connection; the control socket
 * ends when the command does. The exit code is known when both outputs were read to their end.
 *
 * <p>A command on a terminal has two: the terminal and the control socket, and starts when both are attached. So has the console
 * of an instance.
 */
@NullMarked
package io.github.microovn.lxd.internal.exec;

import org.jspecify.annotations.NullMarked;
