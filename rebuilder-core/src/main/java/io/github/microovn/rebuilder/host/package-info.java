/** What a deployment needs of a cluster member, and how connectors provide it. */
@NullMarked
package io.github.microovn.rebuilder.host;

import org.jspecify.annotations.NullMarked;
