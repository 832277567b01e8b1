/** What the handles of all resource families share: requests in a project, records out, operations awaited. */
@NullMarked
package io.github.microovn.lxd.internal.resource;

import org.jspecify.annotations.NullMarked;
