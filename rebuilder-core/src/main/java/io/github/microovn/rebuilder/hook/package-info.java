/** Commands of the user's that a round runs: on hosts and on this machine, each with a deadline that ends all it started. */
@NullMarked
package io.github.microovn.rebuilder.hook;

import org.jspecify.annotations.NullMarked;
