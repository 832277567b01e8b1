/** What this program has put on a host, and what was there before: the ledger that the host keeps, as values and as JSON. */
@NullMarked
package io.github.microovn.rebuilder.ledger;

import org.jspecify.annotations.NullMarked;
