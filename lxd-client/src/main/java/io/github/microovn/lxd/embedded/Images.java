package io.github.microovn.lxd.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The images of the server, as far as a client sees them from outside: what an imported one contains is not kept, an instance
 * made from it has only the directories that every instance has.
 */
final class Images {
    private static final String ZERO = "0001-01-01T00:00:00Z";

    private final Operations operations;
    private final Clock clock;
    private final Map<String, Image> images = new LinkedHashMap<>();
    private final Map<String, Alias> aliases = new TreeMap<>();
    private final Map<String, Path> contents = new TreeMap<>();

    private record Image(
            String fingerprint,
            long size,
            String filename,
            boolean visible,
            Map<String, String> properties,
            Instant uploaded) {}

    private record Alias(String name, String target, String description) {
        JsonObject json() {
            return Json.object("description", description, "target", target, "name", name, "type", "container");
        }
    }

    Images(Operations operations, Clock clock) {
        this.operations = operations;
        this.clock = clock;
    }

    void addTo(Router router) {
        router.route("GET", "/1.0/images", this::list)
                .route("POST", "/1.0/images", this::importImage)
                .route("GET", "/1.0/images/aliases", this::listAliases)
                .route("POST", "/1.0/images/aliases", this::createAlias)
                .route("GET", "/1.0/images/aliases/{name}", this::getAlias)
                .route("DELETE", "/1.0/images/aliases/{name}", this::deleteAlias)
                .route("GET", "/1.0/images/{fingerprint}", this::get)
                .route("DELETE", "/1.0/images/{fingerprint}", this::delete);
    }

    /** Adds an image under an alias, with what its instances begin with, if anything. */
    synchronized void add(String alias, Optional<Path> content) {
        String fingerprint = HexFormat.of().formatHex(Etag.sha256().digest(alias.getBytes(StandardCharsets.UTF_8)));
        images.put(fingerprint, new Image(fingerprint, 0, "", false, Map.of(), clock.instant()));
        aliases.put(alias, new Alias(alias, fingerprint, ""));
        content.ifPresent(tree -> contents.put(fingerprint, tree));
    }

    /** What an instance begins with that has this source. */
    synchronized Optional<Path> content(JsonBody source) {
        Alias alias = aliases.get(source.string("alias"));
        return find(alias == null ? source.string("fingerprint") : alias.target)
                .map(image -> contents.get(image.fingerprint));
    }

    /** Whether there is an image of the alias or fingerprint in an instance's source. */
    synchronized boolean contains(JsonBody source) {
        String alias = source.string("alias");
        return alias.isEmpty() ? find(source.string("fingerprint")).isPresent() : aliases.containsKey(alias);
    }

    private Optional<Image> find(String prefix) {
        return prefix.isEmpty()
                ? Optional.empty()
                : images.values().stream()
                        .filter(image -> image.fingerprint.startsWith(prefix))
                        .findFirst();
    }

    private Image find(Exchange exchange) {
        return find(exchange.parameter("fingerprint")).orElseThrow(() -> ApiError.notFound("Image not found"));
    }

    private synchronized Reply list(Exchange exchange) {
        JsonArray list = new JsonArray();
        for (Image image : images.values()) {
            if (exchange.recursion() > 0) {
                list.add(json(image));
            } else {
                list.add("/1.0/images/" + image.fingerprint);
            }
        }
        return Reply.sync(list);
    }

    private synchronized Reply get(Exchange exchange) {
        Image image = find(exchange);
        return Reply.sync(json(image)).withHeader("Etag", Etag.of(Json.object("properties", image.properties)));
    }

    private JsonObject json(Image image) {
        JsonArray names = new JsonArray();
        aliases.values().stream()
                .filter(alias -> alias.target.equals(image.fingerprint))
                .forEach(alias -> names.add(Json.object("name", alias.name, "description", alias.description)));
        return Json.object(
                "auto_update",
                false,
                "properties",
                image.properties,
                "public",
                image.visible,
                "expires_at",
                ZERO,
                "profiles",
                List.of("default"),
                "aliases",
                names,
                "architecture",
                "x86_64",
                "cached",
                false,
                "filename",
                image.filename,
                "fingerprint",
                image.fingerprint,
                "size",
                image.size,
                "type",
                "container",
                "created_at",
                image.uploaded,
                "last_used_at",
                ZERO,
                "uploaded_at",
                image.uploaded);
    }

    private Reply importImage(Exchange exchange) throws IOException {
        if (!exchange.header("Content-Type").orElse("").equals("application/octet-stream")) {
            exchange.json("ImagesPost");
            throw ApiError.internal("Invalid images JSON");
        }
        MessageDigest digest = Etag.sha256();
        long size = 0;
        byte[] buffer = new byte[128 * 1024];
        for (int count = exchange.body().read(buffer);
                count >= 0;
                count = exchange.body().read(buffer)) {
            digest.update(buffer, 0, count);
            size += count;
        }
        Image image = new Image(
                HexFormat.of().formatHex(digest.digest()),
                size,
                exchange.header("X-LXD-filename").orElse(""),
                exchange.header("X-LXD-public").map(value -> !value.equals("0")).orElse(false),
                new TreeMap<>(Exchange.form(exchange.header("X-LXD-properties").orElse(""))),
                clock.instant());
        Optional<String> expected = exchange.header("X-LXD-fingerprint");
        return Reply.async(operations.start("Downloading image", null, operation -> store(image, expected, operation)));
    }

    private synchronized void store(Image image, Optional<String> expected, Operation operation) {
        if (expected.isPresent() && !expected.get().equals(image.fingerprint)) {
            throw new IllegalStateException(
                    "fingerprints don't match, got " + image.fingerprint + " expected " + expected.get());
        }
        operation.report("fingerprint", image.fingerprint);
        operation.report("size", String.valueOf(image.size));
        if (images.putIfAbsent(image.fingerprint, image) != null) {
            throw new IllegalStateException("Image with same fingerprint already exists");
        }
        operation.succeed();
    }

    private synchronized Reply delete(Exchange exchange) {
        Image image = find(exchange);
        Map<String, List<String>> resources = Map.of("images", List.of("/1.0/images/" + image.fingerprint));
        return Reply.async(operations.start("Deleting image", resources, operation -> {
            synchronized (this) {
                images.remove(image.fingerprint);
                aliases.values().removeIf(alias -> alias.target.equals(image.fingerprint));
            }
            operation.succeed();
        }));
    }

    private synchronized Reply listAliases(Exchange exchange) {
        JsonArray list = new JsonArray();
        for (Alias alias : aliases.values()) {
            if (exchange.recursion() > 0) {
                list.add(alias.json());
            } else {
                list.add(url(alias.name));
            }
        }
        return Reply.sync(list);
    }

    private static String url(String alias) {
        return "/1.0/images/aliases/"
                + URLEncoder.encode(alias, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private synchronized Reply getAlias(Exchange exchange) {
        Alias alias = Optional.ofNullable(aliases.get(exchange.parameter("name")))
                .orElseThrow(() -> ApiError.notFound("Image alias not found"));
        return Reply.sync(alias.json()).withHeader("Etag", Etag.of(alias.json()));
    }

    private synchronized Reply createAlias(Exchange exchange) throws IOException {
        JsonBody body = exchange.json("ImageAliasesPost");
        String name = body.string("name");
        String target = body.string("target");
        if (name.isEmpty() || target.isEmpty()) {
            throw ApiError.badRequest("name and target are required");
        }
        if (aliases.containsKey(name)) {
            throw new ApiError(409, "Alias \"" + name + "\" already exists");
        }
        Image image = find(target).orElseThrow(() -> ApiError.notFound("Image not found"));
        aliases.put(name, new Alias(name, image.fingerprint, body.string("description")));
        return Reply.created(url(name));
    }

    private synchronized Reply deleteAlias(Exchange exchange) {
        if (aliases.remove(exchange.parameter("name")) == null) {
            throw ApiError.notFound("Image alias not found");
        }
        return Reply.done();
    }
}
