package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.internal.http.Answer;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.json.Json;
import io.github.microovn.lxd.internal.json.Records;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.FileInfo;
import io.github.microovn.lxd.model.FileType;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code /1.0/instances/NAME/files} can do, one request each. */
public final class FileRequests {
    /** As many as the system itself follows. */
    private static final int MOST_LINKS = 40;

    private final Api api;
    private final String instance;

    /**
     * Names an instance.
     *
     * @param api asks the daemon
     * @param instance its name
     */
    public FileRequests(Api api, String instance) {
        this.api = api;
        this.instance = instance;
    }

    /** Returns where the path is, as errors tell it. */
    String place(InstancePath path) {
        return path + " on instance " + instance;
    }

    /** Returns what a path is; a symbolic link is not followed. */
    public FileInfo stat(InstancePath path) {
        String action = "look at " + place(path);
        try {
            return api.http().exchange(request("HEAD", action, path), answer -> FileHeaders.info(answer, path));
        } catch (LxdApiException e) {
            // An answer to HEAD has no body and so no words, which may tell whether path or instance is missing.
            return api.http()
                    .exchange(request("GET", action, path).asTransfer(), answer -> FileHeaders.info(answer, path));
        }
    }

    /**
     * Opens a regular file, following symbolic links.
     *
     * @return the answer with its content, to be closed
     * @throws LxdTransferException if it is no such file
     */
    public Answer open(InstancePath path) {
        return follow(reading(path), path, FileType.FILE);
    }

    /** Returns the content of a regular file, following symbolic links. */
    public byte[] readAll(InstancePath path) {
        try (Answer answer = open(path)) {
            return answer.stream().readAllBytes();
        } catch (IOException e) {
            throw api.http().failure(reading(path), e);
        }
    }

    /** Returns the request that reads a path, to tell it in errors. */
    HttpRequest reading(InstancePath path) {
        return request("GET", "read " + place(path), path);
    }

    /** Returns the names in a directory, sorted, following symbolic links. */
    public List<String> list(InstancePath directory) {
        HttpRequest request = request("GET", "list directory " + place(directory), directory);
        try (Answer answer = follow(request, directory, FileType.DIRECTORY)) {
            return names(answer).stream().sorted().toList();
        } catch (IOException e) {
            throw api.http().failure(request, e);
        } catch (IllegalArgumentException e) {
            throw new LxdProtocolException(request.attempt(), "no list of names: " + e.getMessage(), e);
        }
    }

    private static List<String> names(Answer answer) throws IOException {
        if (!(Json.read(new StringReader(answer.text())) instanceof Map<?, ?> envelope)) {
            throw new IllegalArgumentException("not a JSON object");
        }
        return Records.listOf(envelope.get("metadata"), String.class);
    }

    /** Asks until a path is no symbolic link; the daemon answers to one with the absolute path it leads to. */
    private Answer follow(HttpRequest first, InstancePath path, FileType wanted) {
        InstancePath next = path;
        for (int links = 0; links <= MOST_LINKS; links++) {
            if (wanted == FileType.FILE && next.isMadeByKernel()) {
                throw unfit(first, path, next + " has no length before it is read, which the API needs; run 'cat'");
            }
            Answer answer = api.http()
                    .open(request("GET", first.attempt().action(), next).asTransfer());
            boolean found = false;
            try {
                FileType type = FileHeaders.type(answer);
                found = type == wanted;
                if (found) {
                    return answer;
                }
                if (type != FileType.SYMLINK) {
                    throw wrong(first, next, type, wanted);
                }
                byte[] target = answer.stream().readAllBytes();
                next = InstancePath.of(new String(target, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw api.http().failure(first, e);
            } catch (IllegalArgumentException e) {
                throw new LxdProtocolException(first.attempt(), "the answer is not understood: " + e.getMessage(), e);
            } finally {
                if (!found) {
                    answer.close();
                }
            }
        }
        throw unfit(first, path, "too many symbolic links, the last one to " + next);
    }

    /** Makes a directory whose parent exists, unless it is there. */
    public void makeDirectory(InstancePath path, FileAttributes attributes) {
        HttpRequest request = written(request("POST", "make directory " + place(path), path), attributes)
                .withHeader("X-LXD-type", "directory");
        api.change(request);
        // The daemon is content with whatever is there already.
        FileType type = stat(path).type();
        if (type == FileType.SYMLINK) {
            follow(request, path, FileType.DIRECTORY).close();
        } else if (type != FileType.DIRECTORY) {
            throw wrong(request, path, type, FileType.DIRECTORY);
        }
    }

    /** Makes a directory and those above it, unless they are there. */
    public void makeDirectories(InstancePath path, FileAttributes attributes) {
        try {
            makeDirectory(path, attributes);
        } catch (LxdApiException e) {
            InstancePath parent = path.parent();
            if (!e.isNotFound() || parent == null) {
                throw e;
            }
            makeDirectories(parent, attributes);
            makeDirectory(path, attributes);
        }
    }

    /** Deletes a file, a symbolic link or an empty directory. */
    public void delete(InstancePath path) {
        api.change(request("DELETE", "delete " + place(path), path));
    }

    /**
     * Writes a file in place.
     *
     * @param content what to write
     * @param path the file
     * @param attributes permissions and owner if it is new
     * @param progress hears how far it is
     */
    public void push(FileContent content, InstancePath path, FileAttributes attributes, TransferProgress progress) {
        HttpRequest request = written(request("POST", "write " + place(path), path), attributes)
                .withHeader("X-LXD-type", "file")
                .withHeader("X-LXD-write", "overwrite")
                // The daemon opens the file before it wants the content, so a refusal comes at once and in its words.
                .withHeader("Expect", "100-continue")
                .withContent(content, path.text(), progress);
        api.change(request.asTransfer());
    }

    private HttpRequest request(String method, String action, InstancePath path) {
        return api.request(method, action, "instances", instance, "files").withQuery("path", path.text());
    }

    /** A mode without a zero in front would be read as decimal. */
    private static HttpRequest written(HttpRequest request, FileAttributes attributes) {
        Integer mode = attributes.mode();
        return request.withHeader("X-LXD-mode", mode == null ? null : String.format(Locale.ROOT, "%04o", mode))
                .withHeader("X-LXD-uid", text(attributes.uid()))
                .withHeader("X-LXD-gid", text(attributes.gid()));
    }

    private static @Nullable String text(@Nullable Integer id) {
        return id == null ? null : id.toString();
    }

    private static LxdTransferException wrong(HttpRequest request, InstancePath path, FileType found, FileType wanted) {
        return unfit(
                request,
                path,
                path + " is a " + found.name().toLowerCase(Locale.ROOT) + ", not a "
                        + wanted.name().toLowerCase(Locale.ROOT));
    }

    private static LxdTransferException unfit(HttpRequest request, InstancePath path, String reason) {
        return new LxdTransferException(request.attempt(), reason, path.text(), 0, null, null, null);
    }
}
