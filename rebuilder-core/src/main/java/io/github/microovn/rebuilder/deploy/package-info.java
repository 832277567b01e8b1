/** Brings what was built to the hosts, and remembers what each of them is still owed. */
@NullMarked
package io.github.microovn.rebuilder.deploy;

import org.jspecify.annotations.NullMarked;
