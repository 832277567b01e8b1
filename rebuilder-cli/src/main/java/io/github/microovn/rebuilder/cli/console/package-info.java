/** The terminal and the process around it: streams, signals, the prompt, and events rendered for a reader. */
@NullMarked
package io.github.microovn.rebuilder.cli.console;

import org.jspecify.annotations.NullMarked;
