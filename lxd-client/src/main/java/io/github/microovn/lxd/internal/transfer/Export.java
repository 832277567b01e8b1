package io.github.microovn.lxd.internal.transfer;

import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.internal.http.Answer;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Content that the daemon gives, whatever its size. A local file holds what it held before, or all of it. */
public final class Export {
    private static final int PIECE = 64 * 1024;

    private final Http http;
    private final HttpRequest request;
    private final TransferProgress progress;

    /**
     * Prepares an export.
     *
     * @param http asks the daemon
     * @param request asks for the content
     * @param progress hears how far it is; where the daemon does not tell how much there is, the total is -1
     */
    public Export(Http http, HttpRequest request, TransferProgress progress) {
        this.http = http;
        this.request = request.asTransfer();
        this.progress = progress;
    }

    /** Returns the content, to be read and closed by the caller. */
    public InputStream open() {
        return http.open(request).stream();
    }

    /** Saves the content. */
    public void to(Path target) {
        run(target, answer -> save(answer.stream(), target, length(answer)));
    }

    /** Saves content by the file names that the daemon gives it. */
    public List<Path> into(Path directory) {
        List<Path> saved = new ArrayList<>();
        run(directory, answer -> {
            if (answer.isForm()) {
                answer.readForm((name, filename, content) -> {
                    Path target = directory.resolve(plain(filename, name));
                    save(content, target, -1);
                    saved.add(target);
                });
            } else {
                Path target = directory.resolve(plain(answer.filename(), "image"));
                save(answer.stream(), target, length(answer));
                saved.add(target);
            }
        });
        return saved;
    }

    /** A name from elsewhere may not lead out of the directory. */
    private static String plain(String filename, String fallback) {
        String name = filename.substring(filename.lastIndexOf('/') + 1);
        boolean unusable = name.isEmpty() || name.equals(".") || name.equals("..");
        return unusable ? fallback : name;
    }

    private static long length(Answer answer) {
        String length = answer.header("Content-Length");
        return length == null ? -1 : Long.parseLong(length);
    }

    private void run(Path place, Saving saving) {
        try (Answer answer = http.open(request)) {
            saving.save(answer);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new LxdCancelledException(request.attempt(), "interrupted", e);
            }
            throw new LxdTransferException(
                    request.attempt(), "cannot write " + place + ": " + e, place.toString(), 0, null, null, e);
        }
    }

    @FunctionalInterface
    private interface Saving {
        void save(Answer answer) throws IOException;
    }

    private void save(InputStream content, Path target, long total) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(directory, ".lxd-export-", "");
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                copy(content, out, total);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void copy(InputStream in, OutputStream out, long total) throws IOException {
        long received = 0;
        byte[] piece = new byte[PIECE];
        for (int count = read(in, piece); count >= 0; count = read(in, piece)) {
            out.write(piece, 0, count);
            received += count;
            progress.transferred(received, total);
        }
    }

    /** What breaks off on this side is not to be taken for what breaks off on the other. */
    private int read(InputStream in, byte[] piece) {
        try {
            return in.read(piece);
        } catch (IOException e) {
            throw http.failure(request, e);
        }
    }
}
