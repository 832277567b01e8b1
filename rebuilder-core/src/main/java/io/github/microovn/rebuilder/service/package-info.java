/** The snap services of a host: what state they are in, and how they are restarted. */
@NullMarked
package io.github.microovn.rebuilder.service;

import org.jspecify.annotations.NullMarked;
