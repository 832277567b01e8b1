/** MicroOVN clusters of LXD instances: brought up from nothing, listed, and taken down again. */
@NullMarked
package io.github.microovn.rebuilder.cluster;

import org.jspecify.annotations.NullMarked;
