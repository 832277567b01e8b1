/** What tests of every module need to run against a real LXD. */
@NullMarked
package io.github.microovn.lxd.testing;

import org.jspecify.annotations.NullMarked;
