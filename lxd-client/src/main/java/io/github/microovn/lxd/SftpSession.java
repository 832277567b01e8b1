package io.github.microovn.lxd;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.internal.files.InstancePath;
import io.github.microovn.lxd.internal.files.Sessions;
import io.github.microovn.lxd.internal.sftp.RemotePath;
import io.github.microovn.lxd.internal.sftp.SftpAnswer;
import io.github.microovn.lxd.internal.sftp.SftpChannel;
import io.github.microovn.lxd.internal.sftp.SftpInput;
import io.github.microovn.lxd.internal.sftp.SftpOutput;
import io.github.microovn.lxd.internal.sftp.SftpRequests;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileInfo;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * An SFTP session on an instance, running or not ({@code GET /1.0/instances/NAME/sftp}): for many small steps, which take a
 * tenth of a millisecond each, and for what the other file calls cannot do, such as renames.
 *
 * <p><b>While a session is open, the instance neither starts nor stops</b>: the daemon waits for its end, even if it is to use
 * force. So open it late, close it soon, and keep none.
 *
 * <p>What is refused is an {@link io.github.microovn.lxd.error.LxdApiException} with the codes that the daemon gives for files
 * elsewhere: 404, 403 and, for the rest, 500. Thread-safe; calls wait for each other. An interrupt ends the session, and so
 * does a lost connection; what is called then says so.
 *
 * <p>Paths are UTF-8 on the instance. In a listing, what is not UTF-8 of a name shows as U+FFFD, and no call reaches it; only
 * {@link InstanceFiles#pushTree} and {@link InstanceFiles#pullTree} copy such names as they are.
 */
public final class SftpSession implements AutoCloseable {
    private final Sessions sessions;
    private final SftpChannel channel;

    SftpSession(Sessions sessions) {
        this.sessions = sessions;
        this.channel = sessions.open("open an SFTP session to instance " + sessions.instance());
    }

    /**
     * {@return what a path is}
     *
     * @param path any path; a symbolic link is not followed
     */
    public FileInfo stat(String path) {
        return ask(
                "look at ",
                path,
                (requests, place, result) -> requests.lstat(
                        place, answer -> result.accept(answer.attributes().info(path))));
    }

    /**
     * {@return what a path leads to}
     *
     * @param path any path; symbolic links are followed
     */
    public FileInfo statFollowingLinks(String path) {
        return ask(
                "look at ",
                path,
                (requests, place, result) -> requests.stat(
                        place, answer -> result.accept(answer.attributes().info(path))));
    }

    /**
     * {@return what is in a directory, sorted by path}
     *
     * @param directory a directory, or a symbolic link to one
     */
    public List<FileInfo> list(String directory) {
        List<FileInfo> found = new ArrayList<>();
        return ask(
                "list directory ",
                directory,
                (requests, place, result) -> requests.list(place, entries -> {
                    entries.forEach(entry -> found.add(entry.info(place)));
                    if (entries.isEmpty()) {
                        found.sort(Comparator.comparing(FileInfo::path));
                        result.accept(found);
                    }
                }));
    }

    /**
     * {@return what a symbolic link says, resolved or not}
     *
     * @param path a symbolic link
     */
    public String readLink(String path) {
        return ask("read link ", path, SftpRequests::readLinkText);
    }

    /**
     * Makes a symbolic link. It belongs to root.
     *
     * @param target what it says; nothing needs to be there
     * @param path the link, where nothing is
     */
    public void makeLink(String target, String path) {
        tell("make link ", path, (requests, place) -> requests.makeLink(target, place, SftpAnswer::ok));
    }

    /**
     * Makes a directory where nothing is.
     *
     * @param path the directory, in one that exists
     * @param attributes its permissions, 0755 if null, and its owner
     */
    public void makeDirectory(String path, FileAttributes attributes) {
        tell(
                "make directory ",
                path,
                (requests, place) -> requests.makeDirectory(place, answer -> {
                    answer.ok();
                    requests.setMode(place, attributes.mode());
                    requests.setOwner(place, attributes.uid(), attributes.gid());
                }));
    }

    /**
     * Sets permissions and owner of what is there.
     *
     * @param path any path; symbolic links are followed
     * @param attributes what to set; null leaves a part as it is
     */
    public void setAttributes(String path, FileAttributes attributes) {
        tell("set the attributes of ", path, (requests, place) -> {
            requests.setMode(place, attributes.mode());
            requests.setOwner(place, attributes.uid(), attributes.gid());
        });
    }

    /**
     * Gives a file another path, at once, also where a file is already, which is replaced. A directory replaces nothing.
     *
     * @param from what is there
     * @param to its new path, in the same file system
     */
    public void rename(String from, String to) {
        RemotePath target = RemotePath.of(InstancePath.of(to).text());
        tell("rename ", from, (requests, place) -> requests.rename(place, target, SftpAnswer::ok));
    }

    /**
     * Deletes a file, a symbolic link or an empty directory.
     *
     * @param path what to delete
     */
    public void delete(String path) {
        tell("delete ", path, (requests, place) -> requests.remove(place, SftpAnswer::ok));
    }

    /**
     * Opens a file for reading, also one of {@code /proc} or {@code /sys}.
     *
     * @param path a regular file, or a symbolic link to one
     * @return its bytes, read ahead; to be closed. Its methods throw the errors of this client
     */
    public InputStream read(String path) {
        return ask("read ", path, (requests, place, result) -> SftpInput.open(channel, requests, place, result));
    }

    /**
     * Opens a file for writing, in place: a new one, or one that is there and is emptied first.
     *
     * @param path the file
     * @param attributes what permissions and owner it gets; null leaves what is there, or 0644 and root
     * @return takes its bytes, in pieces not too small; to be closed. Its methods throw the errors of this client, the last
     *     ones when it is closed
     */
    public OutputStream write(String path, FileAttributes attributes) {
        return ask(
                "write ",
                path,
                (requests, place, result) -> SftpOutput.open(channel, requests, place, attributes, result));
    }

    /** Something that has a result. */
    private interface Question<T> {
        void ask(SftpRequests requests, RemotePath path, Consumer<T> result);
    }

    /** Something that has none. */
    private interface Order {
        void give(SftpRequests requests, RemotePath path);
    }

    private <T> T ask(String verb, String path, Question<T> question) {
        AtomicReference<T> result = new AtomicReference<>();
        tell(verb, path, (requests, place) -> question.ask(requests, place, result::set));
        return requireNonNull(result.get());
    }

    private void tell(String verb, String path, Order order) {
        RemotePath place = RemotePath.of(InstancePath.of(path).text());
        SftpRequests requests = new SftpRequests(channel, () -> verb + sessions.place(place));
        synchronized (channel) {
            order.give(requests, place);
            takeAll();
        }
    }

    /** Takes every answer, also after a refusal: the next call is not to hear of this one. */
    private void takeAll() {
        LxdApiException refusal = null;
        while (channel.awaited() > 0) {
            try {
                channel.take();
            } catch (LxdApiException e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Ends the session, at once and from any thread: a call that waits fails. Does nothing the second time. */
    @Override
    public void close() {
        channel.cut();
        synchronized (channel) {
            channel.close();
        }
    }
}
