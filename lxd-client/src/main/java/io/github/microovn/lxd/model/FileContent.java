package io.github.microovn.lxd.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes to write to an instance. They are read while they are sent, never held in memory as a whole. */
public sealed interface FileContent permits FileContent.OfPath, FileContent.OfBytes, FileContent.OfStream {
    /**
     * Takes the bytes of a local file, as long as it is at the moment it is sent.
     *
     * @param file a regular file
     * @return the content
     */
    static FileContent of(Path file) {
        return new OfPath(file);
    }

    /**
     * Takes bytes from memory.
     *
     * @param bytes not copied: they may not change while they are sent
     * @return the content
     */
    static FileContent of(byte[] bytes) {
        return new OfBytes(bytes);
    }

    /**
     * Takes bytes from a stream.
     *
     * @param stream read once; it stays open
     * @param size how many bytes it gives; fewer or more are an error
     * @return the content
     */
    static FileContent of(InputStream stream, long size) {
        return new OfStream(stream, size);
    }

    /**
     * {@return how many bytes there are}
     *
     * @throws IOException if a file cannot be looked at
     */
    long size() throws IOException;

    /**
     * Opens the bytes for reading.
     *
     * @return a stream to be closed
     * @throws IOException if a file cannot be opened
     */
    InputStream open() throws IOException;

    /** A local file. */
    final class OfPath implements FileContent {
        private final Path file;

        private OfPath(Path file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return Files.size(file);
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** Bytes in memory. */
    final class OfBytes implements FileContent {
        private final byte[] bytes;

        private OfBytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }

    /** A stream of known length, which is not closed. */
    final class OfStream implements FileContent {
        private final InputStream stream;
        private final long size;

        private OfStream(InputStream stream, long size) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size: " + size);
            }
            this.stream = stream;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public InputStream open() {
            return new java.io.FilterInputStream(stream) {
                @Override
                public void close() {
                    // The stream belongs to the caller.
                }
            };
        }

        @Override
        public String toString() {
            return "a stream of " + size + " bytes";
        }
    }
}
