/** The command line: what it accepts, what it refuses and what each command does; the only user of JCommander. */
@NullMarked
package io.github.microovn.rebuilder.cli.command;

import org.jspecify.annotations.NullMarked;
