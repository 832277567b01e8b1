package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.files.AtomicPush;
import io.github.microovn.lxd.internal.files.Download;
import io.github.microovn.lxd.internal.files.FileRequests;
import io.github.microovn.lxd.internal.files.InstancePath;
import io.github.microovn.lxd.internal.files.Sessions;
import io.github.microovn.lxd.internal.files.TreePull;
import io.github.microovn.lxd.internal.files.TreePush;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.FileInfo;
import io.github.microovn.lxd.model.TransferProgress;
import io.github.microovn.lxd.model.TreeOptions;
import io.github.microovn.lxd.model.TreeResult;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The files of an instance, running or not. Paths are absolute paths on the instance. Thread-safe. */
public final class InstanceFiles {
    private static final FileAttributes MADE_ON_THE_WAY = FileAttributes.mode(0755);

    private final Http http;
    private final FileRequests files;
    private final Sessions sessions;

    InstanceFiles(Api api, String instance) {
        this.http = api.http();
        this.files = new FileRequests(api, instance);
        this.sessions = new Sessions(api, instance);
    }

    /**
     * Opens a file for reading.
     *
     * @param path a regular file, or a symbolic link to one; none of {@code /proc} and {@code /sys}, which only commands can
     *     read
     * @return its bytes; to be closed
     */
    public InputStream read(String path) {
        return files.open(InstancePath.of(path)).stream();
    }

    /**
     * Reads a whole file.
     *
     * @param path as for {@link #read}
     * @return its bytes
     */
    public byte[] readAll(String path) {
        return files.readAll(InstancePath.of(path));
    }

    /**
     * Copies a file of the instance to this machine with its permissions. Whatever happens, the local file is what it was
     * or complete.
     *
     * @param path as for {@link #read}
     * @param target the local file, in a directory that exists
     */
    public void pull(String path, Path target) {
        new Download(http, files, InstancePath.of(path), target).run();
    }

    /**
     * {@return what a path is}
     *
     * @param path any path; a symbolic link is not followed
     */
    public FileInfo stat(String path) {
        return files.stat(InstancePath.of(path));
    }

    /**
     * {@return the names in a directory, sorted}
     *
     * @param directory a directory, or a symbolic link to one
     */
    public List<String> list(String directory) {
        return files.list(InstancePath.of(directory));
    }

    /**
     * Makes a directory whose parent exists. One that is there already stays as it is.
     *
     * @param path the directory
     * @param attributes its permissions and owner
     */
    public void makeDirectory(String path, FileAttributes attributes) {
        files.makeDirectory(InstancePath.of(path), attributes);
    }

    /**
     * Makes a directory and those above it that are missing, with permissions 0755.
     *
     * @param path the directory
     */
    public void makeDirectories(String path) {
        files.makeDirectories(InstancePath.of(path), MADE_ON_THE_WAY);
    }

    /**
     * Deletes a file, a symbolic link or an empty directory.
     *
     * @param path what to delete
     */
    public void delete(String path) {
        files.delete(InstancePath.of(path));
    }

    /**
     * Writes a file in place. Not atomic: a file that is there is overwritten and keeps its permissions and owner; a program
     * that runs cannot be overwritten.
     *
     * @param content what to write
     * @param path the file
     * @param attributes permissions and owner of a new file
     */
    public void push(FileContent content, String path, FileAttributes attributes) {
        files.push(content, InstancePath.ofFile(path), attributes, TransferProgress.NONE);
    }

    /**
     * Replaces a file at once: the content goes to a temporary file beside it, is verified there by size and SHA-256, and
     * takes the place by a rename. Whatever happens, the path holds the old file or the new one. A symbolic link is replaced,
     * not followed.
     *
     * @param content what to write
     * @param path the file
     * @param attributes permissions and owner of the new file
     */
    public void pushAtomically(FileContent content, String path, FileAttributes attributes) {
        pushAtomically(content, path, attributes, TransferProgress.NONE);
    }

    /**
     * Replaces a file at once, telling how far it is.
     *
     * @param content what to write
     * @param path the file
     * @param attributes permissions and owner of the new file
     * @param progress hears how many bytes were sent
     */
    public void pushAtomically(FileContent content, String path, FileAttributes attributes, TransferProgress progress) {
        new AtomicPush(sessions, content, InstancePath.ofFile(path), attributes).run(progress);
    }

    /**
     * Copies a directory to the instance, with the permissions of all that is in it and with symbolic links as they are. All
     * files are brought there under temporary names first and compared by size and SHA-256; then they take their places by
     * renames. What fails before leaves every file that was there; what fails during the renames leaves each as it was or as
     * it is to be. Directories that are there already keep their permissions, and what else is in them stays.
     *
     * <p>It goes over one SFTP session ({@code GET /1.0/instances/NAME/sftp}), so that the instance can neither start nor stop
     * meanwhile.
     *
     * @param source a directory of this machine
     * @param target what becomes the same on the instance; directories above it are made where they are missing
     * @param options whose the files are, and who hears how far it is
     * @return what was copied, and what was not
     */
    public TreeResult pushTree(Path source, String target, TreeOptions options) {
        return new TreePush(sessions, source, InstancePath.of(target), options).run();
    }

    /**
     * Copies a directory of the instance to this machine, with the permissions of all that is in it and with symbolic links as
     * they are. Each file is what it was here or complete. Directories that are here already keep their permissions, and what
     * else is in them stays.
     *
     * <p>It goes over one SFTP session ({@code GET /1.0/instances/NAME/sftp}), so that the instance can neither start nor stop
     * meanwhile.
     *
     * @param source a directory of the instance
     * @param target what becomes the same here; directories above it are made where they are missing
     * @param options whose the files are, and who hears how far it is
     * @return what was copied, and what was not
     */
    public TreeResult pullTree(String source, Path target, TreeOptions options) {
        return new TreePull(sessions, InstancePath.of(source), target, options).run();
    }

    /**
     * Opens an SFTP session ({@code GET /1.0/instances/NAME/sftp}). Until it is closed the instance can neither start nor stop.
     *
     * @return the session, to be closed
     */
    public SftpSession sftp() {
        return new SftpSession(sessions);
    }
}
