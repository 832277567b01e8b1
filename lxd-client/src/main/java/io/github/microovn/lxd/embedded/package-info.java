/**
 * An LXD API server that runs in this process and whose instances are directories: for tests, demos and other people's
 * harnesses. It needs {@code com.squareup.okhttp3:mockwebserver3} on the class path, which this library does not bring.
 */
@NullMarked
package io.github.microovn.lxd.embedded;

import org.jspecify.annotations.NullMarked;
