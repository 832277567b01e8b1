/** Requests to the daemon and their answers: the only place that sees OkHttp's calls and responses. */
@NullMarked
package io.github.microovn.lxd.internal.http;

import org.jspecify.annotations.NullMarked;
