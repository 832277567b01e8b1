/** SFTP version 3 on the bare stream that a daemon gives to the files of an instance: pipelined, driven by its caller. */
@NullMarked
package io.github.microovn.lxd.internal.sftp;

import org.jspecify.annotations.NullMarked;
