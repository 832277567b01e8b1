/** The demo: the real loop against an LXD in this process, with somebody at the keyboard who knows what to do. */
@NullMarked
package io.github.microovn.rebuilder.cli.demo;

import org.jspecify.annotations.NullMarked;
