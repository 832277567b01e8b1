package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.internal.http.Answer;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Copies a file of an instance into a local one, which holds what it held before or all of the file. */
public final class Download {
    private static final int PIECE = 64 * 1024;

    private final Http http;
    private final FileRequests files;
    private final InstancePath path;
    private final Path target;
    private final HttpRequest request;
    private long received;

    /**
     * Prepares a download.
     *
     * @param http asks the daemon
     * @param files the files of the instance
     * @param path the file there
     * @param target the file here
     */
    public Download(Http http, FileRequests files, InstancePath path, Path target) {
        this.http = http;
        this.files = files;
        this.path = path;
        this.target = target.toAbsolutePath();
        this.request = files.reading(path);
    }

    /** Copies it. */
    public void run() {
        try (Answer answer = files.open(path)) {
            save(answer);
        } catch (IOException e) {
            throw LocalFailure.of(request.attempt(), "cannot write " + target, path.text(), received, e);
        }
    }

    private void save(Answer answer) throws IOException {
        Path temporary = Files.createTempFile(target.getParent(), ".lxd-pull-", "");
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                copy(answer.stream(), out);
            }
            LocalAttributes.setMode(temporary, FileHeaders.mode(answer));
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int count = read(in, piece); count >= 0; count = read(in, piece)) {
            out.write(piece, 0, count);
            received += count;
        }
    }

    private int read(InputStream in, byte[] piece) {
        try {
            return in.read(piece);
        } catch (IOException e) {
            throw http.failure(request, e);
        }
    }
}
