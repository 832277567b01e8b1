package io.github.microovn.rebuilder.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.error.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads configuration files. One run reports every problem of a file, each as {@code FILE:LINE:COLUMN: what is wrong}; a
 * problem of the file as a whole, such as one that cannot be opened, has no place and its message names the file. Where a
 * problem has an established sentence ({@code No targets found in config file: FILE}) it is used, after the place.
 */
public final class ConfigLoader {

    /** No configuration is that long; a log or an image given by mistake is. */
    private static final int LARGEST_BYTES = 1 << 20;

    private static final String BUILT_IN = "default_config.yaml";

    private ConfigLoader() {}

    /**
     * Reads a configuration file.
     *
     * @param file the file; messages name it as it is given here
     * @return what it says
     * @throws io.github.microovn.rebuilder.error.ConfigurationException with all problems at once
     */
    public static Config load(Path file) {
        Problems problems = new Problems(file.toString());
        return decode(read(file, problems), problems);
    }

    /**
     * The configuration that is used when none is named: the project's {@code default_config.yaml}.
     *
     * @return the built-in configuration
     */
    public static Config builtIn() {
        return decode(builtInText().getBytes(UTF_8), new Problems(BUILT_IN));
    }

    /** The text of a file. */
    static String text(Path file, Problems problems) {
        return SourceText.decode(read(file, problems), problems);
    }

    /** The text of the configuration that is used when none is named. */
    static String builtInText() {
        try (InputStream in = Objects.requireNonNull(ConfigLoader.class.getResourceAsStream(BUILT_IN))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file, Problems problems) {
        byte[] bytes = {};
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST_BYTES + 1);
            if (bytes.length > LARGEST_BYTES) {
                problems.add("Cannot open config file " + file + ": it is larger than 1 MiB; is it a configuration?");
            }
        } catch (IOException e) {
            problems.add("Cannot open config file " + file + ": " + IoReason.of(e));
        }
        problems.throwIfAny();
        return bytes;
    }

    private static Config decode(byte[] bytes, Problems problems) {
        Optional<Node> root = compose(SourceText.decode(bytes, problems), problems);
        problems.throwIfAny();
        Config config = new ConfigDecoder(problems).decode(root);
        problems.throwIfAny();
        return config;
    }

    /**
     * Parses to nodes, which keep every scalar as it was written and every place. No object is ever constructed from
     * them, so a tag can name any class without effect. The parser's own limits on nesting and on aliases hold.
     */
    static Optional<Node> compose(String text, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setMergeOnCompose(true);
        try {
            ParserImpl parser = new ParserImpl(new StreamReader(text), options);
            return Optional.ofNullable(new Composer(parser, new Resolver(), options).getSingleNode());
        } catch (MarkedYAMLException e) {
            String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
            problems.add(e.getProblemMark(), e.getProblem() + context);
        } catch (YAMLException e) {
            problems.add(problems.file() + ": " + e.getMessage());
        }
        return Optional.empty();
    }
}
