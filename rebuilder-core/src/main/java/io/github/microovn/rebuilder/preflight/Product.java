package io.github.microovn.rebuilder.preflight;

import io.github.microovn.rebuilder.change.ElfFile;
import java.util.Optional;

/**
 * What is to be deployed.
 *
 * @param name the local path, as the configuration has it
 * @param elf what it needs to run; empty when it is no program
 * @param sizeBytes its size
 * @param remotePath where it goes, relative to the remote directory
 * @param staged where it is on the host already, relative to the remote directory; empty when it is not
 */
public record Product(String name, Optional<ElfFile> elf, long sizeBytes, String remotePath, String staged) {}
