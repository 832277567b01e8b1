/** Sees that sources are saved: the tree is watched, editors' and make's own files are told from sources, and a rest is awaited. */
@NullMarked
package io.github.microovn.rebuilder.watch;

import org.jspecify.annotations.NullMarked;
