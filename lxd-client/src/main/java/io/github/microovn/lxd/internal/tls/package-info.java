/**
 * TLS as LXD does it: both ends show certificates that no authority has signed, and each knows the other's by its fingerprint.
 */
@NullMarked
package io.github.microovn.lxd.internal.tls;

import org.jspecify.annotations.NullMarked;
