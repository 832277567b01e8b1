/** JSON to plain values and records, and back: the only user of Gson. */
@NullMarked
package io.github.microovn.lxd.internal.json;

import org.jspecify.annotations.NullMarked;
