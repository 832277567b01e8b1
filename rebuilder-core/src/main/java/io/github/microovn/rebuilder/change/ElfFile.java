package io.github.microovn.rebuilder.change;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A program or library as the dynamic linker sees it.
 *
 * @param machine the architecture it runs on, in the words of {@code uname -m}, such as {@code x86_64}
 * @param needs the libraries it needs, {@code libunbound.so.8}, and the versions it needs of them, {@code libc.so.6
 *     GLIBC_2.34}; empty for one that is linked statically
 */
public record ElfFile(String machine, SortedSet<String> needs) {

    private static final Map<Integer, String> MACHINES =
            Map.of(3, "i686", 21, "ppc64le", 22, "s390x", 40, "armv7l", 62, "x86_64", 183, "aarch64", 243, "riscv64");

    /** {@inheritDoc} */
    public ElfFile {
        needs = Collections.unmodifiableSortedSet(new TreeSet<>(needs));
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return what the linker sees; empty when it is no ELF file
     * @throws IOException when it cannot be read, or is an ELF file that is not complete
     */
    public static Optional<ElfFile> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            Optional<ElfImage> image = ElfImage.of(channel);
            return image.isEmpty() ? Optional.empty() : Optional.of(read(image.get()));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("it is not a complete ELF file", e);
        }
    }

    private static ElfFile read(ElfImage image) throws IOException {
        SortedSet<String> needs = new TreeSet<>();
        Map<Long, ElfImage.Values> dynamic = image.dynamic();
        if (dynamic.containsKey(ElfImage.STRING_TABLE)) {
            ByteBuffer names =
                    image.at(image.only(dynamic, ElfImage.STRING_TABLE), image.only(dynamic, ElfImage.STRING_SIZE));
            for (long name :
                    dynamic.getOrDefault(ElfImage.NEEDED, ElfImage.Values.NONE).all()) {
                needs.add(image.text(names, name));
            }
            if (dynamic.containsKey(ElfImage.VERSIONS)) {
                addVersions(image, image.from(image.only(dynamic, ElfImage.VERSIONS)), names, needs);
            }
        }
        return new ElfFile(MACHINES.getOrDefault(image.machine(), "machine " + image.machine()), needs);
    }

    /** A chain of libraries, each with a chain of versions (Elf_Verneed, Elf_Vernaux); links are relative, 0 ends. */
    private static void addVersions(ElfImage image, ByteBuffer table, ByteBuffer names, SortedSet<String> needs) {
        int library = 0;
        int next;
        do {
            String name = image.text(names, table.getInt(library + 4));
            int version = library + table.getInt(library + 8);
            for (int left = table.getShort(library + 2); left > 0; left--) {
                needs.add(name + " " + image.text(names, table.getInt(version + 8)));
                version += table.getInt(version + 12);
            }
            next = table.getInt(library + 12);
            library += next;
        } while (next != 0);
    }
}
