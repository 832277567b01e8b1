/** What happens in a session, as records: everything a user sees is one of them. */
@NullMarked
package io.github.microovn.rebuilder.event;

import org.jspecify.annotations.NullMarked;
