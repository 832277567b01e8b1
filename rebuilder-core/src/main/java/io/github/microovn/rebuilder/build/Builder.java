package io.github.microovn.rebuilder.build;

import java.util.List;

/** Builds OVN. */
public interface Builder {

    /**
     * What {@link #start} runs, for a word to the user.
     *
     * @param request what to build
     * @return the program and its arguments, such as {@code make -j4}
     */
    List<String> command(BuildRequest request);

    /**
     * Starts a build.
     *
     * @param request what to build
     * @param output is given the output while the build runs
     * @return the running build
     * @throws io.github.microovn.rebuilder.error.BuildException when it cannot be run at all: no such directory, no
     *     Makefile, no make
     */
    Build start(BuildRequest request, BuildOutput output);
}
