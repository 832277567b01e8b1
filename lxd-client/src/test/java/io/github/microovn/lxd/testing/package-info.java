/** What tests of every module share: the rules of the house, and what it takes to run against a real LXD. */
@NullMarked
package io.github.microovn.lxd.testing;

import org.jspecify.annotations.NullMarked;
