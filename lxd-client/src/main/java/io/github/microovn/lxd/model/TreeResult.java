package io.github.microovn.lxd.model;

import java.util.List;

/**
 * What was copied of a tree of files.
 *
 * @param files how many regular files
 * @param bytes how many bytes they have together
 * @param directories how many directories, without the tree's own
 * @param links how many symbolic links
 * @param skipped the paths of what is none of these and was not copied: pipes, sockets, devices
 */
public record TreeResult(int files, long bytes, int directories, int links, List<String> skipped) {
    /** {@inheritDoc} */
    public TreeResult {
        skipped = List.copyOf(skipped);
    }
}
