package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.files.AtomicPush;
import io.github.microovn.lxd.internal.files.FilePull;
import io.github.microovn.lxd.internal.files.FileRequests;
import io.github.microovn.lxd.internal.files.InstancePath;
import io.github.microovn.lxd.internal.files.PlainPush;
import io.github.microovn.lxd.internal.files.Sessions;
import io.github.microovn.lxd.internal.files.TreePull;
import io.github.microovn.lxd.internal.files.TreePush;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.FileInfo;
import io.github.microovn.lxd.model.TransferOptions;
import io.github.microovn.lxd.model.TransferProgress;
import io.github.microovn.lxd.model.TreeResult;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of an instance, running or not. Paths are absolute paths on the instance, of any characters but NUL. Thread-safe.
 *
 * <p>What does not work is an error of the family {@link io.github.microovn.lxd.error.LxdException}: what the daemon refuses an
 * {@link io.github.microovn.lxd.error.LxdApiException} (404 where a path is missing, 403 where something may not be done), and
 * what is wrong with files here, or with what arrived, an {@link io.github.microovn.lxd.error.LxdTransferException}. An
 * interrupt ends every call with an {@link io.github.microovn.lxd.error.LxdCancelledException}.
 */
public final class InstanceFiles {
    private static final FileAttributes MADE_ON_THE_WAY = FileAttributes.mode(0755);

    private final FileRequests files;
    private final Sessions sessions;

    InstanceFiles(Api api, String instance) {
        this.files = new FileRequests(api, instance);
        this.sessions = new Sessions(api, instance);
    }

    /**
     * Opens a file for reading ({@code GET /1.0/instances/NAME/files}).
     *
     * @param path a regular file, or a symbolic link to one; none of {@code /proc} and {@code /sys}, which only commands can
     *     read
     * @return its bytes; to be closed
     */
    public InputStream read(String path) {
        return files.open(InstancePath.of(path)).stream();
    }

    /**
     * Reads a whole file ({@code GET /1.0/instances/NAME/files}).
     *
     * @param path as for {@link #read}
     * @return its bytes
     */
    public byte[] readAll(String path) {
        return files.readAll(InstancePath.of(path));
    }

    /**
     * Copies a file of the instance to this machine with its permissions; it belongs to the caller.
     *
     * @param path as for {@link #read}
     * @param target the local file, in a directory that exists
     * @see #pull(String, Path, TransferOptions)
     */
    public void pull(String path, Path target) {
        pull(path, target, TransferOptions.defaults());
    }

    /**
     * Copies a file of the instance to this machine with its permissions. It comes into a temporary file beside the target,
     * is read a second time and compared by size and SHA-256, so that a file that changes while it is read is an error, and
     * takes its place by a rename. Whatever happens, the local file is what it was or complete; an interrupt of the calling
     * thread ends it.
     *
     * <p>It goes over an SFTP session ({@code GET /1.0/instances/NAME/sftp}), so that the instance can neither start nor stop
     * meanwhile.
     *
     * @param path as for {@link #read}
     * @param target the local file, in a directory that exists
     * @param options whose the file is, and who hears how far it is
     */
    public void pull(String path, Path target, TransferOptions options) {
        new FilePull(sessions, InstancePath.of(path), target, options).run();
    }

    /**
     * {@return what a path is} Asks {@code HEAD /1.0/instances/NAME/files}.
     *
     * @param path any path; a symbolic link is not followed
     */
    public FileInfo stat(String path) {
        return files.stat(InstancePath.of(path));
    }

    /**
     * {@return the names in a directory, sorted} Asks {@code GET /1.0/instances/NAME/files}.
     *
     * @param directory a directory, or a symbolic link to one
     */
    public List<String> list(String directory) {
        return files.list(InstancePath.of(directory));
    }

    /**
     * Makes a directory whose parent exists ({@code POST /1.0/instances/NAME/files}). One that is there already stays as it is.
     *
     * @param path the directory
     * @param attributes its permissions and owner
     */
    public void makeDirectory(String path, FileAttributes attributes) {
        files.makeDirectory(InstancePath.of(path), attributes);
    }

    /**
     * Makes a directory and those above it that are missing, with permissions 0755 ({@code POST /1.0/instances/NAME/files}).
     *
     * @param path the directory
     */
    public void makeDirectories(String path) {
        files.makeDirectories(InstancePath.of(path), MADE_ON_THE_WAY);
    }

    /**
     * Deletes a file, a symbolic link or an empty directory ({@code DELETE /1.0/instances/NAME/files}).
     *
     * @param path what to delete
     */
    public void delete(String path) {
        files.delete(InstancePath.of(path));
    }

    /**
     * Writes a file in place, the quickest way there is for one file.
     *
     * @param content what to write
     * @param path the file
     * @param attributes permissions and owner of a new file
     * @see #push(FileContent, String, FileAttributes, TransferProgress)
     */
    public void push(FileContent content, String path, FileAttributes attributes) {
        push(content, path, attributes, TransferProgress.NONE);
    }

    /**
     * Writes a file in place ({@code POST /1.0/instances/NAME/files}, or from 1 MiB on over {@code GET
     * /1.0/instances/NAME/sftp}, which is quicker then), telling how far it is. Not atomic and not compared: a
     * file that is there is overwritten and keeps its permissions and owner, a failure leaves a part, and a program that runs
     * cannot be overwritten. {@link #pushAtomically} does it the careful way.
     *
     * @param content what to write
     * @param path the file
     * @param attributes permissions and owner of a new file
     * @param progress hears how many bytes were sent
     */
    public void push(FileContent content, String path, FileAttributes attributes, TransferProgress progress) {
        new PlainPush(sessions, files, content, InstancePath.ofFile(path), attributes).run(progress);
    }

    /**
     * Replaces a file at once: the content goes to a temporary file beside it, is verified there by size and SHA-256, and
     * takes the place by a rename. Whatever happens, the path holds the old file or the new one. A symbolic link is replaced,
     * not followed.
     *
     * <p>It goes over an SFTP session ({@code GET /1.0/instances/NAME/sftp}), so that the instance can neither start nor stop
     * meanwhile.
     *
     * @param content what to write
     * @param path the file
     * @param attributes permissions and owner of the new file; null is 0644 and root, whatever the old file had
     */
    public void pushAtomically(FileContent content, String path, FileAttributes attributes) {
        pushAtomically(content, path, attributes, TransferProgress.NONE);
    }

    /**
     * Replaces a file at once, as {@link #pushAtomically(FileContent, String, FileAttributes)} does, telling how far it is.
     *
     * @param content what to write
     * @param path the file
     * @param attributes permissions and owner of the new file; null is 0644 and root, whatever the old file had
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
    public TreeResult pushTree(Path source, String target, TransferOptions options) {
        return new TreePush(sessions, source, InstancePath.of(target), options).run();
    }

    /**
     * Copies a directory of the instance to this machine, with the permissions of all that is in it and with symbolic links as
     * they are. Each file is read twice and compared by size and SHA-256, and what was here before or complete. Directories that are here already keep their permissions, and what
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
    public TreeResult pullTree(String source, Path target, TransferOptions options) {
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
