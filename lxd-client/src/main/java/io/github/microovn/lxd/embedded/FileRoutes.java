package io.github.microovn.lxd.embedded;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The files of an instance as the API offers them, with the quirks of the daemon and of the SFTP server behind it. */
final class FileRoutes {
    private static final int BUFFER = 128 * 1024;
    private static final int ID_LIMIT = 10_000_000; // the size of the map of user ids

    private final Instances instances;
    private final EventHub events;

    /** Strikes while an upload's bytes are stored. */
    @SuppressWarnings("serial") // never serialised
    static final class DiskFull extends IOException {
        DiskFull() {
            super("No space left on device");
        }
    }

    FileRoutes(Instances instances, EventHub events) {
        this.instances = instances;
        this.events = events;
    }

    void addTo(Router router) {
        String template = "/1.0/instances/{name}/files";
        router.route("GET", template, events.telling("instance-file-retrieved", this::get))
                .route("HEAD", template, this::head)
                .route("POST", template, events.telling("instance-file-pushed", this::post))
                .route("DELETE", template, events.telling("instance-file-deleted", this::delete));
    }

    private static String path(Exchange exchange) {
        String path = exchange.query("path")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> ApiError.badRequest("Missing path argument"));
        return path.startsWith("/") ? path : "/" + path;
    }

    private Reply head(Exchange exchange) {
        EmbeddedInstance instance = instances.find(exchange);
        String path = path(exchange);
        try {
            return describe(
                    instance, instance.tree().locate(path, false), Reply.of(200, "application/json", new byte[0]));
        } catch (IOException e) {
            throw failure("lstat", path, e);
        }
    }

    private Reply get(Exchange exchange) {
        EmbeddedInstance instance = instances.find(exchange);
        String path = path(exchange);
        try {
            Path file = instance.tree().locate(path, false);
            if (Files.isSymbolicLink(file)) {
                byte[] target = linkTarget(instance.tree(), path, file).getBytes(StandardCharsets.UTF_8);
                return describe(instance, file, Download.of(exchange, path, Reply.content(target), file));
            }
            if (Files.isDirectory(file)) {
                return describe(instance, file, Reply.sync(names(file)));
            }
            return describe(instance, file, Download.of(exchange, path, Download.content(file), file));
        } catch (IOException e) {
            throw failure("lstat", path, e);
        }
    }

    private static String linkTarget(FileTree tree, String path, Path link) throws IOException {
        String target = tree.unmap(Files.readSymbolicLink(link).toString());
        Path parent = Optional.ofNullable(Path.of(path).getParent()).orElse(Path.of("/"));
        return parent.resolve(target).normalize().toString();
    }

    private static JsonArray names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return Json.array(
                    files.map(file -> String.valueOf(file.getFileName())).toList());
        }
    }

    private static Reply describe(EmbeddedInstance instance, Path file, Reply.Answer answer) throws IOException {
        boolean link = Files.isSymbolicLink(file);
        boolean directory = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
        int mode = link ? 0777 : (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0777;
        Owners.Owner owner = instance.owners().of(file);
        return answer.withHeader("X-Lxd-Gid", String.valueOf(owner.gid()))
                .withHeader("X-Lxd-Mode", String.format(Locale.ROOT, "%04o", mode))
                .withHeader("X-Lxd-Modified", Download.modified(file))
                .withHeader("X-Lxd-Type", link ? "symlink" : directory ? "directory" : "file")
                .withHeader("X-Lxd-Uid", String.valueOf(owner.uid()));
    }

    private Reply post(Exchange exchange) throws IOException {
        EmbeddedInstance instance = instances.find(exchange);
        String path = path(exchange);
        String write = exchange.header("X-LXD-write").orElse("overwrite");
        if (!List.of("overwrite", "append").contains(write)) {
            throw ApiError.badRequest("Bad file write mode: " + write);
        }
        String type = exchange.header("X-LXD-type").orElse("file");
        InputStream body = body(exchange);
        switch (type) {
            case "file" -> postFile(instance, path, write.equals("append"), body, exchange);
            case "symlink" -> postLink(instance, path, new String(body.readAllBytes(), StandardCharsets.UTF_8));
            case "directory" -> postDirectory(instance, path, exchange);
            default -> throw ApiError.badRequest("Bad file type: " + type);
        }
        return Reply.done();
    }

    /** The daemon looks for its parameters in a form too, and so eats a body that calls itself one. */
    private static InputStream body(Exchange exchange) {
        String type = exchange.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        boolean form = type.startsWith("application/x-www-form-urlencoded")
                || (type.startsWith("multipart/form-data") && type.contains("boundary="));
        return form ? InputStream.nullInputStream() : exchange.body();
    }

    private static void postFile(
            EmbeddedInstance instance, String path, boolean append, InputStream body, Exchange exchange)
            throws IOException {
        Path file;
        boolean existed;
        OutputStream target;
        try {
            file = instance.tree().locate(path, true);
            existed = Files.exists(file);
            target = open(instance, path, file, append);
        } catch (IOException e) {
            throw failure("open", path, e);
        }
        try (target) {
            copy(body, target, path);
        }
        if (!existed) {
            setAttributes(instance, path, file, exchange, 0644);
        }
    }

    private static OutputStream open(EmbeddedInstance instance, String path, Path file, boolean append)
            throws IOException {
        if (path.endsWith("/") || Files.isDirectory(file)) {
            throw new FileSystemException(path, null, "Is a directory");
        }
        if (instance.runs(file)) {
            throw new FileSystemException(path, null, "Text file busy");
        }
        OpenOption[] options = append
                ? new OpenOption[] {StandardOpenOption.APPEND}
                : new OpenOption[] {
                    StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING
                };
        return Files.newOutputStream(file, options);
    }

    private static void copy(InputStream body, OutputStream target, String path) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                write(target, buffer, count, path);
            }
        } catch (DiskFull e) {
            throw failure("write", path, e);
        }
    }

    private static void write(OutputStream target, byte[] buffer, int count, String path) {
        try {
            target.write(buffer, 0, count);
        } catch (IOException e) {
            throw failure("write", path, e);
        }
    }

    private static void postLink(EmbeddedInstance instance, String path, String target) {
        try {
            if (target.isEmpty()) {
                throw new NoSuchFileException(path);
            }
            Path link = instance.tree().locate(path, false);
            Path mapped = Path.of(instance.tree().map(target));
            if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(mapped)) {
                return;
            }
            Files.createSymbolicLink(link, mapped);
            instance.owners().set(link, Owners.Owner.ROOT);
        } catch (IOException e) {
            throw failure("symlink " + target, path, e);
        }
    }

    private static void postDirectory(EmbeddedInstance instance, String path, Exchange exchange) {
        try {
            Path directory = instance.tree().locate(path, true);
            if (Files.exists(directory)) {
                return;
            }
            directory = instance.tree().locate(path, false);
            Files.createDirectory(directory);
            setAttributes(instance, path, directory, exchange, 0750);
        } catch (IOException e) {
            throw failure("mkdir", path, e);
        }
    }

    private static void setAttributes(
            EmbeddedInstance instance, String path, Path file, Exchange exchange, int defaultMode) throws IOException {
        Files.setAttribute(
                file,
                "unix:mode",
                exchange.header("X-LXD-mode").map(FileRoutes::mode).orElse(-1) < 0
                        ? defaultMode
                        : mode(exchange.header("X-LXD-mode").orElseThrow()));
        int uid = id(exchange, "X-LXD-uid").orElse(0);
        int gid = id(exchange, "X-LXD-gid").orElse(0);
        if (uid > ID_LIMIT || gid > ID_LIMIT) {
            throw failure("chown", path, new FileSystemException(path, null, "Invalid argument"));
        }
        instance.owners().set(file, new Owners.Owner(uid, gid));
    }

    /** Reads a mode as the daemon does: a leading zero means octal, and what it cannot read it ignores. */
    private static int mode(String text) {
        if (text.matches("0[0-7]{1,10}")) {
            return Integer.parseInt(text, 8) & 0777;
        }
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) & 0777 : -1;
    }

    private static OptionalInt id(Exchange exchange, String header) {
        return exchange.header(header)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    private Reply delete(Exchange exchange) {
        EmbeddedInstance instance = instances.find(exchange);
        String path = path(exchange);
        try {
            Path file = instance.tree().locate(path, false);
            if (file.equals(instance.root())) {
                throw new FileSystemException(path, null, "Device or resource busy");
            }
            Files.delete(file);
            return Reply.done();
        } catch (IOException e) {
            throw failure("remove", path, e);
        }
    }

    private static ApiError failure(String verb, String path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return ApiError.notFound("Not Found");
        }
        if (e instanceof AccessDeniedException) {
            return new ApiError(403, "Forbidden");
        }
        return ApiError.internal("sftp: \"" + verb + " " + path + ": " + reason(e) + "\" (SSH_FX_FAILURE)");
    }

    static String reason(IOException e) {
        if (e instanceof DirectoryNotEmptyException) {
            return "directory not empty";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "file exists";
        }
        String text = e instanceof FileSystemException specific ? specific.getReason() : e.getMessage();
        return String.valueOf(text).toLowerCase(Locale.ROOT);
    }
}
