/** The loop between the prompt and the cluster. */
@NullMarked
package io.github.microovn.rebuilder.cli.session;

import org.jspecify.annotations.NullMarked;
