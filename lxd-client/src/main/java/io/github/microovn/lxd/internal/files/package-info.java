/** The files of an instance: single requests, downloads, and uploads that take the place of a file at once. */
@NullMarked
package io.github.microovn.lxd.internal.files;

import org.jspecify.annotations.NullMarked;
