package io.github.microovn.lxd.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MultipartReader;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** An answer whose body is yet to be read. */
public final class Answer implements AutoCloseable {
    private final Response response;

    Answer(Response response) {
        this.response = response;
    }

    int status() {
        return response.code();
    }

    /** Returns a header, or null. */
    public @Nullable String header(String name) {
        return response.header(name);
    }

    /** Returns the body as a stream. */
    public InputStream stream() {
        return response.body().byteStream();
    }

    /** Tells whether the body is a form of several parts. */
    public boolean isForm() {
        return String.valueOf(header("Content-Type")).startsWith("multipart/");
    }

    /**
     * Reads the parts of a form, one after the other.
     *
     * @throws ProtocolException if it is none
     */
    public void readForm(PartReader reader) throws IOException {
        try (MultipartReader parts = new MultipartReader(response.body())) {
            for (MultipartReader.Part part = parts.nextPart(); part != null; part = parts.nextPart()) {
                String disposition = String.valueOf(part.headers().get("Content-Disposition"));
                reader.read(
                        parameter(disposition, "name"),
                        parameter(disposition, "filename"),
                        part.body().inputStream());
            }
        }
    }

    /** Returns the name of the file that the body is, empty where the daemon tells none. */
    public String filename() {
        return parameter(String.valueOf(header("Content-Disposition")), "filename");
    }

    private static String parameter(String disposition, String name) {
        Matcher matcher = Pattern.compile("[; ]" + name + "=\"?([^\";]*)").matcher(disposition);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Takes a part of a form. */
    @FunctionalInterface
    public interface PartReader {
        /**
         * Takes it.
         *
         * @param name its name
         * @param filename the name of the file that it is, or empty
         * @param content its content, valid until this returns
         */
        void read(String name, String filename, InputStream content) throws IOException;
    }

    /** Returns the body as text. */
    public String text() throws IOException {
        return response.body().string();
    }

    @Override
    public void close() {
        response.close();
    }
}
