/** What a session is limited to, of the hosts and targets there are, and what is left out. */
@NullMarked
package io.github.microovn.rebuilder.selection;

import org.jspecify.annotations.NullMarked;
