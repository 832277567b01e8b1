/** Looks whether products can run on a host before anything there is touched. */
@NullMarked
package io.github.microovn.rebuilder.preflight;

import org.jspecify.annotations.NullMarked;
