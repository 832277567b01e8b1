/**
 * An extension of JUnit Jupiter that brings MicroOVN clusters up for tests. It needs {@code
 * org.junit.jupiter:junit-jupiter-api} 5.13 or later, and for clusters in this process {@code
 * com.squareup.okhttp3:mockwebserver3}, on the class path; this library brings neither.
 */
@NullMarked
package io.github.microovn.rebuilder.junit;

import org.jspecify.annotations.NullMarked;
