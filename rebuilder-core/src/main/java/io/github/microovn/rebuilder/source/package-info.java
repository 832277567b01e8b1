/** A source tree of OVN from nothing: cloned, configured and built, step by step, each of which can be gone on with. */
@NullMarked
package io.github.microovn.rebuilder.source;

import org.jspecify.annotations.NullMarked;
