package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.ElfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What local programs need to run, and where that was found to be there. Thread-safe. */
final class Programs {

    private final Map<String, Program> known = new ConcurrentHashMap<>();
    private final Set<Proof> proofs = ConcurrentHashMap.newKeySet();

    /** A local file of one content; empty when it is no program. */
    private record Program(Optional<String> sha256, Optional<ElfFile> elf) {}

    /** A program with these needs runs on the host. */
    private record Proof(String host, ElfFile elf) {}

    /** What the file of a change needs; empty when it is no program. */
    Optional<ElfFile> of(Change change) {
        Program program = known.get(change.local());
        if (program == null || !program.sha256().equals(change.sha256())) {
            program = new Program(change.sha256(), read(change.file()));
            known.put(change.local(), program);
        }
        return program.elf();
    }

    /** Whatever cannot be read has its hash compared on the host all the same. */
    private static Optional<ElfFile> read(Path file) {
        try {
            return ElfFile.read(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean proven(String host, ElfFile elf) {
        return proofs.contains(new Proof(host, elf));
    }

    void prove(String host, ElfFile elf) {
        proofs.add(new Proof(host, elf));
    }
}
