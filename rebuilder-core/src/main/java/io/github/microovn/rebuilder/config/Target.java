package io.github.microovn.rebuilder.config;

import java.util.List;
import java.util.OptionalInt;

/**
 * A product of the build that is watched, and where it goes.
 *
 * @param localPath the file, relative to the source directory, as the configuration has it
 * @param remotePath where it lives on a host, relative to the remote directory, as the configuration has it
 * @param services the snap services to restart after it was replaced, such as {@code microovn.ovn-northd}; often none
 * @param mode the permissions the replaced file gets; absent: those of the file it replaces, else of the local file
 * @param kind what has to happen beyond its replacement
 * @param preExec what runs before it is replaced
 * @param postExec what runs after it was replaced, and what was restarted is ready
 */
public record Target(
        String localPath,
        String remotePath,
        List<String> services,
        OptionalInt mode,
        TargetKind kind,
        List<Hook> preExec,
        List<Hook> postExec) {

    /** {@inheritDoc} */
    public Target {
        services = List.copyOf(services);
        preExec = List.copyOf(preExec);
        postExec = List.copyOf(postExec);
    }

    /**
     * A target that is nothing but a file.
     *
     * @param localPath the file, relative to the source directory
     * @param remotePath where it lives on a host, relative to the remote directory
     * @param services the snap services to restart after it was replaced
     * @param mode the permissions the replaced file gets
     * @param preExec what runs before it is replaced
     * @param postExec what runs after it was replaced
     */
    public Target(
            String localPath,
            String remotePath,
            List<String> services,
            OptionalInt mode,
            List<Hook> preExec,
            List<Hook> postExec) {
        this(localPath, remotePath, services, mode, TargetKind.FILE, preExec, postExec);
    }

    /**
     * A target that is nothing but a file, without hooks.
     *
     * @param localPath the file, relative to the source directory
     * @param remotePath where it lives on a host, relative to the remote directory
     * @param services the snap services to restart after it was replaced
     * @param mode the permissions the replaced file gets
     */
    public Target(String localPath, String remotePath, List<String> services, OptionalInt mode) {
        this(localPath, remotePath, services, mode, List.of(), List.of());
    }

    /**
     * The local file as users see it, and as it is opened.
     *
     * @param sourceDirectory the source directory as it was typed
     * @return both joined, see {@link DisplayPath}
     */
    public String localPathIn(String sourceDirectory) {
        return DisplayPath.join(sourceDirectory, localPath);
    }

    /**
     * The remote file as users see it, and as the host is told.
     *
     * @param remoteDirectory the directory on the host
     * @return both joined, see {@link DisplayPath}
     */
    public String remotePathIn(String remoteDirectory) {
        return DisplayPath.join(remoteDirectory, remotePath);
    }
}
