package io.github.microovn.rebuilder.deploy;

import java.util.Optional;

/**
 * What a host is.
 *
 * @param architecture its machine, as {@code uname} says it, such as {@code x86_64}
 * @param freeKiB how much space the file system of the remote directory has
 * @param revision the snap's revision, such as {@code x1}; empty when the snap is not installed
 * @param triedFrom the directory that the snap was tried from; empty when it was installed otherwise
 */
public record HostFacts(String architecture, long freeKiB, Optional<String> revision, Optional<String> triedFrom) {}
