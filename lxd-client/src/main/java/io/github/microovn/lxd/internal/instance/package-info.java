/** Changes of the state of instances. */
@NullMarked
package io.github.microovn.lxd.internal.instance;

import org.jspecify.annotations.NullMarked;
