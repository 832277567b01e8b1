/**
 * A MicroOVN cluster in this process, for tests and demos: instances of an embedded LXD, with a stand-in for the snap. It needs
 * {@code com.squareup.okhttp3:mockwebserver3} on the class path, which this library does not bring.
 */
@NullMarked
package io.github.microovn.rebuilder.embedded;

import org.jspecify.annotations.NullMarked;
