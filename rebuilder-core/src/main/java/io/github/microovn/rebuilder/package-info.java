/** Rebuilds OVN and deploys what changed to the hosts of a MicroOVN cluster. */
@NullMarked
package io.github.microovn.rebuilder;

import org.jspecify.annotations.NullMarked;
