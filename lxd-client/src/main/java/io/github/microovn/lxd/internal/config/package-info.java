/** What this machine knows of servers: the configuration of the command {@code lxc}, or {@code incus}, and the usual places. */
@NullMarked
package io.github.microovn.lxd.internal.config;

import org.jspecify.annotations.NullMarked;
