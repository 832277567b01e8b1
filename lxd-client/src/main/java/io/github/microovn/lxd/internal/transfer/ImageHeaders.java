package io.github.microovn.lxd.internal.transfer;

import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.model.ImageUpload;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of an image beside its content. */
public final class ImageHeaders {
    private final ImageUpload upload;

    private ImageHeaders(ImageUpload upload) {
        this.upload = upload;
    }

    /** Says what an upload says. */
    public static ImageHeaders of(ImageUpload upload) {
        return new ImageHeaders(upload);
    }

    /** Adds the headers to a request. */
    public HttpRequest on(HttpRequest request) {
        HttpRequest more = request.withHeader("X-LXD-filename", ascii(upload.filename()));
        if (upload.isPublic()) {
            more = more.withHeader("X-LXD-public", "true");
        }
        if (!upload.properties().isEmpty()) {
            more = more.withHeader("X-LXD-properties", form(upload.properties().entrySet().stream()));
        }
        if (!upload.profiles().isEmpty()) {
            more = more.withHeader(
                    "X-LXD-profiles", form(upload.profiles().stream().map(name -> Map.entry("profile", name))));
        }
        return more;
    }

    private static String form(Stream<Map.Entry<String, String>> entries) {
        return entries.map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The name is only shown to people, and a header takes no other letters. */
    private static String ascii(String filename) {
        return filename.replaceAll("[^\\x21-\\x7e]", "_");
    }
}
