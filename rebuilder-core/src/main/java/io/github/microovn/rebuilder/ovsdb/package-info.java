/** The schemas of OVSDB databases: what a host says about them, what follows from that, and conversions. */
@NullMarked
package io.github.microovn.rebuilder.ovsdb;

import org.jspecify.annotations.NullMarked;
