package io.github.microovn.lxd.internal.transfer;

import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.internal.http.Answer;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        run(target, (answer, staged) -> staged.add(answer.stream(), target, length(answer)));
    }

    /** Saves content by the file names that the daemon gives it, all files or none. */
    public List<Path> into(Path directory) {
        return run(directory, (answer, staged) -> {
            if (answer.isForm()) {
                answer.readForm(
                        (name, filename, content) -> staged.add(content, directory.resolve(plain(filename, name)), -1));
            } else {
                staged.add(answer.stream(), directory.resolve(plain(answer.filename(), "image")), length(answer));
            }
        });
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

    private List<Path> run(Path place, Saving saving) {
        try (Answer answer = http.open(request);
                Staged staged = new Staged()) {
            saving.save(answer, staged);
            return staged.finish();
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new LxdCancelledException(request.attempt(), "interrupted", e);
            }
            throw new LxdTransferException(
                    request.attempt(), "cannot save to " + place + ": " + e, place.toString(), 0, null, null, e);
        }
    }

    @FunctionalInterface
    private interface Saving {
        void save(Answer answer, Staged staged) throws IOException;
    }

    /** Files beside their places, which they take when all of them are complete. */
    private final class Staged implements Closeable {
        private final Map<Path, Path> temporaries = new LinkedHashMap<>();

        void add(InputStream content, Path target, long total) throws IOException {
            Path directory = target.toAbsolutePath().getParent();
            Path temporary = Files.createTempFile(directory, ".lxd-export-", "");
            temporaries.put(target, temporary);
            try (OutputStream out = Files.newOutputStream(temporary)) {
                copy(content, out, total);
            }
        }

        List<Path> finish() throws IOException {
            for (Map.Entry<Path, Path> file : temporaries.entrySet()) {
                Files.move(file.getValue(), file.getKey(), StandardCopyOption.ATOMIC_MOVE);
            }
            return List.copyOf(temporaries.keySet());
        }

        @Override
        public void close() throws IOException {
            for (Path temporary : temporaries.values()) {
                Files.deleteIfExists(temporary);
            }
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
