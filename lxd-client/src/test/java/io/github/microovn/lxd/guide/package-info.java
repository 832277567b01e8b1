/** The examples of lxd-client's guide, compiled and run. */
@NullMarked
package io.github.microovn.lxd.guide;

import org.jspecify.annotations.NullMarked;
