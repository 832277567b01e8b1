/** Reading what is to be sent. */
@NullMarked
package io.github.microovn.lxd.internal.content;

import org.jspecify.annotations.NullMarked;
