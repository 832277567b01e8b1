/** The one family of exceptions this library throws; each says what was tried, on what, why it failed and what to do. */
@NullMarked
package io.github.microovn.rebuilder.error;

import org.jspecify.annotations.NullMarked;
