/** What a round did, host by host, and what it still owes. */
@NullMarked
package io.github.microovn.rebuilder.result;

import org.jspecify.annotations.NullMarked;
